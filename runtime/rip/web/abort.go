package web

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func abortNatives(vm *engine.VM) natives {
	return natives{
		// after calls a function once, for AbortSignal.timeout.
		"after": func(call goja.FunctionCall) goja.Value {
			fn, _ := goja.AssertFunction(call.Argument(1))
			vm.Loop.After(time.Duration(call.Argument(0).ToFloat()*float64(time.Millisecond)), func() {
				_, err := fn(goja.Undefined())
				vm.Report(err)
			})
			return goja.Undefined()
		},
	}
}

// newAbortSignal makes a signal for the platform's own use: a request's, for
// example.
func newAbortSignal(vm *engine.VM) *goja.Object {
	return mustCall(callPart(vm, "abort", "newSignal")).(*goja.Object)
}

// abortSignal aborts one; reason may be undefined, which makes it an
// AbortError. Listeners' exceptions are reported, not returned.
func abortSignal(vm *engine.VM, signal *goja.Object, reason goja.Value) {
	_, err := callPart(vm, "abort", "abort", signal, reason)
	vm.Report(err)
}

// isAbortSignal reports whether v is one.
func isAbortSignal(vm *engine.VM, v goja.Value) bool {
	if _, ok := v.(*goja.Object); !ok || !partLoaded(vm, "abort") {
		return false // while the part is not loaded there can be none
	}
	return mustCall(callPart(vm, "abort", "isSignal", v)).ToBoolean()
}

// onAbort has fn called with the reason when the signal is aborted, before the
// app's listeners are. stop ends that. A signal that is aborted already never
// calls it.
func onAbort(vm *engine.VM, signal *goja.Object, fn func(reason goja.Value)) (stop func()) {
	algorithm := vm.ToValue(func(call goja.FunctionCall) goja.Value {
		fn(call.Argument(0))
		return goja.Undefined()
	})
	end, _ := goja.AssertFunction(mustCall(callPart(vm, "abort", "follow", signal, algorithm)))
	return func() {
		_, err := end(goja.Undefined())
		vm.Report(err)
	}
}

// abortReason returns the reason and whether the signal is aborted.
func abortReason(signal *goja.Object) (reason goja.Value, aborted bool) {
	return signal.Get("reason"), signal.Get("aborted").ToBoolean()
}

// newDOMException makes one to throw: panic(newDOMException(vm, "…", "AbortError")).
func newDOMException(vm *engine.VM, message, name string) *goja.Object {
	o, err := vm.New(partOf(vm, "domexception").Get("DOMException"), vm.ToValue(message), vm.ToValue(name))
	if err != nil {
		panic(err)
	}
	return o
}
