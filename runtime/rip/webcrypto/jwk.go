package webcrypto

import (
	"encoding/base64"
	"slices"

	"github.com/dop251/goja"
)

// jwk is a JSON Web Key (RFC 7517), as far as algorithms look at it.
type jwk struct {
	text map[string]string // the members that are strings
	ops  []string          // key_ops; nil: none
	ext  *bool
	oth  bool // it has more than two primes
}

// jwkNames are the members that are strings, in the order of Web IDL.
func jwkNames() []string {
	return []string{"alg", "crv", "d", "dp", "dq", "e", "k", "kty", "n", "p", "q", "qi", "use", "x", "y"}
}

// readJWK converts the dictionary JsonWebKey (15).
func (p *platform) readJWK(v goja.Value) *jwk {
	o, ok := v.(*goja.Object)
	if !ok {
		panic(p.vm.NewTypeError("A JSON Web Key must be an object"))
	}
	member := func(name string) goja.Value {
		if v := o.Get(name); v != nil && !goja.IsUndefined(v) {
			return v
		}
		return nil
	}
	j := &jwk{text: map[string]string{}, oth: member("oth") != nil}
	for _, name := range jwkNames() {
		if v := member(name); v != nil {
			j.text[name] = v.String()
		}
	}
	if v := member("ext"); v != nil {
		ext := v.ToBoolean()
		j.ext = &ext
	}
	if v := member("key_ops"); v != nil {
		j.ops = []string{}
		p.vm.ForOf(v, func(v goja.Value) bool { j.ops = append(j.ops, v.String()); return true })
	}
	return j
}

// writeJWK makes the object.
func (p *platform) writeJWK(j *jwk) goja.Value {
	o := p.vm.NewObject()
	for _, name := range jwkNames() {
		if text, has := j.text[name]; has {
			p.set(o, name, text)
		}
	}
	if j.ext != nil {
		p.set(o, "ext", *j.ext)
	}
	p.set(o, "key_ops", p.strings(j.ops))
	return o
}

// check is an error unless the key is of that type and for what it is imported
// for: use is its "use" (sig or enc), alg its "alg", which may be missing.
func (j *jwk) check(in imported, kty, use, alg string) error {
	switch {
	case j.text["kty"] != kty:
		return failed(dataError, "The JSON Web Key's kty is %q, not %q", j.text["kty"], kty)
	case j.has("use") && len(in.usages) > 0 && j.text["use"] != use:
		return failed(dataError, "The JSON Web Key's use is %q, not %q", j.text["use"], use)
	case j.has("alg") && alg != "" && j.text["alg"] != alg:
		return failed(dataError, "The JSON Web Key's alg is %q, not %q", j.text["alg"], alg)
	case j.ext != nil && !*j.ext && in.extractable:
		return failed(dataError, "The JSON Web Key is not extractable")
	}
	if j.ops == nil {
		return nil
	}
	for i, op := range j.ops {
		if slices.Contains(j.ops[:i], op) {
			return failed(dataError, "The JSON Web Key's key_ops has %q twice", op)
		}
	}
	for _, usage := range in.usages {
		if !slices.Contains(j.ops, usage) {
			return failed(dataError, "The JSON Web Key's key_ops has no %q", usage)
		}
	}
	return nil
}

func (j *jwk) has(name string) bool {
	_, has := j.text[name]
	return has
}

// bytes decodes a member, which must be there.
func (j *jwk) bytes(name string) ([]byte, error) {
	text, has := j.text[name]
	if !has {
		return nil, failed(dataError, "The JSON Web Key has no %s", name)
	}
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, failed(dataError, "The JSON Web Key's %s is not base64url", name)
	}
	return data, nil
}

// newJWK makes a key of a type with these members: name, bytes, name, bytes, …
func newJWK(kty string, members ...any) *jwk {
	j := &jwk{text: map[string]string{"kty": kty}}
	for i := 0; i+1 < len(members); i += 2 {
		j.text[members[i].(string)] = base64.RawURLEncoding.EncodeToString(members[i+1].([]byte))
	}
	return j
}
