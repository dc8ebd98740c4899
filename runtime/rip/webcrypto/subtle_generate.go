package webcrypto

import (
	"slices"

	"github.com/dop251/goja"
)

// generateKey is generateKey(algorithm, extractable, usages).
func (p *platform) generateKey(call goja.FunctionCall) task {
	a, params := p.find(call.Argument(0))
	extractable, usages := call.Argument(1).ToBoolean(), p.usages(call.Argument(2))
	if a.generate == nil {
		p.check(a.lacks("generate keys"))
	}
	generate := a.generate(params)
	p.check(a.checkUsages(usages, slices.Concat(a.ownUsages, a.publicUsages)))
	return task{a.slow, func() (func() goja.Value, error) {
		own, public, err := generate()
		if err != nil {
			return nil, err
		}
		for _, k := range []*key{own, public} {
			if k != nil {
				k.algorithm = a
				k.grant(extractable || k.kind == "public", usages)
			}
		}
		if err := own.useless(); err != nil {
			return nil, err
		}
		return func() goja.Value { return p.pair(own, public) }, nil
	}}
}

// pair is a CryptoKey, or a CryptoKeyPair if there is a public one.
func (p *platform) pair(own, public *key) goja.Value {
	if public == nil {
		return p.keyClass.Wrap(own)
	}
	o := p.vm.NewObject()
	p.set(o, "publicKey", p.keyClass.Wrap(public))
	p.set(o, "privateKey", p.keyClass.Wrap(own))
	return o
}
