package webcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"math/big"
)

// aesCTR is AES-CTR (27), where only the last bits of the block count.
func aesCTR() *algorithm {
	a := newAES("AES-CTR", "CTR", "encrypt", "decrypt", "wrapKey", "unwrapKey")
	crypt := func(p *params) transform {
		counter, length := p.bytes("counter"), p.integer("length", 8)
		return func(k *key, data []byte) ([]byte, error) { return ctr(block(k), counter, length, data) }
	}
	a.encrypt, a.decrypt = crypt, crypt
	return a
}

// ctr encrypts data in place. Go counts with all 128 bits, so that where the
// last length of them begin anew we do, too.
func ctr(b cipher.Block, counter []byte, length int, data []byte) ([]byte, error) {
	if len(counter) != aes.BlockSize {
		return nil, failed(operation, "The counter of AES-CTR has %d bytes, not %d", aes.BlockSize, len(counter))
	}
	if length == 0 || length > 128 {
		return nil, failed(operation, "The counter of AES-CTR cannot have %d bits", length)
	}
	blocks := big.NewInt(int64((len(data) + aes.BlockSize - 1) / aes.BlockSize))
	all := new(big.Int).Lsh(big.NewInt(1), uint(length))
	if blocks.Cmp(all) > 0 {
		return nil, failed(operation, "The data is too long for a counter of %d bits", length)
	}
	start := new(big.Int).SetBytes(counter)
	fixed, at := new(big.Int), new(big.Int)
	fixed.Mul(fixed.Div(start, all), all)
	at.Mod(start, all)
	left := new(big.Int).Sub(all, at) // blocks until it begins anew
	if blocks.Cmp(left) <= 0 {
		cipher.NewCTR(b, counter).XORKeyStream(data, data)
		return data, nil
	}
	first := int(left.Int64()) * aes.BlockSize
	cipher.NewCTR(b, counter).XORKeyStream(data[:first], data[:first])
	cipher.NewCTR(b, fixed.FillBytes(make([]byte, aes.BlockSize))).XORKeyStream(data[first:], data[first:])
	return data, nil
}
