package web

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// installBase64 defines atob and btoa.
func installBase64(vm *engine.VM) error {
	vm.DefineGlobal("btoa", vm.Function("btoa", 1, func(call goja.FunctionCall) goja.Value {
		if len(call.Arguments) == 0 {
			panic(vm.NewTypeError("btoa needs an argument: a string of characters up to U+00FF"))
		}
		data, ok := latin1Bytes(call.Argument(0).String())
		if !ok {
			panic(newDOMException(vm, "btoa: the string has characters outside of Latin1", "InvalidCharacterError"))
		}
		return vm.ToValue(base64.StdEncoding.EncodeToString(data))
	}))
	vm.DefineGlobal("atob", vm.Function("atob", 1, func(call goja.FunctionCall) goja.Value {
		if len(call.Arguments) == 0 {
			panic(vm.NewTypeError("atob needs an argument: a string in base64"))
		}
		data, ok := forgivingBase64(call.Argument(0).String())
		if !ok {
			panic(newDOMException(vm, "atob: the string is not base64", "InvalidCharacterError"))
		}
		return vm.ToValue(latin1String(data))
	}))
	return nil
}

// forgivingBase64 is the Infra standard's "forgiving-base64 decode": white
// space goes, padding may be missing, surplus bits are ignored.
func forgivingBase64(s string) ([]byte, bool) {
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune("\t\n\f\r ", c) {
			return -1
		}
		return c
	}, s)
	if len(s)%4 == 0 {
		s = strings.TrimSuffix(strings.TrimSuffix(s, "="), "=")
	}
	data, err := base64.RawStdEncoding.DecodeString(s)
	return data, err == nil
}

// latin1Bytes makes bytes of characters; false: one is above U+00FF.
func latin1Bytes(s string) ([]byte, bool) {
	data := make([]byte, 0, len(s))
	for _, c := range s {
		if c > 0xFF {
			return nil, false
		}
		data = append(data, byte(c))
	}
	return data, true
}

// latin1String makes a character of every byte.
func latin1String(data []byte) string {
	var b strings.Builder
	b.Grow(len(data))
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}
