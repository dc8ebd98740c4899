package es

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// stackScript has the classes of stacks of resources; nothing changes it.
var stackScript = script("stack")

// installStacks defines DisposableStack and AsyncDisposableStack, which few
// apps touch.
func installStacks(vm *engine.VM) {
	for _, name := range []string{"DisposableStack", "AsyncDisposableStack"} {
		vm.DefineLazyGlobal(name, func() goja.Value {
			classes, err := call(vm, stackScript)
			must(err)
			both := classes.(*goja.Object)
			for _, key := range both.Keys() {
				vm.DefineGlobal(key, both.Get(key))
			}
			return both.Get(name)
		})
	}
}
