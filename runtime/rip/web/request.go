package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Request is the class of that name (Fetch 5.4). One that came from a client
// makes its URL, headers and signal when the app asks for them.
type Request struct {
	engine.Expandos

	realm    *realm
	method   string
	url      string     // empty: incoming's, not made yet
	urlValue goja.Value // of url
	incoming *Incoming  // nil when the app made the request

	headers       Headers
	headersObject *goja.Object
	body          *body        // nil: none
	signal        *goja.Object // an AbortSignal, once asked for
	turn          *Turn        // what aborts the signal; nil when the app made the request

	fetch *fetchOptions // nil: the defaults
}

// fetchOptions are what a Request says of how it is fetched. We keep them for
// the app to read; redirect alone has a meaning on a server.
type fetchOptions struct {
	mode, credentials, cache, redirect  string
	referrer, referrerPolicy, integrity string
	keepalive                           bool
}

// defaultFetch is what a Request says that was given none.
func defaultFetch() *fetchOptions {
	return &fetchOptions{
		mode: "cors", credentials: "same-origin", cache: "default", redirect: "follow",
		referrer: "about:client",
	}
}

func (q *Request) carried() *body { return q.body }

func (q *Request) contentType() string {
	value, _ := q.headers.lookup("content-type")
	return value
}

// Get answers the attributes that every handler and router looks at ahead of
// the prototype.
func (q *Request) Get(name string) goja.Value {
	if v := q.Expandos.Get(name); v != nil {
		return v
	}
	switch name {
	case "url":
		return q.href()
	case "method":
		return q.realm.word(q.method)
	case "headers":
		return q.headersValue()
	case "body":
		return q.realm.bodyObject(q.body)
	}
	return nil
}

// href is the URL as a value, made once.
func (q *Request) href() goja.Value {
	if q.urlValue == nil {
		q.urlValue = q.realm.vm.ToValue(q.address())
	}
	return q.urlValue
}

// address is the URL, normalised.
func (q *Request) address() string {
	if q.url == "" {
		q.url = q.incoming.href()
	}
	return q.url
}

func (q *Request) headersValue() goja.Value {
	if q.headersObject == nil {
		q.headersObject = q.realm.headers.Wrap(&q.headers)
	}
	return q.headersObject
}

func (q *Request) options() *fetchOptions {
	if q.fetch == nil {
		q.fetch = defaultFetch()
	}
	return q.fetch
}

func (r *realm) defineRequest() {
	c := engine.NewClass(r.vm, "Request", 1, func(call goja.ConstructorCall) *Request {
		return r.constructRequest(call.Argument(0), call.Argument(1))
	})
	r.request = c
	c.Getter("method", func(q *Request) goja.Value { return r.word(q.method) })
	c.Getter("url", func(q *Request) goja.Value { return q.href() })
	c.Getter("headers", func(q *Request) goja.Value { return q.headersValue() })
	word := func(name string, of func(o *fetchOptions) string) {
		c.Getter(name, func(q *Request) goja.Value { return r.word(of(q.options())) })
	}
	word("destination", func(*fetchOptions) string { return "" })
	word("referrer", func(o *fetchOptions) string { return o.referrer })
	word("referrerPolicy", func(o *fetchOptions) string { return o.referrerPolicy })
	word("mode", func(o *fetchOptions) string { return o.mode })
	word("credentials", func(o *fetchOptions) string { return o.credentials })
	word("cache", func(o *fetchOptions) string { return o.cache })
	word("redirect", func(o *fetchOptions) string { return o.redirect })
	word("integrity", func(o *fetchOptions) string { return o.integrity })
	word("duplex", func(*fetchOptions) string { return "half" })
	flag := func(name string, of func(o *fetchOptions) bool) {
		c.Getter(name, func(q *Request) goja.Value { return r.vm.ToValue(of(q.options())) })
	}
	flag("keepalive", func(o *fetchOptions) bool { return o.keepalive })
	flag("isReloadNavigation", func(*fetchOptions) bool { return false })
	flag("isHistoryNavigation", func(*fetchOptions) bool { return false })
	c.Getter("signal", func(q *Request) goja.Value { return q.signalValue() })
	defineBody(r, c)
	c.Method("clone", 0, func(q *Request, _ goja.FunctionCall) goja.Value { return c.Wrap(r.cloneRequest(q)) })
	r.vm.DefineGlobal("Request", c.Constructor)
}

func (r *realm) cloneRequest(q *Request) *Request {
	clone := &Request{
		realm: r, method: q.method, url: q.address(), urlValue: q.urlValue, fetch: q.fetch,
	}
	clone.headers.guard = q.headers.guard
	clone.headers.share(&q.headers)
	q.body, clone.body = r.cloneBody(q.body)
	if q.signal != nil || q.turn != nil {
		clone.signal = r.follower(q.signalValue())
	}
	return clone
}
