package access

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rip-server/rip-server/platform/store"
)

// SessionLife is how long a browser is known after its login.
const SessionLife = 30 * 24 * time.Hour

// maxSessions is how many browsers one token can be in use with; one more ends
// the oldest session.
const maxSessions = 20

// sessionPrefix is where the store has sessions, by the hash of their secret.
const sessionPrefix = "sessions/"

type session struct {
	Token     string    `json:"token"` // its id
	ExpiresAt time.Time `json:"expiresAt"`
}

// Begin begins a session and returns its secret, which is as good as the token
// until it expires, is ended, or the token is revoked or expires.
func (t *Tokens) Begin(ctx context.Context, token Token) (secret string, expires time.Time, err error) {
	now := time.Now().UTC()
	if err := t.makeRoom(ctx, token.ID, now); err != nil {
		return "", time.Time{}, err
	}
	expires = now.Add(SessionLife).Truncate(time.Second)
	if !token.ExpiresAt.IsZero() && token.ExpiresAt.Before(expires) {
		expires = token.ExpiresAt
	}
	value, err := json.Marshal(session{token.ID, expires})
	if err != nil {
		return "", time.Time{}, err
	}
	secret = newSecret()
	if _, err := t.store.Put(ctx, sessionPrefix+hash(secret), value, store.IfAbsent()); err != nil {
		return "", time.Time{}, fmt.Errorf("keep the session: %w", err)
	}
	return secret, expires, nil
}

// Session returns the token that a session was begun with, or ErrUnknown. It is
// found by its hash, so how long that takes tells nothing of the secret.
func (t *Tokens) Session(ctx context.Context, secret string) (Token, error) {
	e, err := t.store.Get(ctx, sessionPrefix+hash(secret))
	if errors.Is(err, store.ErrNotFound) {
		return Token{}, ErrUnknown
	}
	if err != nil {
		return Token{}, fmt.Errorf("look for the session: %w", err)
	}
	var s session
	if err := json.Unmarshal(e.Value, &s); err != nil {
		return Token{}, fmt.Errorf("read the session in %s: %w", e.Key, err)
	}
	now := time.Now()
	if !now.Before(s.ExpiresAt) {
		return Token{}, ErrUnknown
	}
	token, err := t.get(ctx, s.Token)
	if err == nil && token.expired(now) {
		err = ErrUnknown
	}
	if err != nil {
		return Token{}, err
	}
	t.noteUse(ctx, token)
	return token.Token, nil
}

// End ends a session. It is no error that there is none.
func (t *Tokens) End(ctx context.Context, secret string) error {
	return t.store.Delete(ctx, sessionPrefix+hash(secret), store.Condition{})
}

// endSessions ends all sessions of a token.
func (t *Tokens) endSessions(ctx context.Context, token string) error {
	return t.endWhere(ctx, func(_ int, s session) bool { return s.Token == token })
}

// makeRoom ends the sessions that have expired, and of that token the oldest
// that would be too many.
func (t *Tokens) makeRoom(ctx context.Context, token string, now time.Time) error {
	return t.endWhere(ctx, func(newer int, s session) bool {
		return !now.Before(s.ExpiresAt) || s.Token == token && newer >= maxSessions-1
	})
}

// endWhere ends the sessions for which end is true; newer is how many of the
// same token began later.
func (t *Tokens) endWhere(ctx context.Context, end func(newer int, s session) bool) error {
	entries, _, err := t.store.List(ctx, sessionPrefix)
	if err != nil {
		return fmt.Errorf("read the sessions: %w", err)
	}
	slices.SortFunc(entries, func(a, b store.Entry) int { return cmp.Compare(b.Revision, a.Revision) })
	newer := map[string]int{}
	var ended []store.Change
	for _, e := range entries {
		var s session
		if err := json.Unmarshal(e.Value, &s); err != nil || end(newer[s.Token], s) {
			ended = append(ended, store.Change{Key: e.Key})
		}
		newer[s.Token]++
	}
	if len(ended) == 0 {
		return nil
	}
	_, err = t.store.Txn(ctx, ended...)
	return err
}
