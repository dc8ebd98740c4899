package node

import (
	"crypto/rand"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxArgonKiB bounds the memory of one hash: a hash that an attacker wrote must
// not cost the server all of it.
const maxArgonKiB = 1 << 20

// passwordHash is (beside, password, algorithm, memory in KiB or cost, time) to
// the hash's text; beside the VM it is a promise.
func (h *host) passwordHash(call goja.FunctionCall) goja.Value {
	password, algorithm := h.secret(call.Argument(1)), call.Argument(2).String()
	cost, rounds := call.Argument(3).ToInteger(), call.Argument(4).ToInteger()
	return h.password(call.Argument(0), func() (any, error) {
		if algorithm == "bcrypt" {
			hash, err := bcrypt.GenerateFromPassword(short(password), int(cost))
			return string(hash), err
		}
		return newArgon(algorithm, password, cost, rounds)
	})
}

// passwordVerify is (beside, password, hash).
func (h *host) passwordVerify(call goja.FunctionCall) goja.Value {
	password, hash := h.secret(call.Argument(1)), call.Argument(2).String()
	return h.password(call.Argument(0), func() (any, error) {
		if strings.HasPrefix(hash, "$2") {
			err := bcrypt.CompareHashAndPassword([]byte(hash), short(password))
			if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
				return false, nil
			}
			return err == nil, err
		}
		return verifyArgon(hash, password)
	})
}

// password runs what takes long, beside the VM or at once.
func (h *host) password(beside goja.Value, do func() (any, error)) goja.Value {
	work := engine.Work(func() (func() goja.Value, error) {
		result, err := do()
		return func() goja.Value { return h.vm.ToValue(result) }, err
	})
	invalid := func(err error) goja.Value { return h.failure("Error", "PASSWORD_INVALID_ENCODING", "%s", err) }
	if beside.ToBoolean() {
		return h.vm.Background(work, invalid)
	}
	result, err := work()
	if err != nil {
		panic(invalid(err))
	}
	return result()
}

// secret is a password, which must not be empty.
func (h *host) secret(v goja.Value) []byte {
	data, ok := h.vm.Bytes(v)
	if !ok {
		data = []byte(v.String())
	}
	if len(data) == 0 {
		panic(h.vm.NewTypeError("The password must not be empty"))
	}
	return clone(data)
}

// short is a password for bcrypt, which looks at 72 bytes: longer ones are
// hashed first, as bun does.
func short(password []byte) []byte {
	if len(password) <= 72 {
		return password
	}
	sum := sha512.Sum512(password)
	return sum[:]
}

const (
	argonSalt = 32
	argonHash = 32
)

// newArgon is a hash in the PHC string format.
func newArgon(algorithm string, password []byte, memory, rounds int64) (string, error) {
	if memory < 8 || memory > maxArgonKiB || rounds < 1 || rounds > 1<<16 {
		return "", fmt.Errorf("memoryCost must be from 8 to %d and timeCost from 1 to 65536", maxArgonKiB)
	}
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // it never fails
	key, err := argonKey(algorithm, password, salt, memory, rounds, 1, argonHash)
	if err != nil {
		return "", err
	}
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$%s$v=%d$m=%d,t=%d,p=1$%s$%s", algorithm, argon2.Version, memory, rounds, text(salt), text(key)), nil
}

func argonKey(algorithm string, password, salt []byte, memory, rounds, threads int64, size int) ([]byte, error) {
	switch algorithm {
	case "argon2id":
		return argon2.IDKey(password, salt, uint32(rounds), uint32(memory), uint8(threads), uint32(size)), nil
	case "argon2i":
		return argon2.Key(password, salt, uint32(rounds), uint32(memory), uint8(threads), uint32(size)), nil
	}
	return nil, fmt.Errorf("there is no algorithm %q: there are argon2id, argon2i and bcrypt", algorithm)
}

var errHash = errors.New("the hash is none of argon2id, argon2i or bcrypt")

// verifyArgon compares with a hash in the PHC string format.
func verifyArgon(hash string, password []byte) (any, error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return nil, errHash
	}
	var memory, rounds, threads int64
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &rounds, &threads); err != nil {
		return nil, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	want, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || err2 != nil || len(want) < 4 {
		return nil, errHash
	}
	if memory < 1 || memory > maxArgonKiB || rounds < 1 || rounds > 1<<16 || threads < 1 || threads > 255 {
		return nil, errors.New("the hash asks for more memory or time than is allowed")
	}
	got, err := argonKey(parts[1], password, salt, memory, rounds, threads, len(want))
	if err != nil {
		return nil, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}
