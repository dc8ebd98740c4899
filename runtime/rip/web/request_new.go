package web

import (
	"slices"
	"strings"

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

// requestOptions takes what an init says beside headers and body, and returns
// its signal: nil when it says none.
func (r *realm) requestOptions(q *Request, init *goja.Object) (signal goja.Value) {
	if len(init.Keys()) > 0 || q.fetch == nil {
		q.fetch = r.fetchOptions(q.fetch, init)
	}
	if v := given(init, "method"); v != nil {
		q.method = r.method(r.byteString(v))
	}
	if q.fetch.mode == "no-cors" {
		if !slices.Contains([]string{"GET", "HEAD", "POST"}, q.method) {
			panic(r.typeError("Request: the mode no-cors does not allow the method %s", q.method))
		}
		q.headers.guard = ofNoCors
	} else {
		q.headers.guard = ofRequest
	}
	return given(init, "signal")
}

// given returns a member of a dictionary, nil when it is undefined.
func given(dictionary *goja.Object, name string) goja.Value {
	v := dictionary.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// fetchOptions returns the options of an init over those of before.
func (r *realm) fetchOptions(before *fetchOptions, init *goja.Object) *fetchOptions {
	if before == nil {
		before = defaultFetch()
	}
	o := *before
	enum := func(into *string, name string, allowed ...string) {
		if v := given(init, name); v != nil {
			s := r.text(v).String()
			if !slices.Contains(allowed, s) {
				panic(r.typeError("Request: %q is no %s: it must be one of %s", s, name, strings.Join(allowed, ", ")))
			}
			*into = s
		}
	}
	if v := given(init, "window"); v != nil && !goja.IsNull(v) {
		panic(r.typeError("Request: the window can only be null"))
	}
	if v := given(init, "mode"); v != nil && v.String() == "navigate" {
		panic(r.typeError("Request: the mode navigate is for browsers"))
	}
	if v := given(init, "referrer"); v != nil {
		o.referrer = r.referrer(r.text(v).String())
	}
	enum(&o.referrerPolicy, "referrerPolicy", "", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin",
		"strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url")
	enum(&o.mode, "mode", "same-origin", "no-cors", "cors")
	enum(&o.credentials, "credentials", "omit", "same-origin", "include")
	enum(&o.cache, "cache", "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached")
	enum(&o.redirect, "redirect", "follow", "error", "manual")
	if o.cache == "only-if-cached" && o.mode != "same-origin" {
		panic(r.typeError("Request: the cache mode only-if-cached needs the mode same-origin"))
	}
	if v := given(init, "integrity"); v != nil {
		o.integrity = r.text(v).String()
	}
	if v := given(init, "keepalive"); v != nil {
		o.keepalive = v.ToBoolean()
	}
	var duplex string
	enum(&duplex, "duplex", "half")
	return &o
}

func (r *realm) referrer(s string) string {
	if s == "" {
		return "no-referrer"
	}
	href, err := r.resolve(s)
	if err != nil {
		panic(r.typeError("Request: the referrer: %v", err))
	}
	return href
}

// method checks a method and writes the usual ones in upper case (Fetch 2.2.1).
func (r *realm) method(m string) string {
	if !isToken(m) {
		panic(r.typeError("Request: %q is no method", m))
	}
	switch upper := strings.ToUpper(m); upper {
	case "CONNECT", "TRACE", "TRACK":
		panic(r.typeError("Request: the method %s is not allowed", upper))
	case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT":
		return upper
	}
	return m
}

// requestHeaders takes the headers of the init, or else those of the source.
func (r *realm) requestHeaders(q *Request, init *goja.Object, source *Request) {
	if v := given(init, "headers"); v != nil {
		r.fill(&q.headers, v)
		return
	}
	if source != nil {
		g := q.headers.guard
		q.headers = *copyOf(&source.headers, g)
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
		q.body, contentType = r.extract(&q.own, v)
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
