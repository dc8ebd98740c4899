package web

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func eventNatives(vm *engine.VM) natives {
	return natives{
		"now":    func(goja.FunctionCall) goja.Value { return vm.ToValue(sinceOrigin(vm)) },
		"report": func(call goja.FunctionCall) goja.Value { reportUncaught(vm, call.Argument(0)); return goja.Undefined() },
	}
}

// installEvents connects what nobody catches with the global's error,
// unhandledrejection and rejectionhandled events, and defines their handlers.
func installEvents(vm *engine.VM) error {
	vm.SetState(originKey{}, time.Now())
	vm.OnUncaught(func(thrown goja.Value) bool { return dispatchError(vm, thrown) })
	for _, name := range []string{"error", "unhandledrejection", "rejectionhandled"} {
		defineGlobalHandler(vm, name)
	}
	vm.DefineGlobal("reportError", vm.Function("reportError", 1, func(call goja.FunctionCall) goja.Value {
		if len(call.Arguments) == 0 {
			panic(vm.NewTypeError("reportError needs an argument: what was thrown"))
		}
		reportUncaught(vm, call.Argument(0))
		return goja.Undefined()
	}))
	trackRejections(vm)
	return nil
}

// reportUncaught is what HTML calls "report an exception".
func reportUncaught(vm *engine.VM, thrown goja.Value) {
	if !dispatchError(vm, thrown) {
		vm.Uncaught(thrown)
	}
}

// dispatchError tells the global's listeners and reports whether one of them
// took care. While the part is not loaded there are none.
func dispatchError(vm *engine.VM, thrown goja.Value) bool {
	if !partLoaded(vm, "eventtarget") {
		return false
	}
	handled, err := callPart(vm, "eventtarget", "reportUncaught", thrown)
	return err == nil && handled.ToBoolean()
}

// defineGlobalHandler defines onNAME of the global; the part that knows how
// is loaded when it is first used.
func defineGlobalHandler(vm *engine.VM, name string) {
	get := func(goja.FunctionCall) goja.Value {
		return mustCall(callPart(vm, "eventtarget", "getHandler", vm.GlobalObject(), vm.ToValue(name)))
	}
	set := func(call goja.FunctionCall) goja.Value {
		return mustCall(callPart(vm, "eventtarget", "setHandler", vm.GlobalObject(), vm.ToValue(name), call.Argument(0)))
	}
	err := vm.GlobalObject().DefineAccessorProperty("on"+name, vm.ToValue(get), vm.ToValue(set), goja.FLAG_TRUE, goja.FLAG_TRUE)
	if err != nil {
		panic(err)
	}
}

// mustCall passes on into JavaScript what a call into JavaScript threw.
func mustCall(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

type originKey struct{}

// sinceOrigin is the time since the VM was made, in milliseconds, as
// performance.now and the timestamps of events have it.
func sinceOrigin(vm *engine.VM) float64 {
	return float64(time.Since(vm.State(originKey{}).(time.Time)).Nanoseconds()) / 1e6
}
