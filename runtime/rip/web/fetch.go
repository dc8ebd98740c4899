package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// fetcher is what fetch keeps per VM, from its first use on.
type fetcher struct {
	realm     *realm
	ctx       context.Context // ends with the VM
	transport *http.Transport
}

// maxRedirects is Fetch's (4.4, "HTTP-redirect fetch").
const maxRedirects = 20

// defineFetch defines the global fetch.
func (r *realm) defineFetch() {
	get := sync.OnceValue(func() *fetcher { return newFetcher(r) })
	r.vm.DefineGlobal("fetch", r.vm.Function("fetch", 1, func(call goja.FunctionCall) goja.Value {
		return r.settled(func() goja.Value {
			if len(call.Arguments) == 0 {
				panic(r.typeError("fetch needs a URL or a Request"))
			}
			return get().fetch(r.newRequest(call.Argument(0), call.Argument(1)))
		})
	}))
}

func newFetcher(r *realm) *fetcher {
	ctx, cancel := context.WithCancel(context.Background())
	f := &fetcher{realm: r, ctx: ctx, transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   16,
		IdleConnTimeout:       30 * time.Second, // many servers close theirs after a minute, some sooner
		TLSHandshakeTimeout:   10 * time.Second,
		ExpectContinueTimeout: time.Second,
	}}
	go func() { // ends with the VM
		<-r.vm.Ended()
		cancel()
		f.transport.CloseIdleConnections()
	}()
	return f
}

// fetching is one call of fetch, until its body has ended: whether it was
// aborted, and why.
type fetching struct {
	loop   *engine.Loop
	cancel context.CancelFunc
	reason goja.Value // set with the VM held; nil: not aborted
	stop   func()     // lets go of the signal, with the VM held; nil: there is none
	once   sync.Once
}

// end lets go of connection and signal. Any goroutine may call it.
func (op *fetching) end() {
	op.once.Do(func() {
		op.cancel()
		if op.stop != nil {
			op.loop.Post(op.stop)
		}
	})
}

// fetch starts a request and returns a promise of its response.
func (f *fetcher) fetch(q *Request) goja.Value {
	r := f.realm
	if q.signal != nil {
		if reason, aborted := abortReason(q.signal); aborted {
			q.body.cancel()
			return r.rejected(reason)
		}
	}
	if strings.HasPrefix(q.url, "data:") {
		return r.fetchData(q)
	}
	if !strings.HasPrefix(q.url, "http://") && !strings.HasPrefix(q.url, "https://") {
		panic(r.typeError("fetch: %q is neither an http nor a data URL", q.url))
	}
	ctx, cancel := context.WithCancel(f.ctx)
	op := &fetching{loop: r.vm.Loop, cancel: cancel}
	request, err := f.outgoing(ctx, q)
	if err != nil {
		cancel()
		panic(r.typeError("fetch failed: %v", err))
	}
	if q.signal != nil {
		op.stop = onAbort(r.vm, q.signal, func(reason goja.Value) { op.reason = reason; cancel() })
	}
	return f.send(q, request, op)
}

// outgoing makes the Go request.
func (f *fetcher) outgoing(ctx context.Context, q *Request) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, q.method, q.url, nil)
	if err != nil {
		return nil, err
	}
	for _, field := range q.headers.fields() {
		switch field.Name {
		case "host":
			request.Host = field.Value
		case "connection", "content-length", "keep-alive", "transfer-encoding", "upgrade": // framing is the transport's
		default:
			request.Header.Add(field.Name, field.Value)
		}
	}
	setDefault(request.Header, "Accept", "*/*")
	setDefault(request.Header, "User-Agent", userAgent)
	if q.body == nil {
		return request, nil
	}
	data, reader, stream := q.body.take()
	switch {
	case stream != nil:
		body, err := f.realm.streamReader(stream)
		if err != nil {
			return nil, err
		}
		request.Body, request.ContentLength = body, -1
	case reader != nil:
		request.Body, request.ContentLength = reader, q.body.length
	default:
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(data))), nil }
		request.Body, _ = request.GetBody() // it has no error
		request.ContentLength = int64(len(data))
		if len(data) == 0 {
			request.Body = http.NoBody
		}
	}
	return request, nil
}

func setDefault(h http.Header, name, value string) {
	if _, given := h[name]; !given {
		h.Set(name, value)
	}
}
