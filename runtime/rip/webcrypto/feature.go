// Package webcrypto is the Web Cryptography API in a VM: crypto, with random
// values and subtle, on Go's own cryptography. What takes long runs beside the
// VM. Algorithms that Go has no safe implementation of are not supported, and
// say so by a NotSupportedError.
package webcrypto

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Feature defines crypto and its classes, each at its first use.
func Feature(vm *engine.VM) error {
	var c *platform // made by whichever global is touched first
	get := func() *platform {
		if c == nil {
			c = newPlatform(vm)
		}
		return c
	}
	vm.DefineLazyGlobal("crypto", func() goja.Value { return get().crypto })
	vm.DefineLazyGlobal("Crypto", func() goja.Value { return get().cryptoClass.Constructor })
	vm.DefineLazyGlobal("SubtleCrypto", func() goja.Value { return get().subtleClass.Constructor })
	vm.DefineLazyGlobal("CryptoKey", func() goja.Value { return get().keyClass.Constructor })
	return nil
}

// platform is the API in one VM. The VM is held by whoever uses it.
type platform struct {
	vm          *engine.VM
	cryptoClass *engine.Class[*empty]
	subtleClass *engine.Class[*empty]
	keyClass    *engine.Class[*key]
	crypto      *goja.Object
	subtle      *goja.Object
	algorithms  map[string]*algorithm // by name in lower case
}

// empty is the state of an object that has none.
type empty struct{ engine.Expandos }

func newPlatform(vm *engine.VM) *platform {
	p := &platform{vm: vm, algorithms: algorithms()}
	p.defineKey()
	p.defineSubtle()
	p.cryptoClass = engine.NewClass[*empty](vm, "Crypto", 0, nil)
	p.cryptoClass.Getter("subtle", func(*empty) goja.Value { return p.subtle })
	p.cryptoClass.Method("getRandomValues", 1, func(_ *empty, call goja.FunctionCall) goja.Value {
		return p.getRandomValues(call.Argument(0))
	})
	p.cryptoClass.Method("randomUUID", 0, func(*empty, goja.FunctionCall) goja.Value { return vm.ToValue(randomUUID()) })
	p.subtle = p.subtleClass.Wrap(&empty{})
	p.crypto = p.cryptoClass.Wrap(&empty{})
	return p
}
