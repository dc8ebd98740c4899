package access

import (
	"testing"
	"testing/synctest"
	"time"
)

func (t *Tokens) lastUsed(test *testing.T, id string) time.Time {
	test.Helper()
	s, err := t.get(test.Context(), id)
	if err != nil {
		test.Fatal(err)
	}
	return s.LastUsedAt
}

func TestLastUseOfATokenIsKnownToTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens, _ := newTokens(t)
		text, made := create(t, tokens, "ci", Read, 0)
		secret, _, err := tokens.Begin(t.Context(), made)
		if err != nil {
			t.Fatal(err)
		}
		if at := tokens.lastUsed(t, made.ID); !at.IsZero() {
			t.Errorf("a token that nobody has used was used at %v", at)
		}
		use := map[string]func() error{
			"the token":   func() error { _, err := tokens.Verify(t.Context(), text); return err },
			"its session": func() error { _, err := tokens.Session(t.Context(), secret); return err },
		}
		for name, do := range use {
			time.Sleep(time.Hour)
			begun := time.Now()
			for range 20 {
				if err := do(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Minute)
			}
			if at := tokens.lastUsed(t, made.ID); at.Before(begun.Add(10*time.Minute)) || at.After(time.Now()) {
				t.Errorf("%s was last used at %v; use began at %v", name, at, begun)
			}
		}
	})
}

// Use is not written down for each request.
func TestUseOfATokenIsSeldomWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens, s := newTokens(t)
		text, made := create(t, tokens, "ci", Read, 0)
		_, before, _ := s.List(t.Context(), "")
		for range 100 {
			if _, err := tokens.Verify(t.Context(), text); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Second)
		}
		if _, after, _ := s.List(t.Context(), ""); after != before+1 {
			t.Errorf("%d writes for the use of %s", after-before, made.Name)
		}
	})
}

func TestUseDoesNotBringARevokedTokenBack(t *testing.T) {
	tokens, s := newTokens(t)
	_, made := create(t, tokens, "ci", Read, 0)
	read, err := tokens.get(t.Context(), made.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Revoke(t.Context(), "ci"); err != nil {
		t.Fatal(err)
	}
	tokens.noteUse(t.Context(), read) // by a request that was under way
	if left, _, _ := s.List(t.Context(), tokenPrefix); len(left) != 0 {
		t.Errorf("%s is back", left[0].Key)
	}
}
