package web

import (
	"errors"
	"net/http"

	"github.com/dop251/goja"
)

// send runs the exchange in a goroutine, which ends with the response's head.
func (f *fetcher) send(q *Request, request *http.Request, op *fetching) goja.Value {
	r := f.realm
	promise, resolve, reject := r.vm.NewPromise()
	pending := r.vm.Loop.Begin()
	mode := q.options().redirect
	go func() {
		response, err := f.client(mode).Do(request)
		pending.Done(func() {
			switch {
			case op.reason != nil:
				if err == nil {
					_ = response.Body.Close() // nobody will read it
				}
				op.end()
				r.report(reject(op.reason))
			case err != nil:
				op.end()
				r.report(reject(r.fetchFailed(err)))
			case isRedirect(response.StatusCode) && mode == "follow" && response.Header.Get("Location") != "":
				_ = response.Body.Close()
				op.end()
				r.report(reject(r.typeError("fetch failed: the redirect would need the body again, which was a stream")))
			default:
				r.report(resolve(r.response.Wrap(f.received(q, response, op))))
			}
		})
	}()
	return r.vm.ToValue(promise)
}

var (
	errRedirected  = errors.New(`the server redirects, and redirect is "error"`)
	errTooManyHops = errors.New("the server redirected too often")
)

func (f *fetcher) client(mode string) *http.Client {
	return &http.Client{Transport: f.transport, CheckRedirect: func(request *http.Request, via []*http.Request) error {
		request.Header.Del("Referer") // Go's own idea
		switch {
		case mode == "manual":
			return http.ErrUseLastResponse
		case mode == "error":
			return errRedirected
		case len(via) > maxRedirects:
			return errTooManyHops
		}
		return nil
	}}
}

// fetchFailed is the TypeError of a network error; its cause says what happened.
func (r *realm) fetchFailed(err error) *goja.Object {
	thrown := r.typeError("fetch failed: %v", err)
	_ = thrown.Set("cause", r.vm.NewGoError(err)) // cannot fail on a new error
	return thrown
}
