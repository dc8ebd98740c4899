package webcrypto

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// key is a CryptoKey. Apart from the objects at its end it does not change, so
// that work beside the VM may use it.
type key struct {
	engine.Expandos
	algorithm   *algorithm
	kind        string // "secret", "private" or "public"
	extractable bool
	usages      []string

	hash  hash   // of the algorithm, where it has one
	curve string // likewise
	bits  int    // length of a secret, or of an RSA modulus
	// material is a []byte, an *rsa.PrivateKey or *rsa.PublicKey, and so on.
	material any

	details, uses *goja.Object // the attributes algorithm and usages, made when asked for
}

// secret is the material of a secret key.
func (k *key) secret() []byte { return k.material.([]byte) }

func (p *platform) defineKey() {
	vm := p.vm
	p.keyClass = engine.NewClass[*key](vm, "CryptoKey", 0, nil)
	p.keyClass.Getter("type", func(k *key) goja.Value { return vm.ToValue(k.kind) })
	p.keyClass.Getter("extractable", func(k *key) goja.Value { return vm.ToValue(k.extractable) })
	p.keyClass.Getter("algorithm", func(k *key) goja.Value {
		if k.details == nil {
			k.details = p.describe(k)
		}
		return k.details
	})
	p.keyClass.Getter("usages", func(k *key) goja.Value {
		if k.uses == nil {
			k.uses = p.strings(k.usages)
		}
		return k.uses
	})
}

// describe makes a key's algorithm attribute.
func (p *platform) describe(k *key) *goja.Object {
	o := p.vm.NewObject()
	set := func(name string, v any) { p.set(o, name, v) }
	set("name", k.algorithm.name)
	if n, e := rsaNumbers(k); n > 0 {
		set("modulusLength", n)
		set("publicExponent", p.vm.NewUint8Array(e))
	}
	if k.hash != "" {
		named := p.vm.NewObject()
		p.set(named, "name", string(k.hash))
		set("hash", named)
	}
	if k.curve != "" {
		set("namedCurve", k.curve)
	}
	if k.kind == "secret" && !k.algorithm.derivedFrom {
		set("length", k.bits)
	}
	return o
}

// set sets a property of an object that we have just made.
func (p *platform) set(o *goja.Object, name string, v any) {
	if err := o.Set(name, v); err != nil {
		panic(err)
	}
}

func (p *platform) strings(list []string) *goja.Object {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return p.vm.NewArray(values...)
}
