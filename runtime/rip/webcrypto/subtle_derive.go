package webcrypto

import "github.com/dop251/goja"

// deriveBits is deriveBits(algorithm, baseKey, length).
func (p *platform) deriveBits(call goja.FunctionCall) task {
	k := p.key(call.Argument(1))
	length := -1 // all that there are
	if v := call.Argument(2); !goja.IsUndefined(v) && !goja.IsNull(v) {
		length = p.integer(v, 32, "length")
	}
	a, derive := p.derivation(call.Argument(0))
	p.check(a.allow(k, "deriveBits"))
	return task{a.slow, func() (func() goja.Value, error) {
		bits, err := derive(k, length)
		return p.buffer(bits), err
	}}
}

func (p *platform) derivation(v goja.Value) (*algorithm, derivation) {
	a, params := p.find(v)
	if a.deriveBits == nil {
		p.check(a.lacks("derive bits"))
	}
	return a, a.deriveBits(params)
}

// deriveKey is deriveKey(algorithm, baseKey, derivedKeyType, extractable, usages).
func (p *platform) deriveKey(call goja.FunctionCall) task {
	k := p.key(call.Argument(1))
	a, derive := p.derivation(call.Argument(0))
	made, params := p.find(call.Argument(2))
	if made.importKey == nil || made.keyLength == nil {
		p.check(made.lacks("be derived"))
	}
	importKey := made.importKey(params)
	extractable, usages := call.Argument(3).ToBoolean(), p.usages(call.Argument(4))
	p.check(a.allow(k, "deriveKey"))
	length, err := made.keyLength(params)
	p.check(err)
	if length == 0 {
		length = -1
	}
	return task{a.slow, func() (func() goja.Value, error) {
		bits, err := derive(k, length)
		if err != nil {
			return nil, err
		}
		derived, err := made.take(importKey, imported{format: "raw", data: bits, extractable: extractable, usages: usages})
		if err != nil {
			return nil, err
		}
		return func() goja.Value { return p.keyClass.Wrap(derived) }, nil
	}}
}
