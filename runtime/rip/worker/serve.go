package worker

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/node"
)

// servedKey is where a VM has the options that the app gave to Bun.serve.
type servedKey struct{}

// captureServe makes Bun.serve note the handler instead of opening a port, which
// is the balancer's, so that an app that was written for bun starts unchanged.
func captureServe(vm *engine.VM) error {
	node.SetServe(vm, func(call goja.FunctionCall) goja.Value {
		options, ok := call.Argument(0).(*goja.Object)
		if !ok || !isFunction(options.Get("fetch")) {
			panic(vm.NewTypeError("Bun.serve needs an object with fetch(request); routes are not supported by the embedded runtime"))
		}
		if served(vm) != nil {
			panic(vm.NewGoError(errServedTwice))
		}
		vm.SetState(servedKey{}, options)
		return options
	})
	return nil
}

var errServedTwice = errors.New("the app calls Bun.serve a second time: under rip-server an app has one handler")

// served is what the app gave to Bun.serve, nil when it did not.
func served(vm *engine.VM) *goja.Object {
	options, _ := vm.State(servedKey{}).(*goja.Object)
	return options
}
