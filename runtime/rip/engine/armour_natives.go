package engine

import (
	"fmt"
	"math"

	"github.com/dop251/goja"
)

func (a *armour) strings() {
	proto := a.object("String", "prototype")
	a.method(proto, "repeat", func(call goja.FunctionCall) {
		if n, ok := number(call.Argument(0)); ok && n*float64(textLength(call.This)) > maxText {
			a.refuse("Invalid string length")
		}
	})
	for _, name := range []string{"padStart", "padEnd"} {
		a.method(proto, name, func(call goja.FunctionCall) {
			if n, ok := number(call.Argument(0)); ok && n > maxText {
				a.refuse("Invalid string length")
			}
		})
	}
}

// textLength is the length of a string, 1 of anything else.
func textLength(v goja.Value) int {
	if s, ok := v.(goja.String); ok {
		return s.Length()
	}
	return 1
}

func (a *armour) buffers() {
	bound := func(size float64) func([]goja.Value) {
		return func(arguments []goja.Value) {
			if len(arguments) == 0 {
				return
			}
			n, isNumber := number(arguments[0])
			if o, ok := arguments[0].(*goja.Object); ok && !isNumber {
				if o.ExportType() != bufferKind {
					n = length(o)
				}
			}
			if n*size > maxBuffer {
				a.refuse(fmt.Sprintf("Array buffer allocation failed: more than %d MiB", maxBuffer>>20))
			}
		}
	}
	a.constructor(a.object("ArrayBuffer"), bound(1))
	for name, size := range map[string]float64{
		"Int8Array": 1, "Uint8Array": 1, "Uint8ClampedArray": 1, "Int16Array": 2, "Uint16Array": 2, "Int32Array": 4,
		"Uint32Array": 4, "Float32Array": 4, "Float64Array": 8, "BigInt64Array": 8, "BigUint64Array": 8,
	} {
		a.constructor(a.object(name), bound(size))
	}
}

func (a *armour) arrays() {
	few := func(v goja.Value) {
		if length(v) > maxElements {
			a.refuse(fmt.Sprintf("Invalid array length: one call takes at most %d elements", maxElements))
		}
	}
	proto := a.object("Array", "prototype")
	for _, name := range []string{"fill", "join", "sort"} {
		a.method(proto, name, func(call goja.FunctionCall) { few(call.This) })
	}
	a.method(a.object("Array"), "from", func(call goja.FunctionCall) { few(call.Argument(0)) })
}

func (a *armour) calls() {
	few := func(v goja.Value) {
		if length(v) > math.MaxUint16 {
			a.refuse(fmt.Sprintf("Too many arguments: a call takes at most %d", math.MaxUint16))
		}
	}
	a.method(a.object("Function", "prototype"), "apply", func(call goja.FunctionCall) { few(call.Argument(1)) })
	a.method(a.object("Reflect"), "apply", func(call goja.FunctionCall) { few(call.Argument(2)) })
	a.method(a.object("Reflect"), "construct", func(call goja.FunctionCall) { few(call.Argument(1)) })
}

// code bounds what is parsed while the app runs. What was bundled was parsed
// before.
func (a *armour) code() {
	check := func(arguments []goja.Value) {
		size := 0
		for _, v := range arguments {
			s, ok := v.(goja.String)
			if !ok {
				continue
			}
			size += s.Length()
			if size > maxSource || nesting(s.String()) > maxNesting {
				a.refuse("The code is too long or too deeply nested")
			}
		}
	}
	a.method(a.vm.GlobalObject(), "eval", func(call goja.FunctionCall) { check(call.Arguments) })
	kinds, err := a.vm.RunString("[function () {}, async function () {}, function* () {}].map((f) => Object.getPrototypeOf(f).constructor)")
	must(err)
	for _, index := range []string{"0", "1", "2"} {
		a.constructor(kinds.(*goja.Object).Get(index).(*goja.Object), check)
	}
}

// nesting is how deep brackets stand in one another. Those in strings count,
// too, which is too strict for nobody.
func nesting(text string) (deepest int) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ')', ']', '}':
			depth--
		}
	}
	return deepest
}
