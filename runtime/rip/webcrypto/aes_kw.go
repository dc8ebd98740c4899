package webcrypto

import (
	"bytes"
	"crypto/aes"
	"crypto/subtle"
	"encoding/binary"
)

// aesKW is AES-KW (30), the key wrap of RFC 3394.
func aesKW() *algorithm {
	a := newAES("AES-KW", "KW", "wrapKey", "unwrapKey")
	a.wrap = func(*params) transform { return wrapRFC3394 }
	a.unwrap = func(*params) transform { return unwrapRFC3394 }
	return a
}

// kwStart is the value that the check register begins with (RFC 3394 2.2.3.1).
const kwStart = "\xa6\xa6\xa6\xa6\xa6\xa6\xa6\xa6"

// wrapRFC3394 is section 2.2.1.
func wrapRFC3394(k *key, data []byte) ([]byte, error) {
	if len(data) < 16 || len(data)%8 != 0 {
		return nil, failed(operation, "AES-KW wraps keys of 16, 24, 32 … bytes, not of %d", len(data))
	}
	b := block(k)
	out := append([]byte(kwStart), data...)
	var register [aes.BlockSize]byte
	copy(register[:8], kwStart)
	n := len(data) / 8
	for step := range 6 * n {
		at := out[(step%n+1)*8:][:8]
		copy(register[8:], at)
		b.Encrypt(register[:], register[:])
		copy(at, register[8:])
		count(register[:8], step+1)
	}
	copy(out, register[:8])
	return out, nil
}

// unwrapRFC3394 is section 2.2.2.
func unwrapRFC3394(k *key, wrapped []byte) ([]byte, error) {
	if len(wrapped) < 24 || len(wrapped)%8 != 0 {
		return nil, failed(operation, "AES-KW cannot have wrapped a key into %d bytes", len(wrapped))
	}
	b := block(k)
	out := bytes.Clone(wrapped[8:])
	var register [aes.BlockSize]byte
	copy(register[:8], wrapped)
	n := len(out) / 8
	for step := 6*n - 1; step >= 0; step-- {
		at := out[step%n*8:][:8]
		count(register[:8], step+1)
		copy(register[8:], at)
		b.Decrypt(register[:], register[:])
		copy(at, register[8:])
	}
	if subtle.ConstantTimeCompare(register[:8], []byte(kwStart)) != 1 {
		return nil, failed(operation, "The wrapped key was changed, or the unwrapping key is another")
	}
	return out, nil
}

// count mixes the number of a step into the register.
func count(register []byte, step int) {
	binary.BigEndian.PutUint64(register, binary.BigEndian.Uint64(register)^uint64(step))
}
