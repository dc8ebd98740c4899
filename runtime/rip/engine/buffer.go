package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

var (
	bytesKind  = reflect.TypeFor[[]byte]()
	bufferKind = reflect.TypeFor[goja.ArrayBuffer]()
)

// Bytes returns the bytes of an ArrayBuffer or of any view of one, not copied:
// they are JavaScript's, too, and only to be touched while the VM is held.
// False when v is neither. A detached one has none.
func (vm *VM) Bytes(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch o.ExportType() {
	case bytesKind: // Uint8Array, Uint8ClampedArray, and what extends them
		if o.Get("byteLength").ToInteger() == 0 { // also when detached: Export would then panic
			return nil, true
		}
		data, ok := o.Export().([]byte)
		return data, ok
	case bufferKind:
		return o.Export().(goja.ArrayBuffer).Bytes(), true
	case proxyKind:
		return nil, false
	}
	isView, _ := goja.AssertFunction(vm.Get("ArrayBuffer").(*goja.Object).Get("isView"))
	if view, err := isView(goja.Undefined(), o); err != nil || !view.ToBoolean() {
		return nil, false
	}
	buffer, ok := o.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return nil, false
	}
	at, length := o.Get("byteOffset").ToInteger(), o.Get("byteLength").ToInteger()
	return buffer.Bytes()[at : at+length], true
}

// NewUint8Array makes one of data, which is JavaScript's from then on.
func (vm *VM) NewUint8Array(data []byte) *goja.Object {
	array, err := vm.New(vm.Get("Uint8Array"), vm.ToValue(vm.NewArrayBuffer(data)))
	must(err)
	return array
}
