package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// realm is what the request path keeps per VM: its classes, and the functions
// of JavaScript that it calls. The VM is held by whoever uses it.
type realm struct {
	vm *engine.VM

	headers  *engine.Class[*Headers]
	request  *engine.Class[*Request]
	response *engine.Class[*Response]

	// Defined at their first use: ask urlClass and its like.
	url          *engine.Class[*URL]
	searchParams *engine.Class[*URLSearchParams]
	blob, file   *engine.Class[*Blob]
	form         *engine.Class[*FormData]
	socket       *engine.Class[*serverSocket]

	iterators     map[string]*engine.Class[*pairIterator] // by what they iterate over
	words         map[string]goja.Value                   // of words
	headerNames   map[string]string                       // of headers, as written, to lower case
	headerEntries goja.Value                              // Headers.prototype.entries

	resolvePromise, rejectPromise native // Promise.resolve and Promise.reject
	promise                       *goja.Object
	parse, stringify              native // JSON's
	enumerable                    native // Object.prototype.propertyIsEnumerable
	isView                        native // ArrayBuffer.isView
	entries                       native // Object.entries
	uint8Array                    *goja.Object
	asyncIterator                 *goja.Symbol // Symbol.asyncIterator, which goja lacks
}

type realmKey struct{}

// native is a function of JavaScript's own, called without the wrapping of a
// goja.Callable, inside a call from JavaScript or in vm.Try.
type native func(goja.FunctionCall) goja.Value

// installRealm defines the classes of the request path.
func installRealm(vm *engine.VM) error {
	r := &realm{vm: vm, iterators: map[string]*engine.Class[*pairIterator]{}, words: map[string]goja.Value{}, headerNames: map[string]string{}}
	vm.SetState(realmKey{}, r)
	promise := vm.Get("Promise").(*goja.Object)
	r.promise = promise
	r.resolvePromise, r.rejectPromise = nativeOf(promise, "resolve"), nativeOf(promise, "reject")
	json := vm.Get("JSON").(*goja.Object)
	r.parse, r.stringify = nativeOf(json, "parse"), nativeOf(json, "stringify")
	r.enumerable = nativeOf(vm.Get("Object").(*goja.Object).Get("prototype").(*goja.Object), "propertyIsEnumerable")
	r.entries = nativeOf(vm.Get("Object").(*goja.Object), "entries")
	r.isView = nativeOf(vm.Get("ArrayBuffer").(*goja.Object), "isView")
	r.uint8Array = vm.Get("Uint8Array").(*goja.Object)
	r.asyncIterator = asyncIterator(vm)
	r.defineHeaders()
	r.defineRequest()
	r.defineResponse()
	r.defineFetch()
	vm.DefineLazyGlobal("URL", func() goja.Value { return r.urlClass().Constructor })
	vm.DefineLazyGlobal("URLSearchParams", func() goja.Value { return r.searchParamsClass().Constructor })
	vm.DefineLazyGlobal("Blob", func() goja.Value { return r.blobClass().Constructor })
	vm.DefineLazyGlobal("File", func() goja.Value { return r.fileClass().Constructor })
	vm.DefineLazyGlobal("FormData", func() goja.Value { return r.formClass().Constructor })
	return nil
}

func realmOf(vm *engine.VM) *realm { return vm.State(realmKey{}).(*realm) }

// nativeOf returns a built-in function as Go has it.
func nativeOf(o *goja.Object, name string) native {
	return o.Get(name).Export().(func(goja.FunctionCall) goja.Value)
}

// word returns a string that comes again and again, "GET" for example, as a
// value made once per VM.
func (r *realm) word(s string) goja.Value {
	if v, ok := r.words[s]; ok {
		return v
	}
	v := r.vm.ToValue(s)
	if len(r.words) < maxWords {
		r.words[s] = v
	}
	return v
}

// maxWords bounds the words kept: methods and status texts may come from clients.
const maxWords = 256

// typeError throws a TypeError.
func (r *realm) typeError(format string, args ...any) *goja.Object {
	return r.vm.NewTypeError(append([]any{format}, args...)...)
}

// fulfilled returns a promise fulfilled with v.
func (r *realm) fulfilled(v goja.Value) goja.Value {
	return r.resolvePromise(goja.FunctionCall{This: r.promise, Arguments: []goja.Value{v}})
}

// rejected returns a promise rejected with v.
func (r *realm) rejected(v goja.Value) goja.Value {
	return r.rejectPromise(goja.FunctionCall{This: r.promise, Arguments: []goja.Value{v}})
}

// asyncIterator is Symbol.asyncIterator, defined here unless it is already:
// streams and what the bundler makes of for await both need it.
func asyncIterator(vm *engine.VM) *goja.Symbol {
	symbols := vm.Get("Symbol").(*goja.Object)
	if symbol, ok := symbols.Get("asyncIterator").(*goja.Symbol); ok {
		return symbol
	}
	symbol := goja.NewSymbol("Symbol.asyncIterator")
	must(symbols.DefineDataProperty("asyncIterator", symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	return symbol
}
