package webcrypto

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
)

// aesCBC is AES-CBC with the padding of PKCS #7 (28).
func aesCBC() *algorithm {
	a := newAES("AES-CBC", "CBC", "encrypt", "decrypt", "wrapKey", "unwrapKey")
	a.encrypt = func(p *params) transform {
		iv := p.bytes("iv")
		return func(k *key, plain []byte) ([]byte, error) {
			if err := checkIV(iv); err != nil {
				return nil, err
			}
			pad := aes.BlockSize - len(plain)%aes.BlockSize
			out := append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
			cipher.NewCBCEncrypter(block(k), iv).CryptBlocks(out, out)
			return out, nil
		}
	}
	a.decrypt = func(p *params) transform {
		iv := p.bytes("iv")
		return func(k *key, data []byte) ([]byte, error) {
			if err := checkIV(iv); err != nil {
				return nil, err
			}
			if len(data) == 0 || len(data)%aes.BlockSize != 0 {
				return nil, errPadding
			}
			cipher.NewCBCDecrypter(block(k), iv).CryptBlocks(data, data)
			return unpad(data)
		}
	}
	return a
}

func checkIV(iv []byte) error {
	if len(iv) != aes.BlockSize {
		return failed(operation, "The iv of AES-CBC has %d bytes, not %d", aes.BlockSize, len(iv))
	}
	return nil
}

var errPadding = failed(operation, "The data is damaged, or the key is another")

// unpad takes the padding off.
func unpad(data []byte) ([]byte, error) {
	pad := int(data[len(data)-1])
	if pad == 0 || pad > aes.BlockSize {
		return nil, errPadding
	}
	plain, padding := data[:len(data)-pad], data[len(data)-pad:]
	if bytes.Count(padding, []byte{byte(pad)}) != pad {
		return nil, errPadding
	}
	return plain, nil
}
