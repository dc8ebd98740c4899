package webcrypto

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/dop251/goja"
)

// maxRandom is how many bytes getRandomValues gives at a time (10.1.1).
const maxRandom = 65536

// getRandomValues fills an integer array and returns it.
func (p *platform) getRandomValues(v goja.Value) goja.Value {
	o, ok := v.(*goja.Object)
	data, isView := p.vm.Bytes(v)
	if !ok || !isView {
		panic(p.vm.NewTypeError("crypto.getRandomValues needs a typed array of integers"))
	}
	kind := o.GetSymbol(goja.SymToStringTag) // the getter of %TypedArray%.prototype
	if kind == nil || !integers(kind.String()) {
		panic(p.thrown(failed(typeMismatch, "crypto.getRandomValues needs a typed array of integers")))
	}
	if len(data) > maxRandom {
		panic(p.thrown(failed(quotaExceeded, "crypto.getRandomValues gives at most %d bytes at a time, not %d", maxRandom, len(data))))
	}
	_, _ = rand.Read(data) // it never fails: Go ends the process instead
	return v
}

// integers is whether a typed array of that name holds integers.
func integers(name string) bool {
	switch name {
	case "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
		"BigInt64Array", "BigUint64Array":
		return true
	}
	return false
}

// randomUUID is a UUID of version 4 (RFC 9562).
func randomUUID() string {
	var id [16]byte
	_, _ = rand.Read(id[:]) // as above
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	var text [36]byte
	for i, part := range [...]struct{ to, from, end int }{{0, 0, 4}, {9, 4, 6}, {14, 6, 8}, {19, 8, 10}, {24, 10, 16}} {
		if i > 0 {
			text[part.to-1] = '-'
		}
		hex.Encode(text[part.to:], id[part.from:part.end])
	}
	return string(text[:])
}
