package api

import (
	"errors"
	"net/http"
	"time"

	"github.com/rip-server/rip-server/platform/access"
)

func (h *Handler) tokens(c *call) error {
	all, err := h.opts.Tokens.List(c.Context())
	if err != nil {
		return err
	}
	list := make([]Token, len(all))
	for i := range all {
		list[i] = tokenOf(all[i])
	}
	return c.answer(http.StatusOK, list)
}

// tokenOf is t without its text.
func tokenOf(t access.Token) Token {
	out := Token{ID: t.ID, Name: t.Name, Scope: string(t.Scope), CreatedAt: t.CreatedAt}
	if !t.ExpiresAt.IsZero() {
		out.ExpiresAt = &t.ExpiresAt
	}
	if !t.LastUsedAt.IsZero() {
		out.LastUsedAt = &t.LastUsedAt
	}
	return out
}

func (h *Handler) createToken(c *call) error {
	var order NewToken
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	scope, err := access.ParseScope(order.Scope)
	if err != nil {
		return &problem{status: http.StatusUnprocessableEntity, text: err.Error(), field: "scope"}
	}
	var expires time.Duration
	if order.Expires != "" {
		if expires, err = time.ParseDuration(order.Expires); err != nil || expires <= 0 {
			return invalid("expires", "%q is no length of time; write such as 12h or 720h", order.Expires)
		}
	}
	text, t, err := h.opts.Tokens.Create(c.Context(), order.Name, scope, expires)
	if errors.Is(err, access.ErrTokenName) {
		return &problem{status: http.StatusUnprocessableEntity, text: err.Error(), field: "name"}
	}
	if err != nil {
		return err
	}
	c.detail = t.Name + " (" + t.ID + ", " + string(t.Scope) + ")"
	made := tokenOf(t)
	made.Token = text
	return c.answer(http.StatusCreated, made)
}

func (h *Handler) revokeToken(c *call) error {
	t, err := h.opts.Tokens.Revoke(c.Context(), c.PathValue("id"))
	if err != nil {
		return err
	}
	c.detail = t.Name + " (" + t.ID + ", " + string(t.Scope) + ")"
	return c.answer(http.StatusOK, Done{"revoked"})
}
