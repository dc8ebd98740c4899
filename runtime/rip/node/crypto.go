package node

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/subtle"
	"math/big"

	"github.com/dop251/goja"
	"golang.org/x/crypto/scrypt"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func (h *host) cryptoNatives() natives {
	return natives{
		"hashes": func(goja.FunctionCall) goja.Value { return h.strings(hashNames()) },
		"hash":   h.newHash,
		"cipher": h.newCipher,
		"random": func(call goja.FunctionCall) goja.Value {
			_, _ = rand.Read(h.bytes(call.Argument(0), "buf")) // it never fails
			return goja.Undefined()
		},
		"randomBelow": func(call goja.FunctionCall) goja.Value {
			n, err := rand.Int(rand.Reader, big.NewInt(call.Argument(0).ToInteger()))
			must(err)
			return h.vm.ToValue(n.Int64())
		},
		"equal": func(call goja.FunctionCall) goja.Value {
			return h.vm.ToValue(subtle.ConstantTimeCompare(h.bytes(call.Argument(0), "buf1"), h.bytes(call.Argument(1), "buf2")) == 1)
		},
		"scrypt": h.derivation(h.scrypt),
		"pbkdf2": h.derivation(h.pbkdf2),
		"hkdf":   h.derivation(h.hkdf),
	}
}

// derivation is a key derivation, whose first argument says whether it is to be
// done beside the VM; then the result is a promise.
func (h *host) derivation(prepare func(args []goja.Value) func() ([]byte, error)) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		derive := prepare(rest(call, 1))
		work := engine.Work(func() (func() goja.Value, error) {
			key, err := derive()
			return func() goja.Value { return h.newBuffer(key) }, err
		})
		if call.Argument(0).ToBoolean() {
			return h.vm.Background(work, h.invalid)
		}
		result, err := work()
		if err != nil {
			panic(h.invalid(err))
		}
		return result()
	}
}

// invalid is the error for parameters that a derivation does not take.
func (h *host) invalid(err error) goja.Value {
	return h.failure("RangeError", "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", "%s", err)
}

// scrypt is (password, salt, length, N, r, p).
func (h *host) scrypt(args []goja.Value) func() ([]byte, error) {
	password, salt, n := clone(h.bytes(args[0], "password")), clone(h.bytes(args[1], "salt")), integers(args[2:])
	return func() ([]byte, error) { return scrypt.Key(password, salt, n[1], n[2], n[3], n[0]) }
}

// pbkdf2 is (password, salt, length, iterations, digest).
func (h *host) pbkdf2(args []goja.Value) func() ([]byte, error) {
	password, salt, n := clone(h.bytes(args[0], "password")), clone(h.bytes(args[1], "salt")), integers(args[2:4])
	digest := h.digestOf(args[4].String())
	return func() ([]byte, error) { return pbkdf2.Key(digest, string(password), salt, n[1], n[0]) }
}

// hkdf is (key, salt, info, length, digest).
func (h *host) hkdf(args []goja.Value) func() ([]byte, error) {
	key, salt, info := clone(h.bytes(args[0], "ikm")), clone(h.bytes(args[1], "salt")), h.bytes(args[2], "info")
	length, digest := int(args[3].ToInteger()), h.digestOf(args[4].String())
	text := string(info)
	return func() ([]byte, error) { return hkdf.Key(digest, key, salt, text, length) }
}

func integers(values []goja.Value) []int {
	list := make([]int, len(values))
	for i, v := range values {
		list[i] = int(v.ToInteger())
	}
	return list
}

func clone(data []byte) []byte { return append([]byte{}, data...) }

// newHash is (algorithm, key) to an object with update, digest and copy; with a
// key that is bytes it is an HMAC.
func (h *host) newHash(call goja.FunctionCall) goja.Value {
	digest := h.digestOf(call.Argument(0).String())
	if key, ok := h.vm.Bytes(call.Argument(1)); ok {
		return h.hashObject(hmac.New(digest, key))
	}
	return h.hashObject(digest())
}
