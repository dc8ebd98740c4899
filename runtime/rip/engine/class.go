package engine

import (
	"reflect"

	"github.com/dop251/goja"
)

// Class is a class of the platform written in Go: a constructor, a prototype,
// and the brand by which its instances are told from other objects. T is the
// Go state of one instance, a pointer to a struct that embeds Expandos:
//
//	type Counter struct {
//		engine.Expandos
//		n int64
//	}
//
//	c := engine.NewClass(vm, "Counter", 1, func(call goja.ConstructorCall) *Counter {
//		return &Counter{n: call.Argument(0).ToInteger()}
//	})
//	c.Getter("value", func(c *Counter) goja.Value { return vm.ToValue(c.n) })
//	c.Method("add", 1, func(c *Counter, call goja.FunctionCall) goja.Value { … })
//	vm.DefineGlobal("Counter", c.Constructor)
//
// An instance is a goja DynamicObject, the fastest host object there is
// (about 200 ns and three allocations to make): properties that an app sets on
// it land in its Expandos, and a class that is hot answers its attributes in a
// Get method of its own, ahead of the prototype, which has them all the same.
// The price: no own accessors, symbols or private fields, and no freezing. An
// instance of a JavaScript subclass has them, because it is an ordinary object
// with its T in a hidden slot.
//
// goja does not tell C() from new C(), so that the former makes an instance
// too instead of throwing. All methods need the VM held; those that cannot
// convert what JavaScript gave them panic with a TypeError, which goja throws.
type Class[T goja.DynamicObject] struct {
	// Constructor and Prototype are the class as JavaScript sees it.
	Constructor, Prototype *goja.Object

	vm   *VM
	name string
	kind reflect.Type // of T
	slot *goja.Symbol // holds the T of an instance of a JavaScript subclass
}

// NewClass defines a class; it is not a global yet. construct makes the state
// of a new instance from the arguments; nil makes the constructor illegal, for
// classes whose instances only the platform makes. length is the number of
// required arguments.
func NewClass[T goja.DynamicObject](vm *VM, name string, length int, construct func(goja.ConstructorCall) T) *Class[T] {
	c := &Class[T]{vm: vm, name: name, kind: reflect.TypeFor[T](), slot: goja.NewSymbol(name)}
	c.Constructor = vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		if construct == nil {
			panic(vm.NewTypeError("Illegal constructor: %s is made by the platform only", name))
		}
		if len(call.Arguments) < length {
			panic(vm.NewTypeError("%s needs %d argument(s), got %d", name, length, len(call.Arguments)))
		}
		return c.instance(call, construct(call))
	}).(*goja.Object)
	c.Prototype = c.Constructor.Get("prototype").(*goja.Object)
	describe(vm, c.Constructor, name, length)
	must(c.Constructor.DefineDataProperty("prototype", c.Prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	must(c.Prototype.DefineDataPropertySymbol(goja.SymToStringTag, vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return c
}

// instance is the object for a state that construct made.
func (c *Class[T]) instance(call goja.ConstructorCall, state T) *goja.Object {
	if call.NewTarget == nil || call.NewTarget == c.Constructor {
		return c.Wrap(state)
	}
	must(call.This.DefineDataPropertySymbol(c.slot, c.vm.NewDynamicObject(state), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	return call.This
}

// Wrap makes the JavaScript object for a state. The same state should not be
// wrapped twice: the objects would not be identical.
func (c *Class[T]) Wrap(state T) *goja.Object {
	o := c.vm.NewDynamicObject(state)
	_ = o.SetPrototype(c.Prototype) // cannot fail: a dynamic object takes any
	return o
}

// Of returns the state of v, and whether v is an instance of the class or of a
// subclass. It runs no JavaScript.
func (c *Class[T]) Of(v goja.Value) (state T, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return state, false
	}
	kind := o.ExportType()
	if kind == c.kind {
		return o.Export().(T), true
	}
	if kind == proxyKind { // asking a proxy for a symbol would run its trap
		return state, false
	}
	held, isObject := o.GetSymbol(c.slot).(*goja.Object)
	if !isObject {
		return state, false
	}
	return held.Export().(T), true
}

// This returns the state of a method's receiver, or throws the TypeError that
// says which member was taken off its object.
func (c *Class[T]) This(receiver goja.Value, member string) T {
	state, ok := c.Of(receiver)
	if !ok {
		panic(c.vm.NewTypeError("Illegal invocation: %s.%s needs a %s as its this", c.name, member, c.name))
	}
	return state
}

// Extend makes the class a subclass of parent, whose methods must take the
// states of both.
func (c *Class[T]) Extend(parent *Class[T]) {
	c.slot = parent.slot
	must(c.Prototype.SetPrototype(parent.Prototype))
	must(c.Constructor.SetPrototype(parent.Constructor))
}

var proxyKind = reflect.TypeFor[goja.Proxy]()

// must is for definitions on objects that we have just made.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
