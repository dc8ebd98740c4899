package webcrypto

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/asn1"
	"math/big"
)

// curveOf is the curve of that name; nil: none.
func curveOf(name string) elliptic.Curve {
	switch name {
	case "P-256":
		return elliptic.P256()
	case "P-384":
		return elliptic.P384()
	case "P-521":
		return elliptic.P521()
	}
	return nil
}

// newEC is what ECDSA and ECDH have in common (23 and 24): keys are
// *ecdsa.PrivateKey and *ecdsa.PublicKey in both.
func newEC(name string) *algorithm {
	a := &algorithm{name: name}
	a.generate = func(p *params) generation {
		name := p.curve()
		return func() (*key, *key, error) {
			curve := curveOf(name)
			if curve == nil {
				return nil, nil, noCurve(name)
			}
			private, err := ecdsa.GenerateKey(curve, rand.Reader)
			if err != nil {
				return nil, nil, err
			}
			own := &key{kind: "private", curve: name, material: private}
			return own, &key{kind: "public", curve: name, material: &private.PublicKey}, nil
		}
	}
	a.importKey = func(p *params) importation {
		name := p.curve()
		return func(in imported) (*key, error) {
			if curveOf(name) == nil {
				return nil, noCurve(name)
			}
			return a.importEC(in, name)
		}
	}
	a.exportKey = a.exportEC
	return a
}

func noCurve(name string) error {
	return failed(notSupported, "There is no curve %q: there are P-256, P-384 and P-521", name)
}

// ecdsaAlgorithm is ECDSA (23).
func ecdsaAlgorithm() *algorithm {
	a := newEC("ECDSA")
	a.publicUsages, a.ownUsages = []string{"verify"}, []string{"sign"}
	a.sign = func(p *params) transform {
		h := p.hash()
		return func(k *key, data []byte) ([]byte, error) { return signECDSA(k, h.sum(data)) }
	}
	a.verify = func(p *params) verification {
		h := p.hash()
		return func(k *key, signature, data []byte) (bool, error) { return verifyECDSA(k, h.sum(data), signature) }
	}
	return a
}

// ecdsaPair is a signature as Go writes it; WebCrypto has the two numbers one
// after the other, each as long as the curve's (IEEE P1363).
type ecdsaPair struct{ R, S *big.Int }

func signECDSA(k *key, digest []byte) ([]byte, error) {
	if err := k.needs("private"); err != nil {
		return nil, err
	}
	private := k.material.(*ecdsa.PrivateKey)
	written, err := ecdsa.SignASN1(rand.Reader, private, digest)
	if err != nil {
		return nil, err
	}
	var pair ecdsaPair
	if _, err := asn1.Unmarshal(written, &pair); err != nil {
		return nil, err
	}
	size := fieldSize(private.Curve)
	signature := make([]byte, 2*size)
	pair.R.FillBytes(signature[:size])
	pair.S.FillBytes(signature[size:])
	return signature, nil
}

func verifyECDSA(k *key, digest, signature []byte) (bool, error) {
	if err := k.needs("public"); err != nil {
		return false, err
	}
	public := k.material.(*ecdsa.PublicKey)
	size := fieldSize(public.Curve)
	if len(signature) != 2*size {
		return false, nil
	}
	written, err := asn1.Marshal(ecdsaPair{new(big.Int).SetBytes(signature[:size]), new(big.Int).SetBytes(signature[size:])})
	if err != nil {
		return false, err
	}
	return ecdsa.VerifyASN1(public, digest, written), nil
}

// fieldSize is how many bytes a coordinate has.
func fieldSize(c elliptic.Curve) int { return (c.Params().BitSize + 7) / 8 }
