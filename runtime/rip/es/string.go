package es

import (
	"unicode/utf16"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// loneSurrogate returns the index of the first surrogate of s, from i on, that
// has no partner; -1 when there is none.
func loneSurrogate(s goja.String, i int) int {
	for n := s.Length(); i < n; i++ {
		unit := rune(s.CharAt(i))
		if !utf16.IsSurrogate(unit) {
			continue
		}
		if i+1 < n && utf16.DecodeRune(unit, rune(s.CharAt(i+1))) != '\uFFFD' {
			i++
			continue
		}
		return i
	}
	return -1
}

func isWellFormed(vm *engine.VM) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		return vm.ToValue(loneSurrogate(stringOf(call.Argument(0)), 0) < 0)
	}
}

func toWellFormed(*engine.VM) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		s := stringOf(call.Argument(0))
		i := loneSurrogate(s, 0)
		if i < 0 {
			return s
		}
		units := make([]uint16, s.Length())
		for k := range units {
			units[k] = s.CharAt(k)
		}
		for ; i >= 0; i = loneSurrogate(s, i+1) {
			units[i] = '\uFFFD'
		}
		return goja.StringFromUTF16(units)
	}
}

// stringOf converts as JavaScript's ToString does; a symbol throws.
func stringOf(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	return v.ToString().(goja.String)
}
