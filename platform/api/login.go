package api

import (
	"net"
	"net/http"
	"time"
)

// cookieName is the session's cookie. Browsers send cookies to every port of a
// host, so its name has the port: two platforms are two sessions.
func cookieName(r *http.Request) string {
	_, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		port = "0"
	}
	return "rip_session_" + port
}

// cookie is the session's secret, "" when there is none.
func (h *Handler) cookie(r *http.Request) string {
	c, err := r.Cookie(cookieName(r))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie gives the browser a session. No script can read it, and it comes
// only with requests of our own pages.
func setCookie(c *call, secret string, expires time.Time) {
	http.SetCookie(c, &http.Cookie{
		Name: cookieName(c.Request), Value: secret, Path: "/api", Expires: expires,
		HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: scheme(c.Request) == "https",
	})
}

// forget takes the session from the browser.
func (h *Handler) forget(c *call) { setCookie(c, "", time.Unix(1, 0)) }

// session answers who one is.
func (h *Handler) session(c *call) error { return c.answer(http.StatusOK, h.sessionOf(c.who)) }

func (h *Handler) sessionOf(w who) Session {
	return Session{Name: w.name, Scope: string(w.scope), TokenRequired: h.opts.TokenRequired}
}

// login gives a browser a session for a token, so that it keeps no token.
func (h *Handler) login(c *call) error {
	var order Login
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	if order.Token == "" {
		return invalid("token", "paste the token that rip-server token create has shown")
	}
	t, err := h.guess(c, h.opts.Tokens.Verify, order.Token)
	if err != nil {
		return err
	}
	secret, expires, err := h.opts.Tokens.Begin(c.Context(), t)
	if err != nil {
		return err
	}
	setCookie(c, secret, expires)
	c.who = holder(t)
	h.note("login", c, nil)
	return c.answer(http.StatusOK, h.sessionOf(c.who))
}

// logout ends the browser's session, if it has one.
func (h *Handler) logout(c *call) error {
	if secret := h.cookie(c.Request); secret != "" {
		if err := h.opts.Tokens.End(c.Context(), secret); err != nil {
			return err
		}
		h.forget(c)
	}
	return c.answer(http.StatusOK, Done{"signed out"})
}
