package es

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// detach moves the bytes of a buffer into a new one of the given length, and
// detaches the old one. The bytes are copied only when the length grows.
func detach(vm *engine.VM) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		buffer := call.Argument(0).Export().(goja.ArrayBuffer)
		size := call.Argument(1).ToInteger()
		if size > maxBuffer {
			panic(vm.NewRangeError("Invalid array buffer length"))
		}
		data := buffer.Bytes()
		if int(size) <= len(data) {
			data = data[:size:size]
		} else {
			data = append(make([]byte, 0, size), data...)[:size]
		}
		buffer.Detach()
		return vm.ToValue(vm.NewArrayBuffer(data))
	}
}

// maxBuffer is the largest buffer that may be asked for: what V8 allows, too.
const maxBuffer = 1<<32 - 1
