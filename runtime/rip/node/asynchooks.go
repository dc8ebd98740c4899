package node

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// frame is what AsyncLocalStorages hold in one asynchronous context: a list,
// the last set first, so that running in a changed one copies nothing. It never
// changes.
type frame struct {
	storage *storage
	value   goja.Value
	outer   *frame
}

// storage is an AsyncLocalStorage.
type storage struct {
	engine.Expandos
	initial  goja.Value // what it holds where nothing was set
	disabled bool       // until it is used again
}

// resource is an AsyncResource: the context that it was made in.
type resource struct {
	engine.Expandos
	context any
	id      int64
}

// asyncHooks makes the exports of node:async_hooks. From now on the context is
// carried along.
func (h *host) asyncHooks() goja.Value {
	h.vm.TrackAsyncContext()
	exports := h.vm.NewObject()
	must(exports.Set("AsyncLocalStorage", h.asyncLocalStorage()))
	must(exports.Set("AsyncResource", h.asyncResource()))
	must(exports.Set("executionAsyncId", h.vm.Function("executionAsyncId", 0, func(goja.FunctionCall) goja.Value { return h.vm.ToValue(1) })))
	must(exports.Set("triggerAsyncId", h.vm.Function("triggerAsyncId", 0, func(goja.FunctionCall) goja.Value { return h.vm.ToValue(0) })))
	must(exports.Set("executionAsyncResource", h.vm.Function("executionAsyncResource", 0, func(goja.FunctionCall) goja.Value { return h.vm.NewObject() })))
	must(exports.Set("createHook", h.vm.Function("createHook", 1, func(goja.FunctionCall) goja.Value {
		panic(h.unsupported("node:async_hooks: createHook"))
	})))
	return exports
}

func (h *host) asyncLocalStorage() goja.Value {
	vm := h.vm
	c := engine.NewClass(vm, "AsyncLocalStorage", 0, func(call goja.ConstructorCall) *storage {
		s := &storage{initial: goja.Undefined()}
		if options, ok := call.Argument(0).(*goja.Object); ok {
			if v := options.Get("defaultValue"); v != nil {
				s.initial = v
			}
		}
		return s
	})
	c.Method("getStore", 0, func(s *storage, _ goja.FunctionCall) goja.Value { return s.get(vm.AsyncContext()) })
	c.Method("enterWith", 1, func(s *storage, call goja.FunctionCall) goja.Value {
		vm.SetAsyncContext(s.with(vm.AsyncContext(), call.Argument(0)))
		return goja.Undefined()
	})
	c.Method("run", 2, func(s *storage, call goja.FunctionCall) goja.Value {
		return h.within(s.with(vm.AsyncContext(), call.Argument(0)), call.Argument(1), goja.Undefined(), from(call, 2))
	})
	c.Method("exit", 1, func(s *storage, call goja.FunctionCall) goja.Value {
		return h.within(s.with(vm.AsyncContext(), goja.Undefined()), call.Argument(0), goja.Undefined(), from(call, 1))
	})
	c.Method("disable", 0, func(s *storage, _ goja.FunctionCall) goja.Value { s.disabled = true; return goja.Undefined() })
	c.Static("bind", 1, func(call goja.FunctionCall) goja.Value { return h.bind(vm.AsyncContext(), call.Argument(0)) })
	c.Static("snapshot", 0, func(goja.FunctionCall) goja.Value {
		context := vm.AsyncContext()
		return vm.Function("runInAsyncScope", 0, func(call goja.FunctionCall) goja.Value {
			return h.within(context, call.Argument(0), call.This, from(call, 1))
		})
	})
	return c.Constructor
}

// get is what the storage holds in a context.
func (s *storage) get(context any) goja.Value {
	if s.disabled {
		return goja.Undefined()
	}
	f, _ := context.(*frame)
	for ; f != nil; f = f.outer {
		if f.storage == s {
			return f.value
		}
	}
	return s.initial
}

// with is the context with another value in the storage. The one that it
// replaces is left out, so that entering again and again makes no long list.
func (s *storage) with(context any, value goja.Value) *frame {
	s.disabled = false
	f, _ := context.(*frame)
	return &frame{storage: s, value: value, outer: f.without(s)}
}

func (f *frame) without(s *storage) *frame {
	switch {
	case f == nil:
		return nil
	case f.storage == s:
		return f.outer
	}
	outer := f.outer.without(s)
	if outer == f.outer {
		return f
	}
	return &frame{f.storage, f.value, outer}
}

// within calls a function in a context; what it throws is thrown.
func (h *host) within(context any, fn, this goja.Value, args []goja.Value) goja.Value {
	call := h.inner(fn)
	before := h.vm.AsyncContext()
	h.vm.SetAsyncContext(context)
	defer h.vm.SetAsyncContext(before)
	return call(goja.FunctionCall{This: this, Arguments: args})
}

// inner is a function for a call within a call from JavaScript: what it throws
// goes on its way, and nothing is made for the call. It must not keep its
// arguments, which may be goja's stack.
func (h *host) inner(fn goja.Value) func(goja.FunctionCall) goja.Value {
	if o, ok := fn.(*goja.Object); ok && o.ExportType() == functionKind {
		if call, ok := o.Export().(func(goja.FunctionCall) goja.Value); ok {
			return call
		}
	}
	callable, ok := goja.AssertFunction(fn)
	if !ok {
		panic(h.wrongType("callback", "function", fn))
	}
	return func(call goja.FunctionCall) goja.Value { // a proxy, or a class, which throws
		result, err := callable(call.This, call.Arguments...)
		must(err)
		return result
	}
}

var functionKind = reflect.TypeFor[func(goja.FunctionCall) goja.Value]()

// bind makes a function that calls fn in a context.
func (h *host) bind(context any, fn goja.Value) goja.Value {
	o, ok := fn.(*goja.Object)
	if !ok {
		panic(h.wrongType("fn", "function", fn))
	}
	length := 0
	if n := o.Get("length"); n != nil {
		length = int(n.ToInteger())
	}
	return h.vm.Function("bound", length, func(call goja.FunctionCall) goja.Value {
		return h.within(context, fn, call.This, call.Arguments)
	})
}

func (h *host) asyncResource() goja.Value {
	vm, last := h.vm, int64(1)
	c := engine.NewClass(vm, "AsyncResource", 1, func(goja.ConstructorCall) *resource {
		last++
		return &resource{context: vm.AsyncContext(), id: last}
	})
	c.Method("runInAsyncScope", 1, func(r *resource, call goja.FunctionCall) goja.Value {
		return h.within(r.context, call.Argument(0), call.Argument(1), from(call, 2))
	})
	c.Method("bind", 1, func(r *resource, call goja.FunctionCall) goja.Value { return h.bind(r.context, call.Argument(0)) })
	c.Method("emitDestroy", 0, func(_ *resource, call goja.FunctionCall) goja.Value { return call.This })
	c.Method("asyncId", 0, func(r *resource, _ goja.FunctionCall) goja.Value { return vm.ToValue(r.id) })
	c.Method("triggerAsyncId", 0, func(*resource, goja.FunctionCall) goja.Value { return vm.ToValue(1) })
	c.Static("bind", 1, func(call goja.FunctionCall) goja.Value { return h.bind(vm.AsyncContext(), call.Argument(0)) })
	return c.Constructor
}

// from is the arguments from the given one on, for the time of the call.
func from(call goja.FunctionCall, first int) []goja.Value {
	return call.Arguments[min(first, len(call.Arguments)):]
}

// rest is a copy of the arguments from the given one on.
func rest(call goja.FunctionCall, from int) []goja.Value {
	if len(call.Arguments) <= from {
		return nil
	}
	return append([]goja.Value{}, call.Arguments[from:]...)
}

// unsupported is the error for what there is not.
func (h *host) unsupported(what string) *goja.Object {
	return h.failure("Error", "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", "%s is not supported by the embedded runtime", what)
}
