package web

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// FormData is the class of that name (XHR 4).
type FormData struct {
	engine.Expandos
	list []entry
}

// entry is a field: a text, or a file when that is set.
type entry struct {
	name, text string
	file       *Blob
	object     *goja.Object // of file
}

// formClass defines FormData at its first use.
func (r *realm) formClass() *engine.Class[*FormData] {
	if r.form != nil {
		return r.form
	}
	c := engine.NewClass(r.vm, "FormData", 0, func(call goja.ConstructorCall) *FormData {
		if !goja.IsUndefined(call.Argument(0)) {
			panic(r.typeError("FormData: there are no HTML forms on a server, leave the argument out"))
		}
		return &FormData{}
	})
	r.form = c
	value := func(e entry) goja.Value {
		if e.file != nil {
			return e.object
		}
		return r.vm.ToValue(e.text)
	}
	r.formReading(c, value)
	c.Method("append", 2, func(f *FormData, call goja.FunctionCall) goja.Value {
		f.list = append(f.list, r.entryOf(call))
		return goja.Undefined()
	})
	c.Method("delete", 1, func(f *FormData, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		f.list = slices.DeleteFunc(f.list, func(e entry) bool { return e.name == name })
		return goja.Undefined()
	})
	c.Method("set", 2, func(f *FormData, call goja.FunctionCall) goja.Value {
		f.set(r.entryOf(call))
		return goja.Undefined()
	})
	iterable(r, c, "FormData", func(f *FormData, i int) (name, v goja.Value, ok bool) {
		if i >= len(f.list) {
			return nil, nil, false
		}
		return r.vm.ToValue(f.list[i].name), value(f.list[i]), true
	})
	return c
}

// formReading defines what changes nothing.
func (r *realm) formReading(c *engine.Class[*FormData], value func(entry) goja.Value) {
	c.Method("get", 1, func(f *FormData, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		for _, e := range f.list {
			if e.name == name {
				return value(e)
			}
		}
		return goja.Null()
	})
	c.Method("getAll", 1, func(f *FormData, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		values := []any{}
		for _, e := range f.list {
			if e.name == name {
				values = append(values, value(e))
			}
		}
		return r.vm.NewArray(values...)
	})
	c.Method("has", 1, func(f *FormData, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		return r.vm.ToValue(slices.ContainsFunc(f.list, func(e entry) bool { return e.name == name }))
	})
}

// set replaces the first entry of that name and removes the others.
func (f *FormData) set(e entry) {
	first := slices.IndexFunc(f.list, func(o entry) bool { return o.name == e.name })
	if first < 0 {
		f.list = append(f.list, e)
		return
	}
	f.list[first] = e
	rest := slices.DeleteFunc(f.list[first+1:], func(o entry) bool { return o.name == e.name })
	f.list = f.list[:first+1+len(rest)]
}

// entryOf takes the arguments (name, value) or (name, blob, filename).
func (r *realm) entryOf(call goja.FunctionCall) entry {
	e := entry{name: r.text(call.Arguments[0]).String()}
	blob, ok := r.blobOf(call.Arguments[1])
	if !ok {
		if len(call.Arguments) > 2 && !goja.IsUndefined(call.Arguments[2]) {
			panic(r.typeError("FormData: only a Blob can have a file name"))
		}
		e.text = r.text(call.Arguments[1]).String()
		return e
	}
	e.object = r.asFile(call.Arguments[1].(*goja.Object), blob, r.optional(call.Argument(2)))
	e.file, _ = r.blob.Of(e.object)
	return e
}
