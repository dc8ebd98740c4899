package es

import (
	"weak"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// weakRef is a WeakRef. Go's collector may take the target between two calls of
// deref within one task, which the specification forbids; what deref returned
// lives as long as it is held, as always.
type weakRef struct {
	engine.Expandos
	target weak.Pointer[goja.Object]
}

func installWeakRef(vm *engine.VM) {
	vm.DefineLazyGlobal("WeakRef", func() goja.Value {
		c := engine.NewClass(vm, "WeakRef", 1, func(call goja.ConstructorCall) *weakRef {
			return &weakRef{target: weak.Make(weakTarget(vm, call.Argument(0), "WeakRef: target"))}
		})
		c.Method("deref", 0, func(ref *weakRef, _ goja.FunctionCall) goja.Value {
			if target := ref.target.Value(); target != nil {
				return target
			}
			return goja.Undefined()
		})
		hideMembers(c.Prototype, "deref")
		return c.Constructor
	})
}

// weakTarget is an argument that must be an object; symbols, which the
// specification allows, too, are not supported.
func weakTarget(vm *engine.VM, v goja.Value, what string) *goja.Object {
	o, ok := v.(*goja.Object)
	if !ok {
		panic(vm.NewTypeError("%s must be an object", what))
	}
	return o
}

// hideMembers makes methods what they are in the language, other than in the
// web platform: not enumerable.
func hideMembers(prototype *goja.Object, names ...string) {
	for _, name := range names {
		must(prototype.DefineDataProperty(name, prototype.Get(name), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}
