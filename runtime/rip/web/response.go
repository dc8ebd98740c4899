package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Response is the class of that name (Fetch 5.5). Headers and body lie within
// it, so that a small response is one allocation beside its JavaScript object.
type Response struct {
	engine.Expandos

	realm      *realm
	status     int
	statusText string
	kind       string // its type: "default", "basic", "error"
	url        string
	redirected bool

	headers       Headers
	headersObject *goja.Object // for headers, once asked for
	body          *body        // nil: none
	own           body         // what body points to, unless it was taken from elsewhere
	first         [1]Field     // where headers.list begins: most have one, the content type
}

func (t *Response) carried() *body { return t.body }

func (t *Response) contentType() string {
	value, _ := t.headers.lookup("content-type")
	return value
}

// Get answers the attributes that every handler and middleware looks at ahead
// of the prototype.
func (t *Response) Get(name string) goja.Value {
	if v := t.Expandos.Get(name); v != nil {
		return v
	}
	switch name {
	case "status":
		return t.realm.vm.ToValue(t.status)
	case "headers":
		return t.headersValue()
	case "ok":
		return t.realm.vm.ToValue(t.ok())
	case "body":
		return t.realm.bodyObject(t.body)
	}
	return nil
}

func (t *Response) ok() bool { return t.status >= 200 && t.status <= 299 }

func (t *Response) headersValue() goja.Value {
	if t.headersObject == nil {
		t.headersObject = t.realm.headers.Wrap(&t.headers)
	}
	return t.headersObject
}

func (r *realm) defineResponse() {
	vm := r.vm
	c := engine.NewClass(vm, "Response", 0, func(call goja.ConstructorCall) *Response {
		return r.newResponse(call.Argument(0), call.Argument(1))
	})
	r.response = c
	c.Getter("type", func(t *Response) goja.Value { return r.word(t.kind) })
	c.Getter("url", func(t *Response) goja.Value { return vm.ToValue(t.url) })
	c.Getter("redirected", func(t *Response) goja.Value { return vm.ToValue(t.redirected) })
	c.Getter("status", func(t *Response) goja.Value { return vm.ToValue(t.status) })
	c.Getter("ok", func(t *Response) goja.Value { return vm.ToValue(t.ok()) })
	c.Getter("statusText", func(t *Response) goja.Value { return r.latin1(t.statusText) })
	c.Getter("headers", func(t *Response) goja.Value { return t.headersValue() })
	defineBody(r, c)
	c.Method("clone", 0, func(t *Response, _ goja.FunctionCall) goja.Value { return c.Wrap(r.cloneResponse(t)) })
	r.defineResponseStatics(c)
	vm.DefineGlobal("Response", c.Constructor)
}

// emptyResponse is a 200 that may be given headers and a body.
func (r *realm) emptyResponse() *Response {
	t := &Response{realm: r, status: 200, kind: "default"}
	t.headers.list = t.first[:0]
	return t
}

// newResponse is the constructor. The init is read before the body is
// extracted, in the order of the standard.
func (r *realm) newResponse(content, init goja.Value) *Response {
	t := r.emptyResponse()
	t.headers.guard = ofResponse
	r.initResponse(t, init)
	if absent(content) {
		return t
	}
	if nullBody(t.status) {
		panic(r.typeError("A response of status %d cannot have a body", t.status))
	}
	var contentType string
	t.body, contentType = r.extract(&t.own, content)
	if contentType != "" && !t.headers.has("content-type") {
		t.headers.add("content-type", contentType)
	}
	return t
}

// initResponse takes a ResponseInit.
func (r *realm) initResponse(t *Response, init goja.Value) {
	if absent(init) {
		return
	}
	o, ok := init.(*goja.Object)
	if !ok {
		panic(r.typeError("Response: the second argument must be an object"))
	}
	if source, ok := r.response.Of(o); ok && r.takeInit(t, source, o) {
		return
	}
	headers := o.Get("headers")
	if v := o.Get("status"); v != nil && !goja.IsUndefined(v) {
		status := unsignedShort(v)
		if status < 200 || status > 599 {
			panic(r.vm.NewRangeError("Response: the status must be between 200 and 599, got " + v.String()))
		}
		t.status = status
	}
	if v := o.Get("statusText"); v != nil && !goja.IsUndefined(v) {
		t.statusText = r.byteString(v)
		if !isReason(t.statusText) {
			panic(r.typeError("Response: the statusText %q holds a control character", t.statusText))
		}
	}
	r.fill(&t.headers, headers)
}

// takeInit is initResponse from another response, which is how middleware makes
// one that it may change: new Response(old.body, old). False: source, or its
// headers, may have properties that are not its own.
func (r *realm) takeInit(t, source *Response, o *goja.Object) bool {
	if o.ExportType() != responseKind || len(source.Keys()) > 0 || source.status < 200 {
		return false
	}
	headers := source.headersObject
	if headers == nil {
		headers = r.headers.Prototype
	}
	if !r.pristine(headers) {
		return false
	}
	t.status, t.statusText = source.status, source.statusText
	t.headers.share(&source.headers)
	return true
}

// unsignedShort is the conversion of that name (Web IDL 3.2.4.5).
func unsignedShort(v goja.Value) int { return int(uint16(v.ToNumber().ToInteger())) }

// nullBody reports whether responses of that status have no body (Fetch 2.2.3).
func nullBody(status int) bool {
	return status == 101 || status == 103 || status == 204 || status == 205 || status == 304
}

// isReason reports whether s is a reason-phrase (RFC 9112 4).
func isReason(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

func (r *realm) cloneResponse(t *Response) *Response {
	clone := &Response{
		realm: r, status: t.status, statusText: t.statusText, kind: t.kind, url: t.url, redirected: t.redirected,
	}
	clone.headers.guard = t.headers.guard
	clone.headers.share(&t.headers)
	t.body, clone.body = r.cloneBody(t.body)
	return clone
}
