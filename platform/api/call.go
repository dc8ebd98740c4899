package api

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"github.com/rip-server/rip-server/platform/access"
)

// call is one request to an endpoint.
type call struct {
	*http.Request
	w      http.ResponseWriter
	peer   netip.Addr
	who    who
	status int    // of the answer
	detail string // for the record of changes
}

// Header, with Write and WriteHeader, makes it an http.ResponseWriter that
// knows the status of its answer.
func (c *call) Header() http.Header { return c.w.Header() }

func (c *call) Write(p []byte) (int, error) { return c.w.Write(p) }

// WriteHeader notes the status.
func (c *call) WriteHeader(status int) {
	c.status = status
	c.w.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (c *call) Unwrap() http.ResponseWriter { return c.w }

// answer ends the call.
func (c *call) answer(status int, value any) error {
	writeJSON(c, status, value)
	return nil
}

// name is the app's.
func (c *call) name() string { return c.PathValue("name") }

// serve answers one request to an endpoint: who is it, may it, do it, note it.
func (h *Handler) serve(r route, w http.ResponseWriter, req *http.Request) {
	c := &call{Request: req, w: w, peer: peerOf(req), status: http.StatusOK}
	err := h.admit(r, c)
	if err == nil {
		err = r.handle(h, c)
	}
	if err != nil {
		writeError(c, req, err)
	}
	if c.status >= http.StatusInternalServerError {
		h.opts.Log.Error("the platform's API could not answer", "method", req.Method, "path", req.URL.Path, "status", c.status, "err", err)
	}
	if r.change != "" && c.who.name != "" {
		h.note(r.change, c, err)
	}
}

// admit says why c may not use r.
func (h *Handler) admit(r route, c *call) error {
	if !safe(c.Method) {
		if err := guardChange(c.Request, bearer(c.Request) != ""); err != nil {
			return err
		}
		c.Body = http.MaxBytesReader(c, c.Body, maxBody)
	}
	if r.scope == "" {
		return nil
	}
	w, err := h.identify(c)
	if err != nil {
		return err
	}
	c.who = w
	if !w.scope.Includes(r.scope) {
		return forbidden("token %s has the scope %s; this takes %s", w.name, w.scope, r.scope)
	}
	return nil
}

// note writes who changed what into the record.
func (h *Handler) note(action string, c *call, err error) {
	e := access.Entry{
		Who: c.who.name, Token: c.who.token, Peer: c.peer.String(),
		Action: action, App: c.name(), Detail: c.detail, Status: c.status,
	}
	if err != nil {
		e.Error = err.Error()
	}
	if err := h.opts.Audit.Write(e); err != nil {
		h.opts.Log.Error("a change could not be recorded", "action", action, "app", e.App, "who", e.Who, "err", err)
	}
}

// order carries out what may take a while: bounded in number, and in how long
// it is waited for. revision is what If-Match wants the app to be at, for the
// controller, who knows whether it is when the order's turn has come.
func (h *Handler) order(c *call, run func(ctx context.Context, revision uint64) error) error {
	revision, err := ifMatch(c.Request.Header.Get("If-Match"))
	if err != nil {
		return err
	}
	select {
	case h.orders <- struct{}{}:
	default:
		return &problem{
			status: http.StatusServiceUnavailable, retryAfter: time.Second,
			text: "too many changes are under way; try again when some have ended",
		}
	}
	defer func() { <-h.orders }()
	ctx, cancel := context.WithTimeout(c.Context(), Patience)
	defer cancel()
	return run(ctx, revision)
}
