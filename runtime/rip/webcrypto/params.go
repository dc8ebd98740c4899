package webcrypto

import (
	"bytes"
	"math"

	"github.com/dop251/goja"
)

// params are the members of the object that names an algorithm. Its methods
// throw what Web IDL's conversions throw.
type params struct {
	platform *platform
	object   *goja.Object // nil: the algorithm was named by a string
	of       string       // the algorithm
}

// get returns a member, nil when it is missing.
func (p *params) get(name string) goja.Value {
	if p.object == nil {
		return nil
	}
	v := p.object.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

func (p *params) need(name string) goja.Value {
	v := p.get(name)
	if v == nil {
		panic(p.platform.vm.NewTypeError("%s needs %s", p.of, name))
	}
	return v
}

// bytes is a member that is a BufferSource, copied.
func (p *params) bytes(name string) []byte {
	data, ok := p.platform.vm.Bytes(p.need(name))
	if !ok {
		panic(p.platform.vm.NewTypeError("%s of %s must be an ArrayBuffer or a view of one", name, p.of))
	}
	return bytes.Clone(data)
}

// optionalBytes is as bytes; nil when it is missing.
func (p *params) optionalBytes(name string) []byte {
	if p.get(name) == nil {
		return nil
	}
	return p.bytes(name)
}

// integer is a member that is an [EnforceRange] integer of so many bits.
func (p *params) integer(name string, bits int) int {
	return p.platform.integer(p.need(name), bits, name)
}

// optionalInteger is as integer; false when it is missing.
func (p *params) optionalInteger(name string, bits int) (int, bool) {
	if p.get(name) == nil {
		return 0, false
	}
	return p.integer(name, bits), true
}

func (p *platform) integer(v goja.Value, bits int, name string) int {
	f := math.Trunc(v.ToNumber().ToFloat())
	if math.IsNaN(f) || f < 0 || f >= math.Exp2(float64(bits)) {
		panic(p.vm.NewTypeError("%s must be an integer of %d bits", name, bits))
	}
	return int(f)
}

// hash is a member that names a digest.
func (p *params) hash() hash {
	a, _ := p.platform.find(p.need("hash"))
	if a.digest == nil {
		p.platform.check(failed(notSupported, "%s is no hash", a.name))
	}
	return hash(a.name)
}

// curve is the member namedCurve.
func (p *params) curve() string { return p.need("namedCurve").String() }

// key is a member that is a CryptoKey.
func (p *params) key(name string) *key {
	k, ok := p.platform.keyClass.Of(p.need(name))
	if !ok {
		panic(p.platform.vm.NewTypeError("%s of %s must be a CryptoKey", name, p.of))
	}
	return k
}
