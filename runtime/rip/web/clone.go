package web

import (
	"math/big"
	"reflect"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func cloneNatives(vm *engine.VM) natives {
	return natives{
		"kind": func(call goja.FunctionCall) goja.Value {
			return vm.ToValue(kindOf(vm, call.Argument(0).(*goja.Object)))
		},
		"detached": func(call goja.FunctionCall) goja.Value { return vm.ToValue(arrayBuffer(call.Argument(0)).Detached()) },
		"detach": func(call goja.FunctionCall) goja.Value {
			return vm.ToValue(arrayBuffer(call.Argument(0)).Detach())
		},
		// alias makes another buffer of the same bytes: the first is about to be detached.
		"alias": func(call goja.FunctionCall) goja.Value {
			return vm.ToValue(vm.NewArrayBuffer(arrayBuffer(call.Argument(0)).Bytes()))
		},
		// blob makes another Blob or File of the same bytes.
		"blob": func(call goja.FunctionCall) goja.Value {
			r, b := realmOf(vm), call.Argument(0).Export().(*Blob)
			copied := &Blob{data: b.data, kind: b.kind, file: b.file}
			if b.file != nil {
				return r.fileClass().Wrap(copied)
			}
			return r.blobClass().Wrap(copied)
		},
		// error makes an object that is an error inside, with the prototype of another.
		"error": func(call goja.FunctionCall) goja.Value {
			o, err := vm.New(vm.Get("Error"))
			if err == nil {
				err = o.SetPrototype(call.Argument(0).(*goja.Object).Prototype())
			}
			must(err)
			return o
		},
	}
}

func arrayBuffer(v goja.Value) goja.ArrayBuffer { return v.Export().(goja.ArrayBuffer) }

// Kinds of built-in objects, which have Go types of their own when exported.
var (
	mapKind   = reflect.TypeFor[[][2]any]()
	listKind  = reflect.TypeFor[[]any]() // sets, and arrays
	proxyKind = reflect.TypeFor[goja.Proxy]()
	bigKind   = reflect.TypeFor[*big.Int]() // new Object(1n)
	blobKind  = reflect.TypeFor[*Blob]()
)

// kindOf says what an object is inside, whatever its prototype claims:
// "Object" is an ordinary one, "Platform" one of ours that cannot be cloned.
func kindOf(vm *engine.VM, o *goja.Object) string {
	switch class := o.ClassName(); class {
	case "Array", "Error", "Date", "RegExp", "Boolean", "Number", "String", "Function":
		return class
	}
	switch kind := o.ExportType(); kind {
	case bufferKind:
		return "ArrayBuffer"
	case mapKind:
		return "Map"
	case listKind:
		return "Set"
	case promiseKind:
		return "Promise"
	case proxyKind:
		return "Proxy"
	default:
		switch kind {
		case blobKind:
			return "Blob"
		case bigKind:
			return "BigInt"
		}
		if kind != nil && kind.Kind() == reflect.Pointer {
			return "Platform"
		}
	}
	if realmOf(vm).isView(goja.FunctionCall{Arguments: []goja.Value{o}}).ToBoolean() {
		return "View"
	}
	if tag, ok := o.GetSymbol(goja.SymToStringTag).(goja.String); ok {
		if name := tag.String(); strings.HasPrefix(name, "Weak") { // goja does not say it otherwise
			return name
		}
	}
	return o.ClassName() // "Object", or what goja may yet come up with
}
