package webcrypto

import (
	"bytes"

	"github.com/dop251/goja"
)

// wrapKey is wrapKey(format, key, wrappingKey, algorithm).
func (p *platform) wrapKey(call goja.FunctionCall) task {
	format, k, with := p.format(call.Argument(0)), p.key(call.Argument(1)), p.key(call.Argument(2))
	a, params := p.find(call.Argument(3))
	of := a.wrap
	if of == nil {
		of = a.encrypt
	}
	if of == nil {
		p.check(a.lacks("wrap keys"))
	}
	wrap := of(params)
	p.check(a.allow(with, "wrapKey"))
	out, err := k.export(format)
	p.check(err)
	data := out.data
	if out.jwk != nil {
		data = p.jwkText(out.jwk, a)
	}
	return task{a.slow, func() (func() goja.Value, error) {
		wrapped, err := wrap(with, data)
		return p.buffer(wrapped), err
	}}
}

// jwkText is a JWK as JSON. AES-KW takes multiples of eight bytes only; spaces
// at the end do no harm (14.3.11, the note).
func (p *platform) jwkText(j *jwk, with *algorithm) []byte {
	stringify, _ := goja.AssertFunction(p.vm.Get("JSON").(*goja.Object).Get("stringify"))
	text, err := stringify(goja.Undefined(), p.writeJWK(j))
	if err != nil {
		panic(err)
	}
	data := []byte(text.String())
	if with.wrap != nil {
		data = append(data, bytes.Repeat([]byte(" "), (8-len(data)%8)%8)...)
	}
	return data
}

// unwrapKey is unwrapKey(format, wrappedKey, unwrappingKey, algorithm,
// keyAlgorithm, extractable, usages).
func (p *platform) unwrapKey(call goja.FunctionCall) task {
	in := imported{format: p.format(call.Argument(0))}
	wrapped, with := p.data(call.Argument(1)), p.key(call.Argument(2))
	a, params := p.find(call.Argument(3))
	of := a.unwrap
	if of == nil {
		of = a.decrypt
	}
	if of == nil {
		p.check(a.lacks("unwrap keys"))
	}
	unwrap := of(params)
	made, params := p.find(call.Argument(4))
	if made.importKey == nil {
		p.check(made.lacks("import keys"))
	}
	importKey := made.importKey(params)
	in.extractable, in.usages = call.Argument(5).ToBoolean(), p.usages(call.Argument(6))
	p.check(a.allow(with, "unwrapKey"))
	return task{a.slow, func() (func() goja.Value, error) {
		data, err := unwrap(with, wrapped)
		if err != nil {
			return nil, err
		}
		return func() goja.Value { return p.unwrapped(made, importKey, in, data) }, nil
	}}
}

// unwrapped imports what was unwrapped. The VM is held, because a JWK is JSON.
func (p *platform) unwrapped(a *algorithm, importKey importation, in imported, data []byte) goja.Value {
	in.data = data
	if in.format == "jwk" {
		parse, _ := goja.AssertFunction(p.vm.Get("JSON").(*goja.Object).Get("parse"))
		v, err := parse(goja.Undefined(), p.vm.ToValue(string(data)))
		if err != nil {
			p.check(failed(dataError, "The unwrapped key is no JSON"))
		}
		in.jwk = p.readJWK(v)
	}
	k, err := a.take(importKey, in)
	p.check(err)
	return p.keyClass.Wrap(k)
}
