package webcrypto

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/rand"
)

// ecdhAlgorithm is ECDH (24).
func ecdhAlgorithm() *algorithm {
	a := newEC("ECDH")
	a.ownUsages = []string{"deriveKey", "deriveBits"}
	a.deriveBits = a.agreement
	return a
}

// x25519Algorithm is X25519 (26): keys are *ecdh.PrivateKey and *ecdh.PublicKey.
func x25519Algorithm() *algorithm {
	a := newOKP("X25519", ecdh.X25519().NewPrivateKey, ecdh.X25519().NewPublicKey)
	a.ownUsages = []string{"deriveKey", "deriveBits"}
	a.generate = func(*params) generation {
		return func() (*key, *key, error) {
			private, err := ecdh.X25519().GenerateKey(rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			return &key{kind: "private", material: private}, &key{kind: "public", material: private.PublicKey()}, nil
		}
	}
	a.deriveBits = a.agreement
	return a
}

// agreement derives bits from a private key and the other side's public one.
func (a *algorithm) agreement(p *params) derivation {
	other := p.key("public")
	return func(k *key, length int) ([]byte, error) {
		if err := k.needs("private"); err != nil {
			return nil, err
		}
		if err := other.needs("public"); err != nil {
			return nil, err
		}
		if other.algorithm != k.algorithm || other.curve != k.curve {
			return nil, failed(invalidAccess, "The public key is of another algorithm or curve than the private one")
		}
		private, public, err := agreementKeys(k.material, other.material)
		if err != nil {
			return nil, err
		}
		secret, err := private.ECDH(public)
		if err != nil {
			return nil, failed(operation, "The keys do not agree: %v", err)
		}
		return firstBits(secret, length)
	}
}

func agreementKeys(own, other any) (*ecdh.PrivateKey, *ecdh.PublicKey, error) {
	if private, ok := own.(*ecdh.PrivateKey); ok {
		return private, other.(*ecdh.PublicKey), nil
	}
	private, err := own.(*ecdsa.PrivateKey).ECDH()
	if err != nil {
		return nil, nil, err
	}
	public, err := other.(*ecdsa.PublicKey).ECDH()
	return private, public, err
}

// firstBits are the first of secret, all if length is negative.
func firstBits(secret []byte, length int) ([]byte, error) {
	switch {
	case length < 0:
		return secret, nil
	case length > len(secret)*8:
		return nil, failed(operation, "The keys agree on %d bits, not on %d", len(secret)*8, length)
	}
	return cut(secret[:(length+7)/8], length), nil
}
