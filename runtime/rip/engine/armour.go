package engine

import "github.com/dop251/goja"

// Bounds of single calls into natives. They are far beyond what apps do, and
// far below what goja would take the whole process down for.
const (
	maxText     = 1 << 29 // of a string made by one call, as in V8
	maxBuffer   = 1 << 30 // bytes of an ArrayBuffer
	maxElements = 1 << 24 // of an array that one call walks over
	maxSource   = 2 << 20 // of code given to eval or new Function
	maxNesting  = 10_000  // of brackets in such code
)

// Armour wraps the natives of goja of which a single call can end the process,
// by an allocation that the system refuses or by a stack that grows too deep,
// or that run for minutes and cannot be interrupted. They throw a RangeError
// instead. It has to be the first feature, so that the others build upon it.
// (JSON.parse, whose depth clients choose, is package es's.) It covers what is
// so easy that it happens by mistake; it does not make goja safe for code that
// means harm.
func Armour(vm *VM) error {
	a := &armour{vm}
	for _, wrap := range []func(){a.strings, a.buffers, a.arrays, a.calls, a.code} {
		if ex := vm.Try(wrap); ex != nil {
			return ex
		}
	}
	return nil
}

type armour struct{ vm *VM }

// object follows names from the global object.
func (a *armour) object(names ...string) *goja.Object {
	o := a.vm.GlobalObject()
	for _, name := range names {
		o = o.Get(name).(*goja.Object)
	}
	return o
}

// method has check look at each call of a method first.
func (a *armour) method(of *goja.Object, name string, check func(goja.FunctionCall)) {
	original := of.Get(name).(*goja.Object)
	native := original.Export().(func(goja.FunctionCall) goja.Value)
	wrapped := a.vm.Function(name, int(original.Get("length").ToInteger()), func(call goja.FunctionCall) goja.Value {
		check(call)
		return native(call)
	})
	must(of.DefineDataProperty(name, wrapped, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// constructor has check look at the arguments of a built-in constructor first,
// and puts the one that does in its place: in its prototype, and globally when
// it is a global.
func (a *armour) constructor(original *goja.Object, check func([]goja.Value)) {
	construct, _ := goja.AssertConstructor(original)
	var wrapped *goja.Object
	wrapped = a.vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
		check(call.Arguments)
		target := call.NewTarget
		if target == nil {
			target = wrapped
		}
		made, err := construct(target, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return made
	}).(*goja.Object)
	a.statics(wrapped, original)
	proto := original.Get("prototype").(*goja.Object)
	must(proto.DefineDataProperty("constructor", wrapped, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	name := original.Get("name").String()
	if held := a.vm.GlobalObject().Get(name); held != nil && held.SameAs(original) {
		a.vm.DefineGlobal(name, wrapped)
	}
}

// statics makes one constructor look like another from outside.
func (a *armour) statics(wrapped, original *goja.Object) {
	must(wrapped.SetPrototype(original.Prototype()))
	for _, name := range original.GetOwnPropertyNames() {
		value := original.Get(name)
		_, method := value.Export().(func(goja.FunctionCall) goja.Value)
		method = method && name != "prototype" // Function's is one
		writable, configurable := flag(method), flag(method || name == "name" || name == "length")
		must(wrapped.DefineDataProperty(name, value, writable, configurable, goja.FLAG_FALSE))
	}
	for _, symbol := range original.Symbols() { // @@species alone, where there is one
		self := a.vm.Function("get [Symbol.species]", 0, func(call goja.FunctionCall) goja.Value { return call.This })
		must(wrapped.DefineAccessorPropertySymbol(symbol, self, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

func flag(set bool) goja.Flag {
	if set {
		return goja.FLAG_TRUE
	}
	return goja.FLAG_FALSE
}

// refuse throws.
func (a *armour) refuse(message string) { panic(a.vm.NewRangeError(message)) }

// number is v as a number if it is one already; converting others would run
// code of the app twice. Objects are not looked into: Export copies them, and
// reads beyond the end of an empty typed array.
func number(v goja.Value) (float64, bool) {
	if _, isObject := v.(*goja.Object); isObject {
		return 0, false
	}
	switch n := v.Export().(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}

// length is the length of an array, or of what looks like one.
func length(v goja.Value) float64 {
	o, ok := v.(*goja.Object)
	if !ok {
		return 0
	}
	n := o.Get("length")
	if n == nil {
		return 0
	}
	f, _ := number(n)
	return f
}
