package webcrypto

import (
	"crypto/cipher"
	"crypto/subtle"
)

// tagSize is that of a whole GCM tag.
const tagSize = 16

// gcmParams are those of one operation.
type gcmParams struct {
	iv, data []byte
	tag      int // bytes
	err      error
}

// aesGCM is AES-GCM (29).
func aesGCM() *algorithm {
	a := newAES("AES-GCM", "GCM", "encrypt", "decrypt", "wrapKey", "unwrapKey")
	a.encrypt = func(p *params) transform {
		g := readGCM(p)
		return func(k *key, plain []byte) ([]byte, error) {
			aead, err := g.aead(k)
			if err != nil {
				return nil, err
			}
			sealed := aead.Seal(nil, g.iv, plain, g.data)
			return sealed[:len(plain)+g.tag], nil
		}
	}
	a.decrypt = func(p *params) transform {
		g := readGCM(p)
		return func(k *key, sealed []byte) ([]byte, error) { return g.open(k, sealed) }
	}
	return a
}

func readGCM(p *params) *gcmParams {
	g := &gcmParams{iv: p.bytes("iv"), data: p.optionalBytes("additionalData"), tag: tagSize}
	if bits, given := p.optionalInteger("tagLength", 8); given {
		switch bits {
		case 32, 64, 96, 104, 112, 120, 128:
			g.tag = bits / 8
		default:
			g.err = failed(operation, "The tag of AES-GCM cannot have %d bits", bits)
		}
	}
	if len(g.iv) == 0 {
		g.err = failed(operation, "The iv of AES-GCM is empty")
	}
	return g
}

func (g *gcmParams) aead(k *key) (cipher.AEAD, error) {
	if g.err != nil {
		return nil, g.err
	}
	return cipher.NewGCMWithNonceSize(block(k), len(g.iv))
}

// open decrypts. Go checks whole tags only, so a shorter one is checked here:
// GCM's cipher is its own inverse, and sealing once more gives the tag.
func (g *gcmParams) open(k *key, sealed []byte) ([]byte, error) {
	aead, err := g.aead(k)
	if err != nil {
		return nil, err
	}
	size := len(sealed) - g.tag
	if size < 0 {
		return nil, failed(operation, "The data is shorter than its tag")
	}
	if g.tag == tagSize {
		plain, err := aead.Open(nil, g.iv, sealed, g.data)
		if err != nil {
			return nil, errTag
		}
		return plain, nil
	}
	plain := aead.Seal(nil, g.iv, sealed[:size], nil)[:size]
	again := aead.Seal(nil, g.iv, plain, g.data)
	if subtle.ConstantTimeCompare(again[size:size+g.tag], sealed[size:]) != 1 {
		return nil, errTag
	}
	return plain, nil
}

var errTag = failed(operation, "The data is not authentic: it was changed, or the key, the iv or the additional data is another")
