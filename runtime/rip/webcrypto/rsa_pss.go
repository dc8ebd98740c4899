package webcrypto

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/binary"
	"math/big"
)

// rsaPSS is RSA-PSS (21). Go cannot sign without a salt (its 0 means another
// thing), and neither do we.
func rsaPSS() *algorithm {
	a := newRSA("RSA-PSS", func(h hash) string { return "PS" + h.number() })
	a.sign = func(p *params) transform {
		salt := p.integer("saltLength", 32)
		return func(k *key, data []byte) ([]byte, error) {
			if err := k.needs("private"); err != nil {
				return nil, err
			}
			if salt == 0 {
				return nil, failed(notSupported, "RSA-PSS without a salt cannot sign here: let saltLength be that of the hash, %d", k.hash.std().Size())
			}
			options := rsa.PSSOptions{SaltLength: salt}
			return rsa.SignPSS(rand.Reader, k.material.(*rsa.PrivateKey), k.hash.std(), k.hash.sum(data), &options)
		}
	}
	a.verify = func(p *params) verification {
		salt := p.integer("saltLength", 32)
		return func(k *key, signature, data []byte) (bool, error) {
			if err := k.needs("public"); err != nil {
				return false, err
			}
			public := k.material.(*rsa.PublicKey)
			if salt == 0 {
				return verifyUnsalted(public, k.hash, k.hash.sum(data), signature), nil
			}
			options := rsa.PSSOptions{SaltLength: salt}
			return rsa.VerifyPSS(public, k.hash.std(), k.hash.sum(data), signature, &options) == nil, nil
		}
	}
	return a
}

// verifyUnsalted is RSASSA-PSS-VERIFY with an empty salt (RFC 8017, 8.1.2),
// which is the same as comparing with what would have been signed.
func verifyUnsalted(public *rsa.PublicKey, h hash, digest, signature []byte) bool {
	if len(signature) != public.Size() {
		return false
	}
	s := new(big.Int).SetBytes(signature)
	if s.Cmp(public.N) >= 0 {
		return false
	}
	bits := public.N.BitLen() - 1
	size := (bits + 7) / 8
	if size < h.std().Size()+2 {
		return false
	}
	s.Exp(s, big.NewInt(int64(public.E)), public.N)
	if s.BitLen() > bits {
		return false
	}
	return bytes.Equal(s.FillBytes(make([]byte, size)), encodeUnsalted(h, digest, bits))
}

// encodeUnsalted is EMSA-PSS-ENCODE with an empty salt (RFC 8017, 9.1.1).
func encodeUnsalted(h hash, digest []byte, bits int) []byte {
	hashed := h.sum(append(make([]byte, 8), digest...))
	encoded := make([]byte, (bits+7)/8)
	masked := encoded[:len(encoded)-len(hashed)-1]
	masked[len(masked)-1] = 1
	var counter [4]byte
	for done := 0; done < len(masked); {
		block := h.sum(append(bytes.Clone(hashed), counter[:]...))
		for _, b := range block[:min(len(block), len(masked)-done)] {
			masked[done] ^= b
			done++
		}
		binary.BigEndian.PutUint32(counter[:], binary.BigEndian.Uint32(counter[:])+1)
	}
	masked[0] &= 0xff >> (8*len(encoded) - bits)
	copy(encoded[len(masked):], hashed)
	encoded[len(encoded)-1] = 0xbc
	return encoded
}
