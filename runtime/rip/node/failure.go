package node

import (
	"fmt"

	"github.com/dop251/goja"
)

// failure makes an error of node's kind to panic with: class is TypeError,
// RangeError or Error, code what programs compare.
func (h *host) failure(class, code, format string, args ...any) *goja.Object {
	o, err := h.vm.New(h.vm.Get(class), h.vm.ToValue(fmt.Sprintf(format, args...)))
	must(err)
	must(o.Set("code", code))
	return o
}

func (h *host) outOfRange(name, want string, got goja.Value) *goja.Object {
	return h.failure("RangeError", "ERR_OUT_OF_RANGE",
		"The value of %q is out of range. It must be %s. Received %s", name, want, got.String())
}

func (h *host) wrongType(name, want string, got goja.Value) *goja.Object {
	return h.failure("TypeError", "ERR_INVALID_ARG_TYPE",
		"The %q argument must be of type %s. Received %s", name, want, received(got))
}

// received is how node shows a value of a wrong type.
func received(v goja.Value) string {
	switch v := v.(type) {
	case *goja.Object:
		if _, isFunction := goja.AssertFunction(v); isFunction {
			return "function " + v.Get("name").String()
		}
		if class, ok := v.Get("constructor").(*goja.Object); ok {
			return "an instance of " + class.Get("name").String()
		}
		return "an object"
	case goja.String:
		return "type string ('" + v.String() + "')"
	}
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return v.String()
	}
	if _, isBool := v.Export().(bool); isBool {
		return "type boolean (" + v.String() + ")"
	}
	return "type number (" + v.String() + ")"
}

// bytes is an argument that must be a buffer of some kind.
func (h *host) bytes(v goja.Value, name string) []byte {
	data, ok := h.vm.Bytes(v)
	if !ok {
		panic(h.wrongType(name, "Buffer, TypedArray or DataView", v))
	}
	return data
}

// newBuffer makes a Buffer of data, which is JavaScript's from then on.
func (h *host) newBuffer(data []byte) goja.Value {
	o := h.vm.NewUint8Array(data)
	must(o.SetPrototype(h.load("buffer").(*goja.Object).Get("Buffer").(*goja.Object).Get("prototype").(*goja.Object)))
	return o
}
