package web

import (
	_ "embed"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// streamLibrary is web-streams-polyfill 4.3.0, unchanged (MIT, licence beside
// it). It passes the web-platform tests, and as long as bodies go past it, a
// port to Go would win nothing.
//
//go:embed vendored/web-streams-polyfill.js
var streamLibrary string

// streamScript makes a part of it: the library is a UMD module, and transfers
// buffers with a structuredClone, which here is a function that copies nothing.
func streamScript() *engine.Script {
	return engine.NewScriptFrom("rip:web/streams.js", func() string {
		return "(function (load, native) { const exports = {}, module = {}, structuredClone = native.transfer;" + streamLibrary + "\nreturn exports })"
	})
}

// streamNatives are what the library calls.
func streamNatives(vm *engine.VM) natives {
	return natives{
		"transfer": func(call goja.FunctionCall) goja.Value {
			buffer, ok := call.Argument(0).Export().(goja.ArrayBuffer)
			if !ok || buffer.Detached() {
				panic(vm.NewTypeError("The chunk's buffer was transferred already"))
			}
			moved := vm.NewArrayBuffer(buffer.Bytes())
			buffer.Detach()
			return vm.ToValue(moved)
		},
	}
}

// streamGlobals are the names that the library defines.
func streamGlobals() []string {
	return strings.Fields(`ByteLengthQueuingStrategy CountQueuingStrategy ReadableByteStreamController ReadableStream
		ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader
		TransformStream TransformStreamDefaultController WritableStream WritableStreamDefaultController
		WritableStreamDefaultWriter`)
}
