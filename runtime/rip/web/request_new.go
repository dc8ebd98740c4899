package web

import (
	"github.com/dop251/goja"
)

// constructRequest is the constructor (Fetch 5.4, "new Request(input, init)"):
// the signal of a request is its own, which follows the one it was given.
func (r *realm) constructRequest(input, init goja.Value) *Request {
	q := r.newRequest(input, init)
	if q.signal != nil {
		q.signal = r.follower(q.signal)
	}
	return q
}

// newRequest makes a request whose signal is the one it was given, for fetch:
// a follower would stay with a long-lived signal for good.
func (r *realm) newRequest(input, initValue goja.Value) *Request {
	init, ok := initValue.(*goja.Object)
	if !ok && !absent(initValue) {
		panic(r.typeError("Request: the second argument must be an object"))
	}
	q := &Request{realm: r, method: "GET"}
	source, fromRequest := r.request.Of(input)
	var inherited *body
	var signal goja.Value
	if fromRequest {
		q.method, q.url, q.urlValue, q.fetch = source.method, source.address(), source.urlValue, source.fetch
		inherited = source.body
		if source.signal != nil || source.turn != nil {
			signal = source.signalValue()
		}
	} else {
		href, err := r.resolve(r.text(input).String())
		if err != nil {
			panic(r.typeError("Request: %v", err))
		}
		if hasCredentials(href) {
			panic(r.typeError("Request: the URL %q holds a user name or password: send an Authorization header instead", href))
		}
		q.url = href
	}
	if init == nil {
		init = r.vm.NewObject()
	}
	if v := r.requestOptions(q, init); v != nil {
		signal = v
	}
	if !absent(signal) {
		if !isAbortSignal(r.vm, signal) {
			panic(r.typeError("Request: the signal must be an AbortSignal"))
		}
		q.signal = signal.(*goja.Object)
	}
	r.requestHeaders(q, init, source)
	r.requestBody(q, init, inherited)
	return q
}

// requestHeaders takes the headers of the init, or else those of the source.
func (r *realm) requestHeaders(q *Request, init *goja.Object, source *Request) {
	if v := given(init, "headers"); v != nil {
		r.fill(&q.headers, v)
		return
	}
	if source != nil {
		q.headers.share(&source.headers)
	}
}

// requestBody takes the body of the init, or else moves that of the source.
func (r *realm) requestBody(q *Request, init *goja.Object, inherited *body) {
	v := given(init, "body")
	has := v != nil && !goja.IsNull(v)
	if (has || inherited != nil) && (q.method == "GET" || q.method == "HEAD") {
		panic(r.typeError("Request: %s cannot have a body", q.method))
	}
	if has {
		var contentType string
		q.body, contentType = r.extract(&body{}, v)
		if contentType != "" && !q.headers.has("content-type") {
			q.headers.add("content-type", contentType)
		}
		return // a stream without duplex: "half" is taken too, as bun, deno and workerd do
	}
	if inherited == nil || v != nil {
		return
	}
	if inherited.unusable() {
		panic(r.typeError("Request: the body of the request it is made from was already read, or is locked"))
	}
	q.body = r.moveBody(inherited)
}
