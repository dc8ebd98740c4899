package es

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// promiseType is what goja exports a promise as.
var promiseType = reflect.TypeFor[*goja.Promise]()

// installPromise makes promises tell from what only inherits from one.
//
// goja's await takes whatever has Promise as its constructor for a promise, and
// panics when it is Object.create(promise): the repeaters of graphql-yoga's
// subscriptions answer so. The constructor therefore is an accessor, undefined
// for such an object; await then goes by its then, as for others.
func installPromise(vm *engine.VM) error {
	constructor := vm.Get("Promise").(*goja.Object)
	prototype := constructor.Get("prototype").(*goja.Object)
	get := vm.Function("get constructor", 0, func(call goja.FunctionCall) goja.Value {
		this, ok := call.This.(*goja.Object)
		if ok && (this.ExportType() == promiseType || this == prototype) {
			return constructor
		}
		return goja.Undefined()
	})
	// Assigning makes an own property, as it would of a plain one.
	set := vm.Function("set constructor", 1, func(call goja.FunctionCall) goja.Value {
		if this, ok := call.This.(*goja.Object); ok {
			must(this.DefineDataProperty("constructor", call.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		}
		return goja.Undefined()
	})
	if err := prototype.DefineAccessorProperty("constructor", get, set, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return installResolve(vm, constructor)
}

// installResolve makes Promise.resolve(x) a promise for every x: goja's, too,
// takes what says that Promise is its constructor for one.
func installResolve(vm *engine.VM, constructor *goja.Object) error {
	native, _ := goja.AssertFunction(constructor.Get("resolve"))
	resolve := vm.Function("resolve", 1, func(call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(0).(*goja.Object)
		if call.This != goja.Value(constructor) || !ok || o.ExportType() == promiseType {
			result, err := native(call.This, call.Arguments...)
			if err != nil {
				panic(err)
			}
			return result
		}
		promise, resolve, _ := vm.NewPromise()
		must(resolve(o))
		return vm.ToValue(promise)
	})
	return constructor.DefineDataProperty("resolve", resolve, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
