package webcrypto

import (
	"crypto/rand"
	"crypto/rsa"
	"math/big"
)

// newRSA is what the RSA algorithms have in common (20 to 22). alg is their
// name in JSON Web Algorithms for a hash.
func newRSA(name string, alg func(hash) string) *algorithm {
	a := &algorithm{name: name, slow: true, publicUsages: []string{"verify"}, ownUsages: []string{"sign"}}
	a.generate = func(p *params) generation {
		bits, h := p.integer("modulusLength", 32), p.hash()
		exponent := new(big.Int).SetBytes(p.bytes("publicExponent"))
		return func() (*key, *key, error) { return generateRSA(bits, exponent, h) }
	}
	a.importKey = func(p *params) importation {
		h := p.hash()
		return func(in imported) (*key, error) { return a.importRSA(in, h, alg(h)) }
	}
	a.exportKey = func(k *key, format string) (exported, error) { return a.exportRSA(k, format, alg(k.hash)) }
	return a
}

// maxRSA bounds the keys that are generated: one of 16384 bits takes minutes.
const maxRSA = 8192

func generateRSA(bits int, exponent *big.Int, h hash) (own, public *key, err error) {
	if exponent.Cmp(big.NewInt(65537)) != 0 {
		return nil, nil, failed(operation, "The public exponent of RSA must be 65537")
	}
	if bits > maxRSA {
		return nil, nil, failed(operation, "An RSA key of %d bits is too long: at most %d", bits, maxRSA)
	}
	private, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		return nil, nil, failed(operation, "An RSA key of %d bits cannot be made: %v", bits, err)
	}
	own = &key{kind: "private", hash: h, bits: bits, material: private}
	return own, &key{kind: "public", hash: h, bits: bits, material: &private.PublicKey}, nil
}

// rsaNumbers are a key's modulus length and public exponent; 0 if it is none of RSA.
func rsaNumbers(k *key) (bits int, exponent []byte) {
	public, _ := k.material.(*rsa.PublicKey)
	if private, ok := k.material.(*rsa.PrivateKey); ok {
		public = &private.PublicKey
	}
	if public == nil {
		return 0, nil
	}
	return public.N.BitLen(), big.NewInt(int64(public.E)).Bytes()
}

// needs is an error unless the key is of that kind.
func (k *key) needs(kind string) error {
	if k.kind != kind {
		return failed(invalidAccess, "This needs a %s key, not a %s one", kind, k.kind)
	}
	return nil
}

// rsaPKCS1 is RSASSA-PKCS1-v1_5 (20).
func rsaPKCS1() *algorithm {
	a := newRSA("RSASSA-PKCS1-v1_5", func(h hash) string { return "RS" + h.number() })
	a.sign = func(*params) transform {
		return func(k *key, data []byte) ([]byte, error) {
			if err := k.needs("private"); err != nil {
				return nil, err
			}
			return rsa.SignPKCS1v15(nil, k.material.(*rsa.PrivateKey), k.hash.std(), k.hash.sum(data))
		}
	}
	a.verify = func(*params) verification {
		return func(k *key, signature, data []byte) (bool, error) {
			if err := k.needs("public"); err != nil {
				return false, err
			}
			return rsa.VerifyPKCS1v15(k.material.(*rsa.PublicKey), k.hash.std(), k.hash.sum(data), signature) == nil, nil
		}
	}
	return a
}

// rsaOAEP is RSA-OAEP (22).
func rsaOAEP() *algorithm {
	a := newRSA("RSA-OAEP", func(h hash) string {
		if h == "SHA-1" {
			return "RSA-OAEP"
		}
		return "RSA-OAEP-" + h.number()
	})
	a.publicUsages, a.ownUsages = []string{"encrypt", "wrapKey"}, []string{"decrypt", "unwrapKey"}
	a.encrypt = func(p *params) transform {
		label := p.optionalBytes("label")
		return func(k *key, data []byte) ([]byte, error) {
			if err := k.needs("public"); err != nil {
				return nil, err
			}
			return rsa.EncryptOAEP(k.hash.new(), rand.Reader, k.material.(*rsa.PublicKey), data, label)
		}
	}
	a.decrypt = func(p *params) transform {
		label := p.optionalBytes("label")
		return func(k *key, data []byte) ([]byte, error) {
			if err := k.needs("private"); err != nil {
				return nil, err
			}
			return rsa.DecryptOAEP(k.hash.new(), nil, k.material.(*rsa.PrivateKey), data, label)
		}
	}
	return a
}
