package webcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"strconv"
)

// newAES is what the AES algorithms have in common (27 to 30); suffix is that of
// their names in JSON Web Algorithms: A128GCM.
func newAES(name, suffix string, usages ...string) *algorithm {
	a := &algorithm{name: name, ownUsages: usages}
	alg := func(bits int) string { return "A" + strconv.Itoa(bits) + suffix }
	a.generate = func(p *params) generation {
		bits := p.integer("length", 16)
		return func() (*key, *key, error) {
			if err := aesLength(bits, operation); err != nil {
				return nil, nil, err
			}
			secret := make([]byte, bits/8)
			_, _ = rand.Read(secret) // it never fails
			return &key{kind: "secret", bits: bits, material: secret}, nil, nil
		}
	}
	a.keyLength = func(p *params) (int, error) {
		bits := p.integer("length", 16)
		return bits, aesLength(bits, operation)
	}
	a.importKey = func(*params) importation {
		return func(in imported) (*key, error) {
			if in.jwk != nil && in.jwk.has("k") { // how long it is says which alg it must have
				if secret, err := in.jwk.bytes("k"); err == nil {
					in.data = secret
				}
			}
			bits := len(in.data) * 8
			secret, err := a.importSecret(in, alg(bits), "enc")
			if err == nil {
				err = aesLength(bits, dataError)
			}
			return &key{kind: "secret", bits: bits, material: secret}, err
		}
	}
	a.exportKey = func(k *key, format string) (exported, error) { return a.exportSecret(k, format, alg(k.bits)) }
	return a
}

// aesLength is an error of that name unless AES has keys of so many bits.
func aesLength(bits int, name string) error {
	switch bits {
	case 128, 192, 256:
		return nil
	}
	return failed(name, "An AES key has 128, 192 or 256 bits, not %d", bits)
}

// block is the cipher of an AES key, whose length was checked.
func block(k *key) cipher.Block {
	b, err := aes.NewCipher(k.secret())
	if err != nil {
		panic(err)
	}
	return b
}
