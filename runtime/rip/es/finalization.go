package es

import (
	"runtime"
	"weak"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// registry is a FinalizationRegistry. Its callbacks are tasks of the VM's loop,
// some time after the collector of Go has found a target unreachable; they
// keep neither the VM nor its loop alive.
type registry struct {
	engine.Expandos
	vm       *engine.VM
	callback goja.Callable
	cells    map[*cell]struct{}
}

// cell is one registration.
type cell struct {
	held    goja.Value
	token   weak.Pointer[goja.Object]
	hasTok  bool
	cleanup runtime.Cleanup
}

func installFinalizationRegistry(vm *engine.VM) {
	vm.DefineLazyGlobal("FinalizationRegistry", func() goja.Value {
		c := engine.NewClass(vm, "FinalizationRegistry", 1, func(call goja.ConstructorCall) *registry {
			callback, ok := goja.AssertFunction(call.Argument(0))
			if !ok {
				panic(vm.NewTypeError("FinalizationRegistry: cleanup must be callable"))
			}
			return &registry{vm: vm, callback: callback, cells: map[*cell]struct{}{}}
		})
		c.Method("register", 2, (*registry).register)
		c.Method("unregister", 1, (*registry).unregister)
		hideMembers(c.Prototype, "register", "unregister")
		return c.Constructor
	})
}

func (r *registry) register(call goja.FunctionCall) goja.Value {
	target := weakTarget(r.vm, call.Argument(0), "FinalizationRegistry.prototype.register: target")
	c := &cell{held: call.Argument(1)}
	if target == c.held {
		panic(r.vm.NewTypeError("FinalizationRegistry.prototype.register: target and holdings must not be same"))
	}
	if token := call.Argument(2); !goja.IsUndefined(token) {
		c.token, c.hasTok = weak.Make(weakTarget(r.vm, token, "unregister token")), true
	}
	r.cells[c] = struct{}{}
	// What waits for a target's end is a root for the collector: a strong pointer
	// into the VM would keep the VM, and so the target, for ever.
	self, weakCell := weak.Make(r), weak.Make(c)
	c.cleanup = runtime.AddCleanup(target, func(c weak.Pointer[cell]) {
		if r := self.Value(); r != nil {
			r.vm.Loop.Post(func() { r.finalize(c.Value()) })
		}
	}, weakCell)
	return goja.Undefined()
}

func (r *registry) finalize(c *cell) {
	if _, registered := r.cells[c]; !registered {
		return
	}
	delete(r.cells, c)
	_, err := r.callback(goja.Undefined(), c.held)
	r.vm.Report(err)
}

func (r *registry) unregister(call goja.FunctionCall) goja.Value {
	token := weak.Make(weakTarget(r.vm, call.Argument(0), "unregister token"))
	removed := false
	for c := range r.cells {
		if c.hasTok && c.token == token {
			c.cleanup.Stop()
			delete(r.cells, c)
			removed = true
		}
	}
	return r.vm.ToValue(removed)
}
