package node

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"hash"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/blake2b"
	"golang.org/x/crypto/blake2s"
)

// hashNames are the digests that there are.
func hashNames() []string {
	return []string{
		"blake2b512", "blake2s256", "md5", "sha1", "sha224", "sha256", "sha3-224", "sha3-256", "sha3-384", "sha3-512",
		"sha384", "sha512", "sha512-224", "sha512-256",
	}
}

// digestOf is the digest of that name; there is none: throws.
func (h *host) digestOf(name string) func() hash.Hash {
	switch strings.ToLower(name) {
	case "md5":
		return md5.New
	case "sha1", "sha-1":
		return sha1.New
	case "sha224", "sha-224":
		return sha256.New224
	case "sha256", "sha-256":
		return sha256.New
	case "sha384", "sha-384":
		return sha512.New384
	case "sha512", "sha-512":
		return sha512.New
	case "sha512-224":
		return sha512.New512_224
	case "sha512-256":
		return sha512.New512_256
	case "sha3-224":
		return func() hash.Hash { return sha3.New224() }
	case "sha3-256":
		return func() hash.Hash { return sha3.New256() }
	case "sha3-384":
		return func() hash.Hash { return sha3.New384() }
	case "sha3-512":
		return func() hash.Hash { return sha3.New512() }
	case "blake2b512":
		return unkeyed(blake2b.New512)
	case "blake2s256":
		return unkeyed(blake2s.New256)
	}
	panic(h.failure("Error", "ERR_OSSL_EVP_UNSUPPORTED", "Digest method not supported: %s", name))
}

// unkeyed is a hash that can have a key, without one: then it cannot fail.
func unkeyed(make func(key []byte) (hash.Hash, error)) func() hash.Hash {
	return func() hash.Hash {
		sum, err := make(nil)
		must(err)
		return sum
	}
}

// hashObject is a hash for crypto.js.
func (h *host) hashObject(sum hash.Hash) goja.Value {
	o := h.vm.NewObject()
	must(o.Set("update", func(call goja.FunctionCall) goja.Value {
		sum.Write(h.bytes(call.Argument(0), "data"))
		return goja.Undefined()
	}))
	must(o.Set("digest", func(goja.FunctionCall) goja.Value { return h.newBuffer(sum.Sum(nil)) }))
	must(o.Set("copy", func(goja.FunctionCall) goja.Value {
		cloner, ok := sum.(hash.Cloner)
		if !ok {
			panic(h.unsupported("node:crypto: copy of this hash"))
		}
		copied, err := cloner.Clone()
		must(err)
		return h.hashObject(copied)
	}))
	return o
}
