package engine

import "github.com/dop251/goja"

// DefineGlobal defines a global as Web IDL has them: writable, configurable,
// not enumerable.
func (vm *VM) DefineGlobal(name string, v goja.Value) {
	must(vm.GlobalObject().DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// DefineLazyGlobal defines a global that make provides at its first use, for
// what most apps never touch: a class of twenty methods costs every VM some
// twenty kilobytes. Until then it is an accessor; assigning to it replaces it.
func (vm *VM) DefineLazyGlobal(name string, make func() goja.Value) {
	get := vm.Function("get "+name, 0, func(goja.FunctionCall) goja.Value {
		v := make()
		vm.DefineGlobal(name, v)
		return v
	})
	set := vm.Function("set "+name, 1, func(call goja.FunctionCall) goja.Value {
		vm.DefineGlobal(name, call.Argument(0))
		return goja.Undefined()
	})
	must(vm.GlobalObject().DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// NewRangeError makes a RangeError to panic with, as NewTypeError does.
func (vm *VM) NewRangeError(message string) *goja.Object {
	o, err := vm.New(vm.Get("RangeError"), vm.ToValue(message))
	must(err)
	return o
}
