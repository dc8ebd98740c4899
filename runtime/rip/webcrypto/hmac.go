package webcrypto

import (
	"crypto/hmac"
	"crypto/rand"
)

// hmacAlgorithm is HMAC (31).
func hmacAlgorithm() *algorithm {
	a := &algorithm{name: "HMAC", ownUsages: []string{"sign", "verify"}}
	a.sign = func(*params) transform {
		return func(k *key, data []byte) ([]byte, error) { return hmacOf(k, data), nil }
	}
	a.verify = func(*params) verification {
		return func(k *key, signature, data []byte) (bool, error) { return hmac.Equal(signature, hmacOf(k, data)), nil }
	}
	a.generate = func(p *params) generation {
		h := p.hash()
		bits, err := hmacLength(p, h)
		return func() (*key, *key, error) {
			if err != nil {
				return nil, nil, err
			}
			secret := make([]byte, (bits+7)/8)
			_, _ = rand.Read(secret) // it never fails
			return &key{kind: "secret", hash: h, bits: bits, material: cut(secret, bits)}, nil, nil
		}
	}
	a.keyLength = func(p *params) (int, error) { return hmacLength(p, p.hash()) }
	a.importKey = func(p *params) importation {
		h := p.hash()
		bits, given := p.optionalInteger("length", 32)
		return func(in imported) (*key, error) { return a.importHMAC(in, h, bits, given) }
	}
	a.exportKey = func(k *key, format string) (exported, error) {
		return a.exportSecret(k, format, "HS"+k.hash.number())
	}
	return a
}

func hmacOf(k *key, data []byte) []byte {
	mac := hmac.New(k.hash.new, k.secret())
	mac.Write(data)
	return mac.Sum(nil)
}

// hmacLength is the length of a key in bits: a block of the hash unless it is given.
func hmacLength(p *params, h hash) (int, error) {
	bits, given := p.optionalInteger("length", 32)
	if !given {
		return h.new().BlockSize() * 8, nil
	}
	if bits == 0 || bits > maxSecret*8 {
		return 0, failed(operation, "An HMAC key cannot have %d bits", bits)
	}
	return bits, nil
}

// maxSecret bounds the secret keys that are generated, in bytes.
const maxSecret = 1 << 20

func (a *algorithm) importHMAC(in imported, h hash, bits int, given bool) (*key, error) {
	secret, err := a.importSecret(in, "HS"+h.number(), "sig")
	if err != nil {
		return nil, err
	}
	have := len(secret) * 8
	if have == 0 {
		return nil, failed(dataError, "An HMAC key cannot be empty")
	}
	if !given {
		bits = have
	}
	if bits > have || bits <= have-8 {
		return nil, failed(dataError, "An HMAC key of %d bytes cannot have %d bits", len(secret), bits)
	}
	return &key{kind: "secret", hash: h, bits: bits, material: cut(secret, bits)}, nil
}

// cut clears the bits of the last byte that do not count.
func cut(data []byte, bits int) []byte {
	if rest := bits % 8; rest != 0 {
		data[len(data)-1] &= 0xff << (8 - rest)
	}
	return data
}
