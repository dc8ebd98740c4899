package web

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Headers is the class of that name (Fetch 5.2). Names are kept in lower case,
// values as the bytes of the wire; JavaScript sees each byte as a code unit
// (isomorphic decode), so that what came in goes out unchanged.
type Headers struct {
	engine.Expandos
	list   []Field
	source FieldSource // where list comes from at the first use; nil when it is there
	guard  guard
	shared bool    // others may have the same list: see owned
	sorted []Field // the list as iterators see it; nil after a change
}

// Field is one header. In a list of several with one name, their order counts.
type Field struct{ Name, Value string }

// FieldSource has the headers of a request, which are asked for when the app
// first looks at them: most handlers never do. The fields must stay true for
// as long as the request can be reached.
type FieldSource interface {
	// Fields returns them in the order of the wire, names in any case.
	Fields() []Field
}

// Fields is a FieldSource that has them already.
type Fields []Field

// Fields returns f itself.
func (f Fields) Fields() []Field { return f }

// guard says what may be changed (Fetch 5.1).
type guard uint8

const (
	unguarded guard = iota
	immutable
	ofRequest
	ofNoCors
	ofResponse
)

func (r *realm) defineHeaders() {
	c := engine.NewClass(r.vm, "Headers", 0, func(call goja.ConstructorCall) *Headers {
		if goja.IsNull(call.Argument(0)) { // in the init of a Request or Response it is as good as none
			panic(r.typeError("Headers: the initial value must not be null"))
		}
		h := &Headers{}
		r.fill(h, call.Argument(0))
		return h
	})
	r.headers = c
	r.headersChanging(c)
	r.headersReading(c)
	iterable(r, c, "Headers", func(h *Headers, i int) (name, value goja.Value, ok bool) {
		if sorted := h.combined(); i < len(sorted) {
			return r.latin1(sorted[i].Name), r.latin1(sorted[i].Value), true
		}
		return nil, nil, false
	})
	r.headerEntries = c.Prototype.Get("entries")
	r.vm.DefineGlobal("Headers", c.Constructor)
}

// headersChanging defines what the guard watches over.
func (r *realm) headersChanging(c *engine.Class[*Headers]) {
	c.Method("append", 2, func(h *Headers, call goja.FunctionCall) goja.Value {
		r.appendHeader(h, call.Arguments[0], call.Arguments[1])
		return goja.Undefined()
	})
	c.Method("delete", 1, func(h *Headers, call goja.FunctionCall) goja.Value {
		if name := r.headerName(call.Arguments[0]); r.mayChange(h, name, "") {
			h.remove(name)
		}
		return goja.Undefined()
	})
	c.Method("set", 2, func(h *Headers, call goja.FunctionCall) goja.Value {
		name, value := r.headerName(call.Arguments[0]), r.headerValue(call.Arguments[1])
		if r.mayChange(h, name, value) {
			h.replace(name, value)
		}
		return goja.Undefined()
	})
}

// headersReading defines what changes nothing.
func (r *realm) headersReading(c *engine.Class[*Headers]) {
	c.Method("get", 1, func(h *Headers, call goja.FunctionCall) goja.Value {
		value, ok := h.lookup(r.headerName(call.Arguments[0]))
		if !ok {
			return goja.Null()
		}
		return r.latin1(value)
	})
	c.Method("getSetCookie", 0, func(h *Headers, _ goja.FunctionCall) goja.Value {
		cookies := []any{}
		for _, f := range h.fields() {
			if f.Name == "set-cookie" {
				cookies = append(cookies, r.latin1(f.Value))
			}
		}
		return r.vm.NewArray(cookies...)
	})
	c.Method("has", 1, func(h *Headers, call goja.FunctionCall) goja.Value {
		return r.vm.ToValue(h.has(r.headerName(call.Arguments[0])))
	})
}

// mayChange applies the guard to a change of that name. value is the new one.
// False: it is ignored.
func (r *realm) mayChange(h *Headers, name, value string) bool {
	switch h.guard {
	case immutable:
		panic(r.typeError("These headers are immutable: make new Headers(headers) and change those"))
	case ofNoCors:
		return safelisted(name, value)
	default:
		// Forbidden names are for browsers to defend: a server sets Cookie and
		// Host as it likes, as bun, deno and node allow too.
		return true
	}
}

// safelisted reports whether a no-cors request may have that header (Fetch
// 2.2.2); nothing but Request's mode "no-cors" asks.
func safelisted(name, value string) bool {
	switch name {
	case "accept", "accept-language", "content-language":
		return len(value) <= 128
	case "content-type":
		essence, _, _ := strings.Cut(strings.ToLower(value), ";")
		switch strings.TrimSpace(essence) {
		case "", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain":
			return len(value) <= 128
		}
	}
	return false
}
