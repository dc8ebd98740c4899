package webcrypto

import (
	"crypto/hkdf"
	"crypto/pbkdf2"
)

// hkdfAlgorithm is HKDF (32).
func hkdfAlgorithm() *algorithm {
	a := newKDF("HKDF")
	a.deriveBits = func(p *params) derivation {
		h, salt, info := p.hash(), p.bytes("salt"), p.bytes("info")
		return func(k *key, length int) ([]byte, error) {
			if err := wholeBytes(length); err != nil {
				return nil, err
			}
			return hkdf.Key(h.new, k.secret(), salt, string(info), length/8)
		}
	}
	return a
}

// pbkdf2Algorithm is PBKDF2 (33).
func pbkdf2Algorithm() *algorithm {
	a := newKDF("PBKDF2")
	a.slow = true
	a.deriveBits = func(p *params) derivation {
		h, salt, iterations := p.hash(), p.bytes("salt"), p.integer("iterations", 32)
		return func(k *key, length int) ([]byte, error) {
			if err := wholeBytes(length); err != nil {
				return nil, err
			}
			if iterations == 0 {
				return nil, failed(operation, "PBKDF2 needs at least one iteration")
			}
			if length == 0 {
				return nil, nil
			}
			return pbkdf2.Key(h.new, string(k.secret()), salt, iterations, length/8)
		}
	}
	return a
}

// newKDF is an algorithm whose keys are there to derive others from.
func newKDF(name string) *algorithm {
	a := &algorithm{name: name, ownUsages: []string{"deriveKey", "deriveBits"}, derivedFrom: true}
	a.importKey = func(*params) importation {
		return func(in imported) (*key, error) {
			if in.format != "raw" {
				return nil, a.noFormat(in.format)
			}
			if err := a.checkUsages(in.usages, a.ownUsages); err != nil {
				return nil, err
			}
			if in.extractable {
				return nil, failed(syntax, "A key of %s cannot be extractable", name)
			}
			return &key{kind: "secret", material: in.data}, nil
		}
	}
	a.keyLength = func(*params) (int, error) { return 0, nil }
	return a
}

// wholeBytes is an error unless so many bits are given and are whole bytes.
func wholeBytes(length int) error {
	if length < 0 || length%8 != 0 {
		return failed(operation, "The length must be given, as a multiple of 8 bits")
	}
	return nil
}
