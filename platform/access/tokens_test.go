package access

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/platform/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newTokens(t *testing.T) (*Tokens, store.Store) {
	t.Helper()
	s := store.NewMemory()
	t.Cleanup(func() { s.Close() })
	return NewTokens(s), s
}

func create(t *testing.T, tokens *Tokens, name string, scope Scope, expires time.Duration) (string, Token) {
	t.Helper()
	text, token, err := tokens.Create(t.Context(), name, scope, expires)
	if err != nil {
		t.Fatal(err)
	}
	return text, token
}

func TestTokenIsGoodUntilItIsRevoked(t *testing.T) {
	tokens, _ := newTokens(t)
	text, made := create(t, tokens, "ci", Deploy, 0)
	other, _ := create(t, tokens, "laptop", Admin, 0)
	if got, err := tokens.Verify(t.Context(), text); err != nil || got != made || got.Scope != Deploy {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := tokens.Revoke(t.Context(), "ci"); err != nil {
		t.Fatal(err)
	}
	if _, err := tokens.Verify(t.Context(), text); !errors.Is(err, ErrUnknown) {
		t.Errorf("a revoked token: %v", err)
	}
	if _, err := tokens.Verify(t.Context(), other); err != nil {
		t.Errorf("another token: %v", err)
	}
	if _, err := tokens.Revoke(t.Context(), "ci"); !errors.Is(err, ErrNoSuchToken) {
		t.Error(err)
	}
}

func TestWhatIsNotExactlyATokenIsUnknown(t *testing.T) {
	tokens, _ := newTokens(t)
	text, made := create(t, tokens, "ci", Read, 0)
	secret := text[strings.LastIndex(text, made.ID)+len(made.ID)+1:]
	for _, wrong := range []string{
		"", "rip", "rip_", "rip__", "rip_" + made.ID, "rip_" + made.ID + "_", secret, "x" + text, text + "x", text[:len(text)-1],
		strings.ToUpper(text), "rip_../x_" + secret, "rip_" + strings.Repeat("0", 10) + "_" + secret, " " + text,
	} {
		if _, err := tokens.Verify(t.Context(), wrong); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestStoreHasNothingThatCouldBeUsed(t *testing.T) {
	tokens, s := newTokens(t)
	text, made := create(t, tokens, "ci", Admin, 0)
	secret, _, err := tokens.Begin(t.Context(), made)
	if err != nil {
		t.Fatal(err)
	}
	entries, _, err := s.List(t.Context(), "")
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	_, tokenSecret, _ := dissect(text)
	for _, e := range entries {
		if all := e.Key + string(e.Value); strings.Contains(all, secret) || strings.Contains(all, tokenSecret) {
			t.Errorf("the store has a secret: %s", all)
		}
	}
}

func TestTokensAndTheirSessionsExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens, _ := newTokens(t)
		text, made := create(t, tokens, "ci", Read, time.Hour)
		secret, expires, err := tokens.Begin(t.Context(), made)
		if err != nil || !expires.Equal(made.ExpiresAt) {
			t.Fatalf("a session until %v of a token until %v: %v", expires, made.ExpiresAt, err)
		}
		time.Sleep(time.Hour - time.Second)
		if _, err := tokens.Verify(t.Context(), text); err != nil {
			t.Error(err)
		}
		if got, err := tokens.Session(t.Context(), secret); err != nil || got.ID != made.ID {
			t.Error(got, err)
		}
		time.Sleep(2 * time.Second)
		if _, err := tokens.Verify(t.Context(), text); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
		if _, err := tokens.Session(t.Context(), secret); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	})
}

func TestSessionsEndWithLogoutWithTheirTokenAndByThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens, s := newTokens(t)
		_, ci := create(t, tokens, "ci", Read, 0)
		_, laptop := create(t, tokens, "laptop", Read, 0)
		begin := func(token Token) string {
			t.Helper()
			secret, _, err := tokens.Begin(t.Context(), token)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		known := func(secret string) bool { _, err := tokens.Session(t.Context(), secret); return err == nil }
		left, revoked, stays := begin(ci), begin(ci), begin(laptop)
		if !known(left) || !known(revoked) || !known(stays) || known("x") {
			t.Fatal("sessions are not known, or unknown ones are")
		}
		if err := tokens.End(t.Context(), left); err != nil || known(left) || !known(revoked) {
			t.Error("logout ended the wrong session", err)
		}
		if _, err := tokens.Revoke(t.Context(), ci.ID); err != nil || known(revoked) || !known(stays) {
			t.Error("revoking a token ended the wrong sessions", err)
		}
		if entries, _, err := s.List(t.Context(), sessionPrefix); err != nil || len(entries) != 1 {
			t.Errorf("%d sessions are kept, %v", len(entries), err)
		}
		time.Sleep(SessionLife)
		if known(stays) {
			t.Error("a session goes on for ever")
		}
	})
}

func TestOneTokenHasAsManySessionsAsItMay(t *testing.T) {
	tokens, s := newTokens(t)
	_, ci := create(t, tokens, "ci", Read, 0)
	_, laptop := create(t, tokens, "laptop", Read, 0)
	first, _, _ := tokens.Begin(t.Context(), ci)
	other, _, _ := tokens.Begin(t.Context(), laptop)
	var last string
	for range maxSessions {
		last, _, _ = tokens.Begin(t.Context(), ci)
	}
	for secret, want := range map[string]bool{first: false, other: true, last: true} {
		if _, err := tokens.Session(t.Context(), secret); (err == nil) != want {
			t.Errorf("known: %v, want %v", err == nil, want)
		}
	}
	if entries, _, _ := s.List(t.Context(), sessionPrefix); len(entries) != maxSessions+1 {
		t.Errorf("%d sessions are kept", len(entries))
	}
}

func TestTokenNamesAreNeededAndUnique(t *testing.T) {
	tokens, _ := newTokens(t)
	create(t, tokens, "ci", Read, 0)
	for _, name := range []string{"", " ", "ci", " ci ", strings.Repeat("x", 65), "a\nb", "\x1b[2J", "\xff", "\u202ea"} {
		if _, _, err := tokens.Create(t.Context(), name, Read, 0); !errors.Is(err, ErrTokenName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if list, err := tokens.List(t.Context()); err != nil || len(list) != 1 || list[0].Name != "ci" {
		t.Error(list, err)
	}
}

func TestOfTokensMadeAtOnceOneGetsTheName(t *testing.T) {
	tokens, _ := newTokens(t)
	var makers sync.WaitGroup
	var made atomic.Int32
	for range 8 {
		makers.Go(func() {
			if _, _, err := tokens.Create(t.Context(), "ci", Read, 0); err == nil {
				made.Add(1)
			}
		})
	}
	makers.Wait()
	if made.Load() != 1 {
		t.Errorf("%d tokens have one name", made.Load())
	}
}

func TestIDIsMeantBeforeANameThatLooksLikeIt(t *testing.T) {
	tokens, _ := newTokens(t)
	_, meant := create(t, tokens, "ci", Read, 0)
	create(t, tokens, meant.ID, Admin, 0)
	if gone, err := tokens.Revoke(t.Context(), meant.ID); err != nil || gone.ID != meant.ID {
		t.Errorf("%+v, %v", gone, err)
	}
	if gone, err := tokens.Revoke(t.Context(), meant.ID); err != nil || gone.Name != meant.ID {
		t.Errorf("%+v, %v", gone, err)
	}
}

func TestTokensOutliveTheProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	var text string
	for run := range 2 {
		s, err := store.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		tokens := NewTokens(s)
		if run == 0 {
			text, _ = create(t, tokens, "ci", Read, 0)
		} else if _, err := tokens.Verify(t.Context(), text); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClosedStoreIsNoUnknownToken(t *testing.T) {
	tokens, s := newTokens(t)
	text, _ := create(t, tokens, "ci", Read, 0)
	s.Close()
	_, verify := tokens.Verify(t.Context(), text)
	_, session := tokens.Session(t.Context(), "x")
	_, list := tokens.List(t.Context())
	_, revoke := tokens.Revoke(t.Context(), "ci")
	for _, err := range []error{verify, session, list, revoke} {
		if !errors.Is(err, store.ErrClosed) || errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	}
}

func TestScopesIncludeTheOnesBefore(t *testing.T) {
	for _, c := range []struct {
		has, needs Scope
		want       bool
	}{{Read, Read, true}, {Read, Deploy, false}, {Deploy, Read, true}, {Deploy, Admin, false}, {Admin, Deploy, true}, {"", Read, false}, {"root", Read, false}} {
		if got := c.has.Includes(c.needs); got != c.want {
			t.Errorf("%q includes %q: %v", c.has, c.needs, got)
		}
	}
	if s, err := ParseScope("deploy"); s != Deploy || err != nil {
		t.Error(s, err)
	}
	if _, err := ParseScope("root"); fmt.Sprint(err) != `scope "root" is none of read, deploy and admin` {
		t.Error(err)
	}
}
