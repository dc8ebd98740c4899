// Package inspect shows JavaScript values to people, as node's util.inspect
// and util.format do: for console, for node:util and for error pages. It knows
// goja and nothing else of the runtime, and calls no getter of the app.
package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// Options are what a caller may choose; Defaults are node's.
type Options struct {
	Depth           int  // nested objects below this one; -1: all
	Colors          bool // ANSI, for a terminal
	ShowHidden      bool // properties that are not enumerable, too
	BreakLength     int  // columns; a longer object takes several lines; 0: never
	Compact         int  // so many inner levels share a line if they fit
	MaxArrayLength  int  // elements of arrays, maps and sets; -1: all
	MaxStringLength int  // characters of a string; -1: all
	Sorted          bool // keys in alphabetical order
}

// Defaults are node's.
func Defaults() Options {
	return Options{Depth: 2, BreakLength: 80, Compact: 3, MaxArrayLength: 100, MaxStringLength: 10000}
}

// Inspector shows values of one VM. Its methods need the VM held. What an
// app's own code throws while it is asked (a custom inspect function, a proxy)
// is shown in place of the value.
type Inspector struct {
	rt         *goja.Runtime
	descriptor builtin // Object.getOwnPropertyDescriptor
	mapEntries builtin
	setValues  builtin
	funcText   builtin // Function.prototype.toString
	isoDate    builtin
	regexpText builtin
	symbolText builtin
	custom     *goja.Symbol // Symbol.for("nodejs.util.inspect.custom")
	object     *goja.Object // Object.prototype
	function   *goja.Object // Function.prototype
	isView     builtin      // ArrayBuffer.isView
}

// builtin is a function of JavaScript's own as Go has it.
type builtin func(goja.FunctionCall) goja.Value

// New returns the Inspector of a VM. It touches classes that goja makes at
// their first use, so a VM that shows nothing should not have one.
func New(rt *goja.Runtime) *Inspector {
	global := func(name string) *goja.Object { return rt.GlobalObject().Get(name).(*goja.Object) }
	proto := func(name string) *goja.Object { return global(name).Get("prototype").(*goja.Object) }
	return &Inspector{
		rt:         rt,
		descriptor: take(global("Object"), "getOwnPropertyDescriptor"),
		mapEntries: take(proto("Map"), "entries"),
		setValues:  take(proto("Set"), "values"),
		funcText:   take(proto("Function"), "toString"),
		isoDate:    take(proto("Date"), "toISOString"),
		regexpText: take(proto("RegExp"), "toString"),
		symbolText: take(proto("Symbol"), "toString"),
		custom:     symbolFor(global("Symbol"), rt.ToValue("nodejs.util.inspect.custom")),
		object:     proto("Object"),
		function:   proto("Function"),
		isView:     take(global("ArrayBuffer"), "isView"),
	}
}

// take returns a method as Go has it; one that the app has replaced by a
// function of its own is called as such.
func take(o *goja.Object, name string) builtin {
	v := o.Get(name)
	if v == nil { // deleted
		v = goja.Undefined()
	}
	if native, ok := v.Export().(func(goja.FunctionCall) goja.Value); ok {
		return native
	}
	own, ok := goja.AssertFunction(v)
	if !ok {
		return func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	}
	return func(call goja.FunctionCall) goja.Value {
		result, err := own(call.This, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return result
	}
}

func symbolFor(symbol *goja.Object, key goja.Value) *goja.Symbol {
	s, _ := take(symbol, "for")(goja.FunctionCall{This: symbol, Arguments: []goja.Value{key}}).(*goja.Symbol)
	return s
}

// Value shows one value.
func (i *Inspector) Value(v goja.Value, options Options) string {
	if options.Depth < 0 || options.Depth > maxDepth {
		options.Depth = maxDepth
	}
	p := &printer{Inspector: i, Options: options, circular: map[*goja.Object]int{}}
	return p.value(v, 0)
}

// maxDepth bounds the recursion where an app asks for all: each level copies
// what the levels inside of it wrote.
const maxDepth = 200

// printer is one call of Value.
type printer struct {
	*Inspector
	Options
	stack    []*goja.Object       // the objects around this one
	circular map[*goja.Object]int // those that contain themselves, by number
	indent   int                  // columns
	level    int                  // depth of the object shown last; see layout
}

// value shows v at some depth.
func (p *printer) value(v goja.Value, depth int) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return p.primitive(v)
	}
	var text string
	if thrown := p.rt.Try(func() { text = p.objectOrReference(o, depth) }); thrown != nil {
		return p.style("[cannot be shown: "+firstLine(thrown.Value().String())+"]", special)
	}
	return text
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
