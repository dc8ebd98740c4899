package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func messageNatives(vm *engine.VM) natives {
	return natives{
		// post calls a function in a task of its own.
		"post": func(call goja.FunctionCall) goja.Value {
			task, _ := goja.AssertFunction(call.Argument(0))
			vm.Loop.Post(func() {
				_, err := task(goja.Undefined())
				vm.Report(err)
			})
			return goja.Undefined()
		},
	}
}
