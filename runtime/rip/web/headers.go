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

// fields returns the list, taking it from the source at first use.
func (h *Headers) fields() []Field {
	if h.source != nil {
		came := h.source.Fields()
		h.source = nil
		h.list = make([]Field, len(came), len(came)+2)
		for i, f := range came {
			h.list[i] = Field{lower(f.Name), f.Value}
		}
	}
	return h.list
}

// lookup combines the values of a name, which is in lower case.
func (h *Headers) lookup(name string) (value string, ok bool) {
	for _, f := range h.fields() {
		switch {
		case f.Name != name:
		case !ok:
			value, ok = f.Value, true
		default:
			value += ", " + f.Value
		}
	}
	return value, ok
}

// add appends a field that is known to be valid; name is in lower case.
func (h *Headers) add(name, value string) {
	h.list = append(h.fields(), Field{name, value})
	h.sorted = nil
}

// replace sets the first field of that name and removes the others.
func (h *Headers) replace(name, value string) {
	h.sorted = nil
	kept, done := h.fields()[:0], false
	for _, f := range h.list {
		switch {
		case f.Name != name:
			kept = append(kept, f)
		case !done:
			kept, done = append(kept, Field{name, value}), true
		}
	}
	if !done {
		kept = append(kept, Field{name, value})
	}
	h.list = kept
}

// remove removes all fields of that name.
func (h *Headers) remove(name string) {
	h.sorted = nil
	kept := h.fields()[:0]
	for _, f := range h.list {
		if f.Name != name {
			kept = append(kept, f)
		}
	}
	h.list = kept
}

func (h *Headers) has(name string) bool {
	for _, f := range h.fields() {
		if f.Name == name {
			return true
		}
	}
	return false
}

// copyOf returns headers of their own with the same fields. A source that was
// not used yet is shared, since sources do not change.
func copyOf(h *Headers, g guard) *Headers {
	if h.source != nil {
		return &Headers{source: h.source, guard: g}
	}
	return &Headers{list: append([]Field(nil), h.list...), guard: g}
}

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
	c.Method("set", 2, func(h *Headers, call goja.FunctionCall) goja.Value {
		name, value := r.headerName(call.Arguments[0]), r.headerValue(call.Arguments[1])
		if r.mayChange(h, name, value) {
			h.replace(name, value)
		}
		return goja.Undefined()
	})
	iterable(r, c, "Headers", func(h *Headers, i int) (name, value goja.Value, ok bool) {
		if sorted := h.combined(); i < len(sorted) {
			return r.latin1(sorted[i].Name), r.latin1(sorted[i].Value), true
		}
		return nil, nil, false
	})
	r.vm.DefineGlobal("Headers", c.Constructor)
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
