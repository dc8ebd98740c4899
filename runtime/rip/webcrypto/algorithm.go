package webcrypto

import (
	"strings"

	"github.com/dop251/goja"
)

// algorithm is what one algorithm can do; what it cannot is nil. Functions that
// take params read them at once, with the VM held, and return what is done with
// them, which needs no VM.
type algorithm struct {
	name string
	slow bool // it always runs beside the VM

	// publicUsages are what a public key may be for, ownUsages what a private
	// or a secret one may.
	publicUsages, ownUsages []string
	// derivedFrom: its keys are material to derive others from, and never
	// leave again.
	derivedFrom bool

	digest           func(data []byte) []byte
	encrypt, decrypt func(*params) transform
	wrap, unwrap     func(*params) transform // where they are not encrypt and decrypt
	sign             func(*params) transform
	verify           func(*params) verification
	deriveBits       func(*params) derivation
	generate         func(*params) generation
	importKey        func(*params) importation
	exportKey        func(k *key, format string) (exported, error)
	keyLength        func(*params) (bits int, err error) // of a derived key; 0: as it comes
}

type (
	transform    func(k *key, data []byte) ([]byte, error)
	verification func(k *key, signature, data []byte) (bool, error)
	// derivation derives bits, all that there are if length is negative.
	derivation func(k *key, length int) ([]byte, error)
	// generation makes a secret key, or a private and a public one. It sets
	// what is the algorithm's own; the rest is set by who asked.
	generation  func() (own, public *key, err error)
	importation func(in imported) (*key, error)
)

// imported is what an importation gets: bytes, or a JWK if the format is that.
type imported struct {
	format      string
	data        []byte
	jwk         *jwk
	extractable bool
	usages      []string
}

// exported is bytes, or a JWK.
type exported struct {
	data []byte
	jwk  *jwk
}

// algorithms are all that there are, by name in lower case.
func algorithms() map[string]*algorithm {
	all := map[string]*algorithm{}
	for _, a := range []*algorithm{
		digest("SHA-1"), digest("SHA-256"), digest("SHA-384"), digest("SHA-512"),
		hmacAlgorithm(),
		aesGCM(), aesCBC(), aesCTR(), aesKW(),
		rsaPKCS1(), rsaPSS(), rsaOAEP(),
		ecdsaAlgorithm(), ecdhAlgorithm(), ed25519Algorithm(), x25519Algorithm(),
		hkdfAlgorithm(), pbkdf2Algorithm(),
	} {
		all[strings.ToLower(a.name)] = a
	}
	return all
}

// find is the first half of "normalize an algorithm" (18.4.4): which one a
// string, or an object with a name, means.
func (p *platform) find(v goja.Value) (*algorithm, *params) {
	o, isObject := v.(*goja.Object)
	name := v
	if isObject {
		name = o.Get("name")
		if name == nil || goja.IsUndefined(name) {
			panic(p.vm.NewTypeError("The algorithm has no name"))
		}
	}
	text := name.String()
	a := p.algorithms[strings.ToLower(text)]
	if a == nil {
		p.check(failed(notSupported, "The embedded runtime has no algorithm %q", text))
	}
	return a, &params{platform: p, object: o, of: a.name}
}

// lacks is the error for what an algorithm cannot do.
func (a *algorithm) lacks(what string) error {
	return failed(notSupported, "%s cannot %s", a.name, what)
}
