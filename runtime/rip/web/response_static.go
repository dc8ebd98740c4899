package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// defineResponseStatics defines Response.error, json and redirect.
func (r *realm) defineResponseStatics(c *engine.Class[*Response]) {
	c.Static("error", 0, func(goja.FunctionCall) goja.Value {
		t := &Response{realm: r, kind: "error"}
		t.headers.guard = immutable
		return c.Wrap(t)
	})
	c.Static("json", 1, func(call goja.FunctionCall) goja.Value {
		t := r.emptyResponse()
		t.headers.guard = ofResponse
		content := r.toJSON(call.Arguments[0])
		r.initResponse(t, call.Argument(1))
		if nullBody(t.status) {
			panic(r.typeError("A response of status %d cannot have a body", t.status))
		}
		t.setJSON(content)
		return c.Wrap(t)
	})
	c.Static("redirect", 1, func(call goja.FunctionCall) goja.Value {
		location, err := r.resolve(r.text(call.Arguments[0]).String())
		if err != nil {
			panic(r.typeError("Response.redirect: %v", err))
		}
		status := 302
		if v := call.Argument(1); !goja.IsUndefined(v) {
			status = unsignedShort(v)
		}
		if !isRedirect(status) {
			panic(r.vm.NewRangeError("Response.redirect: the status must be 301, 302, 303, 307 or 308"))
		}
		t := &Response{realm: r, status: status, kind: "default"}
		t.headers.add("location", location)
		t.headers.guard = immutable
		return c.Wrap(t)
	})
}

// toJSON is JSON.stringify, which must give something.
func (r *realm) toJSON(v goja.Value) string {
	content := r.stringify(goja.FunctionCall{Arguments: []goja.Value{v}})
	if goja.IsUndefined(content) {
		panic(r.typeError("%s cannot be sent as JSON", typeOf(v)))
	}
	return content.String()
}

func (t *Response) setJSON(content string) {
	t.own.realm = t.realm
	t.own.setText(content)
	t.body = &t.own
	if !t.headers.has("content-type") {
		t.headers.add("content-type", "application/json")
	}
}

func isRedirect(status int) bool {
	switch status {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// typeOf names what v is, for messages.
func typeOf(v goja.Value) string {
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	if o, ok := v.(*goja.Object); ok {
		return "a value of class " + o.ClassName()
	}
	return v.String()
}
