package webcrypto

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
)

func (a *algorithm) importEC(in imported, name string) (*key, error) {
	material, err := a.ecMaterial(in, name)
	if err != nil {
		return nil, err
	}
	k := &key{kind: "public", curve: name, material: material}
	curve := curveOf(name)
	switch m := material.(type) {
	case *ecdsa.PrivateKey:
		k.kind = "private"
		if m.Curve != curve {
			err = otherCurve(name)
		}
	case *ecdsa.PublicKey:
		if m.Curve != curve {
			err = otherCurve(name)
		}
	}
	return k, err
}

func otherCurve(name string) error {
	return failed(dataError, "The key is not one of the curve %s", name)
}

// ecMaterial is an *ecdsa.PublicKey or an *ecdsa.PrivateKey.
func (a *algorithm) ecMaterial(in imported, name string) (any, error) {
	allowed := a.publicUsages
	switch in.format {
	case "pkcs8":
		allowed = a.ownUsages
	case "jwk":
		allowed = a.jwkUsages(in.jwk)
	}
	if err := a.checkUsages(in.usages, allowed); err != nil {
		return nil, err
	}
	switch in.format {
	case "raw":
		return point(curveOf(name), in.data)
	case "spki":
		return spkiEC(in.data, name)
	case "pkcs8":
		return parsedAs[*ecdsa.PrivateKey](x509.ParsePKCS8PrivateKey(in.data))
	}
	alg := ""
	if a.name == "ECDSA" {
		alg = map[string]string{"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}[name]
	}
	if err := in.jwk.check(in, "EC", a.use(), alg); err != nil {
		return nil, err
	}
	return in.jwk.ec(name)
}

// point is a public key, compressed or not (SEC 1, 2.3.4).
func point(curve elliptic.Curve, data []byte) (any, error) {
	if len(data) > 0 && (data[0] == 2 || data[0] == 3) {
		x, y := elliptic.UnmarshalCompressed(curve, data)
		if x == nil {
			return nil, failed(dataError, "The key is no point of the curve")
		}
		size := fieldSize(curve)
		data = append([]byte{4}, make([]byte, 2*size)...)
		x.FillBytes(data[1 : 1+size])
		y.FillBytes(data[1+size:])
	}
	public, err := ecdsa.ParseUncompressedPublicKey(curve, data)
	if err != nil {
		return nil, failed(dataError, "The key is no point of the curve: %v", err)
	}
	return public, nil
}

// spkiEC is as x509.ParsePKIXPublicKey, which takes no compressed points.
func spkiEC(data []byte, name string) (any, error) {
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		PublicKey asn1.BitString
	}
	if rest, err := asn1.Unmarshal(data, &info); err != nil || len(rest) > 0 {
		return nil, failed(dataError, "The key cannot be read: it is no SubjectPublicKeyInfo")
	}
	if first := info.PublicKey.Bytes; len(first) == 0 || first[0] == 4 {
		return parsedAs[*ecdsa.PublicKey](x509.ParsePKIXPublicKey(data))
	}
	var curve asn1.ObjectIdentifier
	if _, err := asn1.Unmarshal(info.Algorithm.Parameters.FullBytes, &curve); err != nil || !curve.Equal(curveID(name)) ||
		!info.Algorithm.Algorithm.Equal(asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}) {
		return nil, otherCurve(name)
	}
	return point(curveOf(name), info.PublicKey.Bytes)
}

// curveID is RFC 5480, 2.1.1.1.
func curveID(name string) asn1.ObjectIdentifier {
	switch name {
	case "P-256":
		return asn1.ObjectIdentifier{1, 2, 840, 10045, 3, 1, 7}
	case "P-384":
		return asn1.ObjectIdentifier{1, 3, 132, 0, 34}
	}
	return asn1.ObjectIdentifier{1, 3, 132, 0, 35}
}

// ec is the key of a JSON Web Key (RFC 7518, 6.2).
func (j *jwk) ec(name string) (any, error) {
	if j.text["crv"] != name {
		return nil, otherCurve(name)
	}
	curve := curveOf(name)
	size := fieldSize(curve)
	raw := []byte{4}
	for _, coordinate := range []string{"x", "y"} {
		data, err := j.bytes(coordinate)
		if err != nil {
			return nil, err
		}
		if len(data) != size {
			return nil, failed(dataError, "The JSON Web Key's %s has %d bytes, not %d", coordinate, len(data), size)
		}
		raw = append(raw, data...)
	}
	public, err := point(curve, raw)
	if err != nil || !j.has("d") {
		return public, err
	}
	d, err := j.bytes("d")
	if err != nil {
		return nil, err
	}
	private, err := ecdsa.ParseRawPrivateKey(curve, d)
	if err != nil || !private.PublicKey.Equal(public) {
		return nil, failed(dataError, "The private and the public half of the JSON Web Key do not fit")
	}
	return private, nil
}

func (a *algorithm) exportEC(k *key, format string) (exported, error) {
	private, _ := k.material.(*ecdsa.PrivateKey)
	public, isPublic := k.material.(*ecdsa.PublicKey)
	switch {
	case format == "raw" && isPublic:
		return der(public.Bytes())
	case format == "spki" && isPublic:
		return der(x509.MarshalPKIXPublicKey(public))
	case format == "pkcs8" && !isPublic:
		return der(x509.MarshalPKCS8PrivateKey(private))
	case format != "jwk":
		return exported{}, wrongExport(k, format)
	}
	if !isPublic {
		public = &private.PublicKey
	}
	raw, err := public.Bytes()
	if err != nil {
		return exported{}, err
	}
	size := fieldSize(public.Curve)
	j := newJWK("EC", "x", raw[1:1+size], "y", raw[1+size:])
	j.text["crv"] = k.curve
	if isPublic {
		return exported{jwk: j}, nil
	}
	d, err := private.Bytes()
	if err != nil {
		return exported{}, err
	}
	j.text["d"] = newJWK("", "d", new(big.Int).SetBytes(d).FillBytes(make([]byte, size))).text["d"]
	return exported{jwk: j}, nil
}
