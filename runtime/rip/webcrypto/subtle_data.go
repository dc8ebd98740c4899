package webcrypto

import "github.com/dop251/goja"

func (p *platform) encrypt(call goja.FunctionCall) task {
	return p.transform(call, "encrypt", func(a *algorithm) func(*params) transform { return a.encrypt })
}

func (p *platform) decrypt(call goja.FunctionCall) task {
	return p.transform(call, "decrypt", func(a *algorithm) func(*params) transform { return a.decrypt })
}

func (p *platform) sign(call goja.FunctionCall) task {
	return p.transform(call, "sign", func(a *algorithm) func(*params) transform { return a.sign })
}

// transform is what encrypt, decrypt and sign have in common: (algorithm, key, data).
func (p *platform) transform(call goja.FunctionCall, usage string, of func(*algorithm) func(*params) transform) task {
	k, data := p.key(call.Argument(1)), p.data(call.Argument(2))
	a, params := p.find(call.Argument(0))
	if of(a) == nil {
		p.check(a.lacks(usage))
	}
	run := of(a)(params)
	p.check(a.allow(k, usage))
	return task{a.slow || len(data) > inline, func() (func() goja.Value, error) {
		out, err := run(k, data)
		return p.buffer(out), err
	}}
}

func (p *platform) verify(call goja.FunctionCall) task {
	k, signature, data := p.key(call.Argument(1)), p.data(call.Argument(2)), p.data(call.Argument(3))
	a, params := p.find(call.Argument(0))
	if a.verify == nil {
		p.check(a.lacks("verify"))
	}
	run := a.verify(params)
	p.check(a.allow(k, "verify"))
	return task{a.slow || len(data) > inline, func() (func() goja.Value, error) {
		ok, err := run(k, signature, data)
		return func() goja.Value { return p.vm.ToValue(ok) }, err
	}}
}

func (p *platform) digest(call goja.FunctionCall) task {
	data := p.data(call.Argument(1))
	a, _ := p.find(call.Argument(0))
	if a.digest == nil {
		p.check(a.lacks("digest"))
	}
	return task{len(data) > inline, func() (func() goja.Value, error) { return p.buffer(a.digest(data)), nil }}
}
