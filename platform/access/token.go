package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"
)

// Token is what is known of a token; its text is known to who has it only.
type Token struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"` // who or what it was made for
	Scope      Scope     `json:"scope"`
	CreatedAt  time.Time `json:"createdAt"`
	ExpiresAt  time.Time `json:"expiresAt,omitzero"`  // zero: never
	LastUsedAt time.Time `json:"lastUsedAt,omitzero"` // to ten minutes; zero: it was not
}

// expired is whether t is good for nothing at that time.
func (t *Token) expired(now time.Time) bool { return !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt) }

// mark is what token texts begin with, so that people and scanners of leaked
// secrets recognise them.
const mark = "rip"

// compose makes a token's text of its id and a secret.
func compose(id, secret string) string { return mark + "_" + id + "_" + secret }

// dissect takes a token's text apart; false when it is none.
func dissect(text string) (id, secret string, ok bool) {
	parts := strings.SplitN(text, "_", 3)
	if len(parts) != 3 || parts[0] != mark || parts[1] == "" || parts[2] == "" {
		return "", "", false
	}
	return parts[1], parts[2], true
}

// newID is a name for a token, new with near certainty: the store refuses the
// rest.
func newID() string {
	b := make([]byte, 5)
	_, _ = rand.Read(b) // it never fails
	return hex.EncodeToString(b)
}

// newSecret is 256 bits that nobody can guess. That is why one round of SHA-256
// keeps them as safely as a slow hash would.
func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// hash is what is stored of a secret.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
