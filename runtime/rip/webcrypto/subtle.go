package webcrypto

import (
	"bytes"
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// inline is up to which size data is processed at once instead of beside the
// VM: what takes a goroutine longer to take over.
const inline = 64 << 10

// task is a method of SubtleCrypto after its arguments were read.
type task struct {
	beside bool // the VM, because it takes long
	run    engine.Work
}

// defineSubtle defines SubtleCrypto (14).
func (p *platform) defineSubtle() {
	p.subtleClass = engine.NewClass[*empty](p.vm, "SubtleCrypto", 0, nil)
	for name, method := range map[string]struct {
		length int
		start  func(goja.FunctionCall) task
	}{
		"encrypt":     {3, p.encrypt},
		"decrypt":     {3, p.decrypt},
		"sign":        {3, p.sign},
		"verify":      {4, p.verify},
		"digest":      {2, p.digest},
		"generateKey": {3, p.generateKey},
		"deriveKey":   {5, p.deriveKey},
		"deriveBits":  {2, p.deriveBits},
		"importKey":   {5, p.importKey},
		"exportKey":   {2, p.exportKey},
		"wrapKey":     {4, p.wrapKey},
		"unwrapKey":   {7, p.unwrapKey},
	} {
		function := p.vm.Function(name, method.length, func(call goja.FunctionCall) goja.Value {
			return p.promise(func() task {
				p.subtleClass.This(call.This, name)
				if len(call.Arguments) < method.length {
					panic(p.vm.NewTypeError("crypto.subtle.%s needs %d arguments, got %d", name, method.length, len(call.Arguments)))
				}
				return method.start(call)
			})
		})
		err := p.subtleClass.Prototype.DefineDataProperty(name, function, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		if err != nil {
			panic(err)
		}
	}
}

// promise starts a task and returns a promise of its result; what start throws
// rejects it.
func (p *platform) promise(start func() task) goja.Value {
	var t task
	if exception := p.vm.Try(func() { t = start() }); exception != nil {
		promise, _, reject := p.vm.NewPromise()
		if err := reject(exception.Value()); err != nil {
			panic(err)
		}
		return p.vm.ToValue(promise)
	}
	if t.beside {
		return p.vm.Background(t.run, p.thrown)
	}
	return p.vm.Settled(t.run, p.thrown)
}

// data is an argument that is a BufferSource, copied: the app may change it
// before we have read it.
func (p *platform) data(v goja.Value) []byte {
	data, ok := p.vm.Bytes(v)
	if !ok {
		panic(p.vm.NewTypeError("The data must be an ArrayBuffer or a view of one"))
	}
	return bytes.Clone(data)
}

func (p *platform) key(v goja.Value) *key {
	k, ok := p.keyClass.Of(v)
	if !ok {
		panic(p.vm.NewTypeError("The key must be a CryptoKey"))
	}
	return k
}

// buffer makes the result of bytes.
func (p *platform) buffer(data []byte) func() goja.Value {
	return func() goja.Value { return p.vm.ToValue(p.vm.NewArrayBuffer(data)) }
}

// allow is an error unless the key is of the algorithm and for that use.
func (a *algorithm) allow(k *key, usage string) error {
	if k.algorithm != a {
		return failed(invalidAccess, "The key is one of %s, not of %s", k.algorithm.name, a.name)
	}
	if !slices.Contains(k.usages, usage) {
		return failed(invalidAccess, "The key is not for %s but for %v", usage, k.usages)
	}
	return nil
}
