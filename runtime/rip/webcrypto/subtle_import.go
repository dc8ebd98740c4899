package webcrypto

import "github.com/dop251/goja"

// importKey is importKey(format, keyData, algorithm, extractable, usages).
func (p *platform) importKey(call goja.FunctionCall) task {
	in := imported{format: p.format(call.Argument(0))}
	if _, isBytes := p.vm.Bytes(call.Argument(1)); isBytes == (in.format == "jwk") {
		panic(p.vm.NewTypeError("A key in the format %q is an %s", in.format, formOf(in.format)))
	}
	if in.format == "jwk" {
		in.jwk = p.readJWK(call.Argument(1))
	} else {
		in.data = p.data(call.Argument(1))
	}
	a, params := p.find(call.Argument(2))
	if a.importKey == nil {
		p.check(a.lacks("import keys"))
	}
	run := a.importKey(params)
	in.extractable, in.usages = call.Argument(3).ToBoolean(), p.usages(call.Argument(4))
	return task{a.slow, func() (func() goja.Value, error) {
		k, err := a.take(run, in)
		if err != nil {
			return nil, err
		}
		return func() goja.Value { return p.keyClass.Wrap(k) }, nil
	}}
}

// take runs an importation and gives the key its usages.
func (a *algorithm) take(run importation, in imported) (*key, error) {
	k, err := run(in)
	if err != nil {
		return nil, err
	}
	k.algorithm = a
	k.grant(in.extractable, in.usages)
	return k, k.useless()
}

func (p *platform) format(v goja.Value) string {
	switch format := v.String(); format {
	case "raw", "pkcs8", "spki", "jwk":
		return format
	default:
		panic(p.vm.NewTypeError("%q is no format of keys: they are raw, pkcs8, spki and jwk", format))
	}
}

func formOf(format string) string {
	if format == "jwk" {
		return "object"
	}
	return "ArrayBuffer or a view of one"
}

// exportKey is exportKey(format, key).
func (p *platform) exportKey(call goja.FunctionCall) task {
	format, k := p.format(call.Argument(0)), p.key(call.Argument(1))
	return task{false, func() (func() goja.Value, error) {
		out, err := k.export(format)
		if err != nil {
			return nil, err
		}
		if out.jwk != nil {
			return func() goja.Value { return p.writeJWK(out.jwk) }, nil
		}
		return p.buffer(out.data), nil
	}}
}

// export is the key in a format, if it may leave.
func (k *key) export(format string) (exported, error) {
	if k.algorithm.exportKey == nil {
		return exported{}, k.algorithm.lacks("export keys")
	}
	if !k.extractable {
		return exported{}, failed(invalidAccess, "The key is not extractable")
	}
	out, err := k.algorithm.exportKey(k, format)
	if err == nil && out.jwk != nil {
		out.jwk.ops, out.jwk.ext = k.usages, &k.extractable
	}
	return out, err
}

// noFormat is the error for a format that a kind of key has not.
func (a *algorithm) noFormat(format string) error {
	return failed(notSupported, "A key of %s has no format %q", a.name, format)
}
