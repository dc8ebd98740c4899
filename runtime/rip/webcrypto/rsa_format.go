package webcrypto

import (
	"crypto/rsa"
	"crypto/x509"
	"math/big"
)

// use is the "use" of the algorithm's JSON Web Keys.
func (a *algorithm) use() string {
	if a.encrypt != nil || a.deriveBits != nil {
		return "enc"
	}
	return "sig"
}

func (a *algorithm) importRSA(in imported, h hash, alg string) (*key, error) {
	material, err := a.rsaMaterial(in, alg)
	if err != nil {
		return nil, err
	}
	k := &key{kind: "public", hash: h, material: material}
	if private, ok := material.(*rsa.PrivateKey); ok {
		k.kind = "private"
		k.bits = private.N.BitLen()
	}
	return k, nil
}

// rsaMaterial is an *rsa.PublicKey or an *rsa.PrivateKey.
func (a *algorithm) rsaMaterial(in imported, alg string) (any, error) {
	switch in.format {
	case "spki":
		if err := a.checkUsages(in.usages, a.publicUsages); err != nil {
			return nil, err
		}
		return parsedAs[*rsa.PublicKey](x509.ParsePKIXPublicKey(in.data))
	case "pkcs8":
		if err := a.checkUsages(in.usages, a.ownUsages); err != nil {
			return nil, err
		}
		return parsedAs[*rsa.PrivateKey](x509.ParsePKCS8PrivateKey(in.data))
	case "jwk":
		if err := a.checkUsages(in.usages, a.jwkUsages(in.jwk)); err != nil {
			return nil, err
		}
		if err := in.jwk.check(in, "RSA", a.use(), alg); err != nil {
			return nil, err
		}
		return in.jwk.rsa()
	}
	return nil, a.noFormat(in.format)
}

// jwkUsages are what a JSON Web Key may be for: one with d is private.
func (a *algorithm) jwkUsages(j *jwk) []string {
	if j.has("d") {
		return a.ownUsages
	}
	return a.publicUsages
}

// parsedAs is a parsed key if it is of that kind.
func parsedAs[T any](parsed any, err error) (any, error) {
	if err != nil {
		return nil, failed(dataError, "The key cannot be read: %v", err)
	}
	k, ok := parsed.(T)
	if !ok {
		return nil, failed(dataError, "The key is one of another algorithm")
	}
	return k, nil
}

// rsa is the key of a JSON Web Key (RFC 7518, 6.3).
func (j *jwk) rsa() (any, error) {
	var err error
	number := func(name string) *big.Int {
		data, failure := j.bytes(name)
		if failure != nil {
			err = failure
		}
		return new(big.Int).SetBytes(data)
	}
	n, e := number("n"), number("e")
	if err == nil && (!e.IsInt64() || e.Int64() > 1<<31-1 || e.Int64() < 3 || n.Sign() == 0) {
		err = failed(dataError, "The numbers of the RSA key are not possible")
	}
	if err != nil {
		return nil, err
	}
	public := rsa.PublicKey{N: n, E: int(e.Int64())}
	if !j.has("d") {
		return &public, nil
	}
	if j.oth {
		return nil, failed(notSupported, "RSA keys of more than two primes are not supported")
	}
	private := &rsa.PrivateKey{PublicKey: public, D: number("d"), Primes: []*big.Int{number("p"), number("q")}}
	for _, name := range []string{"dp", "dq", "qi"} { // computed anew, but they must be there
		number(name)
	}
	if err != nil {
		return nil, err
	}
	if err := private.Validate(); err != nil {
		return nil, failed(dataError, "The numbers of the RSA key do not fit: %v", err)
	}
	private.Precompute()
	return private, nil
}

func (a *algorithm) exportRSA(k *key, format, alg string) (exported, error) {
	switch {
	case format == "spki" && k.kind == "public":
		return der(x509.MarshalPKIXPublicKey(k.material))
	case format == "pkcs8" && k.kind == "private":
		return der(x509.MarshalPKCS8PrivateKey(k.material))
	case format == "jwk":
		j := rsaJWK(k)
		j.text["alg"] = alg
		return exported{jwk: j}, nil
	case format == "raw":
		return exported{}, a.noFormat(format)
	}
	return exported{}, wrongExport(k, format)
}

// wrongExport is the error for a format that is the other half's of the pair.
func wrongExport(k *key, format string) error {
	return failed(invalidAccess, "A %s key cannot be exported as %s", k.kind, format)
}

func der(data []byte, err error) (exported, error) { return exported{data: data}, err }

func rsaJWK(k *key) *jwk {
	_, e := rsaNumbers(k)
	if public, ok := k.material.(*rsa.PublicKey); ok {
		return newJWK("RSA", "n", public.N.Bytes(), "e", e)
	}
	private := k.material.(*rsa.PrivateKey)
	private.Precompute()
	return newJWK("RSA", "n", private.N.Bytes(), "e", e, "d", private.D.Bytes(),
		"p", private.Primes[0].Bytes(), "q", private.Primes[1].Bytes(),
		"dp", private.Precomputed.Dp.Bytes(), "dq", private.Precomputed.Dq.Bytes(), "qi", private.Precomputed.Qinv.Bytes())
}
