package webcrypto

// importSecret is the bytes of a secret key in the formats raw and jwk. alg is
// its "alg" in a JSON Web Key, use its "use".
func (a *algorithm) importSecret(in imported, alg, use string) ([]byte, error) {
	if err := a.checkUsages(in.usages, a.ownUsages); err != nil {
		return nil, err
	}
	switch in.format {
	case "raw":
		return in.data, nil
	case "jwk":
		secret, err := in.jwk.bytes("k")
		if in.jwk.text["kty"] == "oct" && err != nil {
			return nil, err
		}
		return secret, in.jwk.check(in, "oct", use, alg)
	}
	return nil, a.noFormat(in.format)
}

// exportSecret is the other way round.
func (a *algorithm) exportSecret(k *key, format, alg string) (exported, error) {
	switch format {
	case "raw":
		return exported{data: append([]byte{}, k.secret()...)}, nil
	case "jwk":
		j := newJWK("oct", "k", k.secret())
		j.text["alg"] = alg
		return exported{jwk: j}, nil
	}
	return exported{}, a.noFormat(format)
}
