package access

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rip-server/rip-server/platform/store"
)

// What can be wrong with a token.
var (
	// ErrUnknown: it is no token of this platform, was revoked or has expired.
	ErrUnknown = errors.New("this token is not known here, was revoked or has expired; make one with: rip-server token create")
	// ErrNoSuchToken: there is none of that id or name to revoke.
	ErrNoSuchToken = errors.New("there is no such token; see: rip-server token list")
	// ErrTokenName: a name is needed, and no two tokens have the same.
	ErrTokenName = errors.New("token name")
)

// Tokens are the platform's tokens and the sessions that browsers began with
// them. Of both the store has hashes only: who reads it cannot use them. Safe
// for concurrent use.
type Tokens struct {
	store  store.Store
	naming sync.Mutex // held from the look at all names until one more is taken
}

// NewTokens returns the tokens in s.
func NewTokens(s store.Store) *Tokens { return &Tokens{store: s} }

// tokenPrefix is where the store has tokens, by their id.
const tokenPrefix = "tokens/"

// storedToken is a token as the store has it.
type storedToken struct {
	Token
	Hash string `json:"hash"` // of the secret: SHA-256, hex

	revision uint64 // in the store
}

// maxTokenName bounds what is shown in tables, in bytes.
const maxTokenName = 64

// checkTokenName refuses what could not be read, or would do something to the
// terminal that shows it.
func checkTokenName(name string) error {
	if name == "" || len(name) > maxTokenName || !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return fmt.Errorf("%w: give it one, up to %d characters, that tells what it is for", ErrTokenName, maxTokenName)
	}
	return nil
}

// Create makes a token and returns its text, which nobody can get again.
// expires is how long it is good for; 0 is for ever.
func (t *Tokens) Create(ctx context.Context, name string, scope Scope, expires time.Duration) (text string, made Token, err error) {
	name = strings.TrimSpace(name)
	if err := checkTokenName(name); err != nil {
		return "", Token{}, err
	}
	t.naming.Lock()
	defer t.naming.Unlock()
	all, err := t.all(ctx)
	if err != nil {
		return "", Token{}, err
	}
	for _, other := range all {
		if other.Name == name {
			return "", Token{}, fmt.Errorf("%w: %q is token %s already; revoke that or choose another", ErrTokenName, name, other.ID)
		}
	}
	secret := newSecret()
	s := storedToken{Token: Token{ID: newID(), Name: name, Scope: scope, CreatedAt: time.Now().UTC().Truncate(time.Second)}, Hash: hash(secret)}
	if expires > 0 {
		s.ExpiresAt = s.CreatedAt.Add(expires)
	}
	value, err := json.Marshal(s)
	if err != nil {
		return "", Token{}, err
	}
	if _, err := t.store.Put(ctx, tokenPrefix+s.ID, value, store.IfAbsent()); err != nil {
		return "", Token{}, fmt.Errorf("keep the token: %w", err)
	}
	return compose(s.ID, secret), s.Token, nil
}

// List returns all tokens, the oldest first.
func (t *Tokens) List(ctx context.Context) ([]Token, error) {
	all, err := t.all(ctx)
	list := make([]Token, len(all))
	for i := range all {
		list[i] = all[i].Token
	}
	slices.SortFunc(list, func(a, b Token) int { return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.Name, b.Name)) })
	return list, err
}

func (t *Tokens) all(ctx context.Context) ([]storedToken, error) {
	entries, _, err := t.store.List(ctx, tokenPrefix)
	if err != nil {
		return nil, fmt.Errorf("read the tokens: %w", err)
	}
	all := make([]storedToken, len(entries))
	for i, e := range entries {
		if err := json.Unmarshal(e.Value, &all[i]); err != nil {
			return nil, fmt.Errorf("read the token in %s: %w", e.Key, err)
		}
	}
	return all, nil
}

// Revoke ends a token, by its id or name, and the sessions begun with it.
func (t *Tokens) Revoke(ctx context.Context, which string) (Token, error) {
	all, err := t.all(ctx)
	if err != nil {
		return Token{}, err
	}
	at := slices.IndexFunc(all, func(s storedToken) bool { return s.ID == which })
	if at < 0 { // an id is exact, and a name may look like one
		at = slices.IndexFunc(all, func(s storedToken) bool { return s.Name == which })
	}
	if at < 0 {
		return Token{}, fmt.Errorf("%s: %w", which, ErrNoSuchToken)
	}
	s := all[at]
	if err := t.store.Delete(ctx, tokenPrefix+s.ID, store.Condition{}); err != nil {
		return Token{}, fmt.Errorf("revoke the token %s: %w", which, err)
	}
	return s.Token, t.endSessions(ctx, s.ID)
}

// Verify returns the token of that text, or ErrUnknown.
func (t *Tokens) Verify(ctx context.Context, text string) (Token, error) {
	id, secret, ok := dissect(text)
	if !ok {
		return Token{}, ErrUnknown
	}
	s, err := t.get(ctx, id)
	if err != nil {
		return Token{}, err
	}
	if subtle.ConstantTimeCompare([]byte(hash(secret)), []byte(s.Hash)) != 1 || s.expired(time.Now()) {
		return Token{}, ErrUnknown
	}
	t.noteUse(ctx, s)
	return s.Token, nil
}

// get returns the token of that id, or ErrUnknown.
func (t *Tokens) get(ctx context.Context, id string) (s storedToken, err error) {
	e, err := t.store.Get(ctx, tokenPrefix+id)
	if errors.Is(err, store.ErrNotFound) {
		return s, ErrUnknown
	}
	if err != nil {
		return s, fmt.Errorf("look for the token: %w", err)
	}
	if err := json.Unmarshal(e.Value, &s); err != nil {
		return s, fmt.Errorf("read the token in %s: %w", e.Key, err)
	}
	s.revision = e.Revision
	return s, nil
}
