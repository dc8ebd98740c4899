package web

import (
	"runtime"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// userAgent is navigator.userAgent: what libraries ask to see where they run.
const userAgent = "rip-server"

// navigator is the class of the one navigator.
type navigator struct{ engine.Expandos }

// installNavigator defines self and navigator.
func installNavigator(vm *engine.VM) error {
	vm.DefineGlobal("self", vm.GlobalObject())
	vm.DefineLazyGlobal("navigator", func() goja.Value {
		class := engine.NewClass[*navigator](vm, "Navigator", 0, nil)
		class.Getter("userAgent", func(*navigator) goja.Value { return vm.ToValue(userAgent) })
		class.Getter("hardwareConcurrency", func(*navigator) goja.Value { return vm.ToValue(runtime.NumCPU()) })
		class.Getter("language", func(*navigator) goja.Value { return vm.ToValue("en-US") })
		class.Getter("platform", func(*navigator) goja.Value { return vm.ToValue(runtime.GOOS) })
		return class.Wrap(&navigator{})
	})
	return nil
}
