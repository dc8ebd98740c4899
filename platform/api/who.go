package api

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/rip-server/rip-server/platform/access"
)

// who is somebody who is let in.
type who struct {
	name  string // of the token
	token string // its id; "" for local
	scope access.Scope
}

// local is who connects from this machine to a platform without tokens.
func local() who { return who{name: "local", scope: access.Admin} }

func holder(t access.Token) who { return who{t.Name, t.ID, t.Scope} }

// identify finds out who makes the call: by a token, by the session of a
// browser, or because nobody needs either.
func (h *Handler) identify(c *call) (who, error) {
	token, cookie := bearer(c.Request), h.cookie(c.Request)
	if token == "" && cookie == "" {
		return h.nobody(c.peer)
	}
	verify, secret := h.opts.Tokens.Verify, token
	if token == "" {
		verify, secret = h.opts.Tokens.Session, cookie
	}
	t, err := h.guess(c, verify, secret)
	switch {
	case err == nil:
		return holder(t), nil
	case token == "" && errors.Is(err, access.ErrUnknown):
		h.forget(c)
		if w, err := h.nobody(c.peer); err == nil {
			return w, nil
		}
		return who{}, &problem{status: http.StatusUnauthorized, text: "your session has ended; sign in again"}
	}
	return who{}, err
}

// nobody is who comes without a token.
func (h *Handler) nobody(peer netip.Addr) (who, error) {
	if h.opts.TokenRequired || !peer.IsLoopback() {
		return who{}, &problem{
			status: http.StatusUnauthorized,
			text:   "a token is needed: send Authorization: Bearer TOKEN (the command line takes --token or RIP_TOKEN; rip-server token create makes one)",
		}
	}
	return local(), nil
}

// guess verifies a secret, unless the peer has been wrong too often.
func (h *Handler) guess(c *call, verify func(ctx context.Context, secret string) (access.Token, error), secret string) (access.Token, error) {
	if wait := h.guesses.Blocked(c.peer); wait > 0 {
		return access.Token{}, &problem{
			status: http.StatusTooManyRequests, retryAfter: max(wait, time.Second),
			text: "too many wrong tokens came from your address; wait a moment",
		}
	}
	t, err := verify(c.Context(), secret)
	if errors.Is(err, access.ErrUnknown) {
		h.guesses.Fail(c.peer)
		h.opts.Log.Warn("a wrong token was sent to the platform", "peer", c.peer, "path", c.URL.Path)
	}
	return t, err
}

// bearer is the token of a request's Authorization (RFC 6750 section 2.1), ""
// when it has none.
func bearer(r *http.Request) string {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// peerOf is the address a request came from, as lb tells every worker. Behind a
// proxy that lb trusts it is the one before the proxy's.
func peerOf(r *http.Request) netip.Addr {
	if chain := strings.Split(r.Header.Get("X-Forwarded-For"), ","); chain[0] != "" {
		addr, _ := netip.ParseAddr(strings.TrimSpace(chain[max(0, len(chain)-2)]))
		return addr.Unmap()
	}
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	addr, _ := netip.ParseAddr(host)
	return addr.Unmap()
}
