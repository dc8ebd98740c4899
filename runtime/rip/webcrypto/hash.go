package webcrypto

import (
	"crypto"
	_ "crypto/sha1" // for crypto.SHA1
	_ "crypto/sha256"
	_ "crypto/sha512"
	stdhash "hash"
	"strings"
)

// hash is a digest by its name: "SHA-256".
type hash string

// std is Go's name of it.
func (h hash) std() crypto.Hash {
	switch h {
	case "SHA-1":
		return crypto.SHA1
	case "SHA-256":
		return crypto.SHA256
	case "SHA-384":
		return crypto.SHA384
	}
	return crypto.SHA512
}

func (h hash) new() stdhash.Hash { return h.std().New() }

// sum is the digest of data.
func (h hash) sum(data []byte) []byte {
	sum := h.new()
	sum.Write(data)
	return sum.Sum(nil)
}

// number is how JSON Web Algorithms call it: "256".
func (h hash) number() string { return strings.TrimPrefix(string(h), "SHA-") }

func digest(name string) *algorithm {
	return &algorithm{name: name, digest: hash(name).sum}
}
