package engine

import "github.com/dop251/goja"

// Method defines a method; length is the number of required arguments, and a
// call with fewer throws a TypeError. Methods are enumerable (Web IDL 3.7.7).
// fn must not keep call.Arguments: they are goja's stack.
func (c *Class[T]) Method(name string, length int, fn func(self T, call goja.FunctionCall) goja.Value) {
	method := c.vm.Function(name, length, func(call goja.FunctionCall) goja.Value {
		self := c.This(call.This, name)
		c.wantArguments(name, length, call)
		return fn(self, call)
	})
	must(c.Prototype.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// Getter defines a read-only attribute.
func (c *Class[T]) Getter(name string, get func(self T) goja.Value) {
	c.Accessor(name, get, nil)
}

// Accessor defines an attribute; set may be nil.
func (c *Class[T]) Accessor(name string, get func(self T) goja.Value, set func(self T, v goja.Value)) {
	getter := c.vm.Function("get "+name, 0, func(call goja.FunctionCall) goja.Value {
		return get(c.This(call.This, name))
	})
	var setter goja.Value
	if set != nil {
		setter = c.vm.Function("set "+name, 1, func(call goja.FunctionCall) goja.Value {
			set(c.This(call.This, name), call.Argument(0))
			return goja.Undefined()
		})
	}
	must(c.Prototype.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// Static defines a method of the constructor.
func (c *Class[T]) Static(name string, length int, fn func(call goja.FunctionCall) goja.Value) {
	method := c.vm.Function(name, length, func(call goja.FunctionCall) goja.Value {
		c.wantArguments(name, length, call)
		return fn(call)
	})
	must(c.Constructor.DefineDataProperty(name, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// Iterable makes instances iterable as that method of theirs is: entries of
// Headers, for example.
func (c *Class[T]) Iterable(method string) {
	must(c.Prototype.DefineDataPropertySymbol(goja.SymIterator, c.Prototype.Get(method), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (c *Class[T]) wantArguments(member string, length int, call goja.FunctionCall) {
	if len(call.Arguments) < length {
		panic(c.vm.NewTypeError("%s.%s needs %d argument(s), got %d", c.name, member, length, len(call.Arguments)))
	}
}

// Function makes a JavaScript function of that name and length. It costs about
// a microsecond and a kilobyte: make functions once per VM, not per call.
func (vm *VM) Function(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := vm.ToValue(fn).(*goja.Object)
	describe(vm, f, name, length)
	return f
}

// describe gives a function its name and length, which goja takes from Go.
func describe(vm *VM, f *goja.Object, name string, length int) {
	must(f.DefineDataProperty("name", vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(f.DefineDataProperty("length", vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}
