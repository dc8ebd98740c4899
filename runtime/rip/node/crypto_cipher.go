package node

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"regexp"

	"github.com/dop251/goja"
)

// cipherName is an algorithm of createCipheriv: AES with a length and a mode.
var cipherName = regexp.MustCompile(`^(?:id-)?aes-?(128|192|256)-?(gcm|cbc|ctr)$`)

// newCipher is (algorithm, key, iv, decrypt) to an object whose finish is (data,
// additional data, tag, padding) to [output, tag]. All of it at the end: what is
// decrypted is given out only after its tag was checked.
func (h *host) newCipher(call goja.FunctionCall) goja.Value {
	name := cipherName.FindStringSubmatch(call.Argument(0).String())
	if name == nil {
		panic(h.failure("Error", "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher: %s (there are aes-128, -192 and -256 in the modes gcm, cbc and ctr)", call.Argument(0)))
	}
	key, iv := clone(h.bytes(call.Argument(1), "key")), clone(h.bytes(call.Argument(2), "iv"))
	if want := map[string]int{"128": 16, "192": 24, "256": 32}[name[1]]; len(key) != want {
		panic(h.failure("RangeError", "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length"))
	}
	if name[2] != "gcm" && len(iv) != aes.BlockSize || len(iv) == 0 {
		panic(h.failure("TypeError", "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector"))
	}
	block, err := aes.NewCipher(key)
	must(err)
	decrypt := call.Argument(3).ToBoolean()
	o := h.vm.NewObject()
	must(o.Set("mode", name[2]))
	must(o.Set("finish", func(call goja.FunctionCall) goja.Value {
		data, more := clone(h.bytes(call.Argument(0), "data")), h.bytes(call.Argument(1), "aad")
		var tag []byte
		switch name[2] {
		case "gcm":
			given, _ := h.vm.Bytes(call.Argument(2))
			data, tag, err = gcm(block, iv, data, more, given, decrypt)
		case "cbc":
			data, err = cbc(block, iv, data, call.Argument(3).ToBoolean(), decrypt)
		default:
			cipher.NewCTR(block, iv).XORKeyStream(data, data)
		}
		if err != nil {
			panic(h.failure("Error", "ERR_OSSL_BAD_DECRYPT", "%s", err))
		}
		return h.vm.NewArray(h.newBuffer(data), h.newBuffer(tag))
	}))
	return o
}

var errAuthentic = errors.New("unsupported state or unable to authenticate data")

func gcm(block cipher.Block, iv, data, more, tag []byte, decrypt bool) (out, newTag []byte, err error) {
	aead, err := cipher.NewGCMWithNonceSize(block, len(iv))
	if err != nil {
		return nil, nil, err
	}
	if !decrypt {
		sealed := aead.Seal(nil, iv, data, more)
		return sealed[:len(data)], sealed[len(data):], nil
	}
	if len(tag) != aead.Overhead() { // shorter ones are a weakness, and nobody's need
		return nil, nil, errAuthentic
	}
	out, err = aead.Open(nil, iv, append(data, tag...), more)
	if err != nil {
		return nil, nil, errAuthentic
	}
	return out, nil, nil
}

func cbc(block cipher.Block, iv, data []byte, padded, decrypt bool) ([]byte, error) {
	if !decrypt && padded {
		pad := aes.BlockSize - len(data)%aes.BlockSize
		data = append(data, bytes.Repeat([]byte{byte(pad)}, pad)...)
	}
	if len(data)%aes.BlockSize != 0 {
		return nil, errors.New("wrong final block length")
	}
	if !decrypt {
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
		return data, nil
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data)
	if !padded {
		return data, nil
	}
	if len(data) == 0 {
		return nil, errors.New("wrong final block length")
	}
	pad := int(data[len(data)-1])
	if pad == 0 || pad > aes.BlockSize || !bytes.Equal(data[len(data)-pad:], bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, errors.New("bad decrypt")
	}
	return data[:len(data)-pad], nil
}
