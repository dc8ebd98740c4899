package webcrypto

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
)

// keySize is how long the keys of both curves are, public and private.
const keySize = 32

// newOKP is what Ed25519 and X25519 have in common (25 and 26): keys are of the
// Go types that private and public make of their bytes.
func newOKP[Private, Public any](name string, private func([]byte) (Private, error), public func([]byte) (Public, error)) *algorithm {
	a := &algorithm{name: name}
	a.importKey = func(*params) importation {
		return func(in imported) (*key, error) {
			if err := a.checkUsages(in.usages, a.okpUsages(in)); err != nil {
				return nil, err
			}
			switch in.format {
			case "raw":
				return okpKey("public", in.data, public)
			case "spki":
				m, err := parsedAs[Public](x509.ParsePKIXPublicKey(in.data))
				return &key{kind: "public", material: m}, err
			case "pkcs8":
				m, err := parsedAs[Private](x509.ParsePKCS8PrivateKey(in.data))
				return &key{kind: "private", material: m}, err
			}
			return importOKP(a, in, private, public)
		}
	}
	a.exportKey = a.exportOKP
	return a
}

func (a *algorithm) okpUsages(in imported) []string {
	switch {
	case in.format == "pkcs8":
		return a.ownUsages
	case in.jwk != nil:
		return a.jwkUsages(in.jwk)
	}
	return a.publicUsages
}

func okpKey[T any](kind string, data []byte, parse func([]byte) (T, error)) (*key, error) {
	m, err := parse(data)
	if err != nil {
		return nil, failed(dataError, "The key cannot be read: %v", err)
	}
	return &key{kind: kind, material: m}, nil
}

// importOKP is the key of a JSON Web Key (RFC 8037, 2).
func importOKP[Private, Public any](a *algorithm, in imported, private func([]byte) (Private, error), public func([]byte) (Public, error)) (*key, error) {
	if in.jwk.text["crv"] != a.name {
		return nil, otherCurve(a.name)
	}
	alg := ""
	if a.sign != nil && in.jwk.text["alg"] != "EdDSA" {
		alg = a.name
	}
	if err := in.jwk.check(in, "OKP", a.use(), alg); err != nil {
		return nil, err
	}
	x, err := in.jwk.bytes("x")
	if err != nil {
		return nil, err
	}
	if !in.jwk.has("d") {
		return okpKey("public", x, public)
	}
	d, err := in.jwk.bytes("d")
	if err != nil {
		return nil, err
	}
	k, err := okpKey("private", d, private)
	if err != nil {
		return nil, err
	}
	if _, own := okpBytes(k.material); !bytes.Equal(own, x) {
		return nil, failed(dataError, "The private and the public half of the JSON Web Key do not fit")
	}
	return k, nil
}

// okpBytes are the bytes of a key; private is nil for a public one.
func okpBytes(material any) (private, public []byte) {
	switch m := material.(type) {
	case *ecdh.PrivateKey:
		return m.Bytes(), m.PublicKey().Bytes()
	case *ecdh.PublicKey:
		return nil, m.Bytes()
	case ed25519.PrivateKey:
		return m.Seed(), m.Public().(ed25519.PublicKey)
	}
	return nil, material.(ed25519.PublicKey)
}

func (a *algorithm) exportOKP(k *key, format string) (exported, error) {
	private, public := okpBytes(k.material)
	switch {
	case format == "raw" && private == nil:
		return exported{data: bytes.Clone(public)}, nil
	case format == "spki" && private == nil:
		return der(x509.MarshalPKIXPublicKey(k.material))
	case format == "pkcs8" && private != nil:
		return der(x509.MarshalPKCS8PrivateKey(k.material))
	case format != "jwk":
		return exported{}, wrongExport(k, format)
	}
	j := newJWK("OKP", "x", public)
	j.text["crv"] = a.name
	if a.sign != nil {
		j.text["alg"] = a.name
	}
	if private != nil {
		j.text["d"] = base64.RawURLEncoding.EncodeToString(private)
	}
	return exported{jwk: j}, nil
}

// ed25519Algorithm is Ed25519 (25).
func ed25519Algorithm() *algorithm {
	a := newOKP("Ed25519", ed25519Private, ed25519Public)
	a.publicUsages, a.ownUsages = []string{"verify"}, []string{"sign"}
	a.generate = func(*params) generation {
		return func() (*key, *key, error) {
			public, private, err := ed25519.GenerateKey(rand.Reader)
			return &key{kind: "private", material: private}, &key{kind: "public", material: public}, err
		}
	}
	a.sign = func(*params) transform {
		return func(k *key, data []byte) ([]byte, error) {
			if err := k.needs("private"); err != nil {
				return nil, err
			}
			return k.material.(ed25519.PrivateKey).Sign(nil, data, crypto.Hash(0))
		}
	}
	a.verify = func(*params) verification {
		return func(k *key, signature, data []byte) (bool, error) {
			if err := k.needs("public"); err != nil {
				return false, err
			}
			return ed25519.Verify(k.material.(ed25519.PublicKey), data, signature), nil
		}
	}
	return a
}

func ed25519Private(seed []byte) (ed25519.PrivateKey, error) {
	if len(seed) != keySize {
		return nil, failed(dataError, "it has %d bytes, not %d", len(seed), keySize)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func ed25519Public(data []byte) (ed25519.PublicKey, error) {
	if len(data) != keySize {
		return nil, failed(dataError, "it has %d bytes, not %d", len(data), keySize)
	}
	return data, nil
}
