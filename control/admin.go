package control

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
)

// MaxWorkers bounds what a scale order may ask for.
const MaxWorkers = 1000

// Admin carries out the orders of the CLI. It is called from many goroutines.
// The context of an order bounds the waiting for it, never the order itself:
// a CLI that is interrupted leaves a rolling restart to its end.
type Admin interface {
	// Status returns the state of now.
	Status() Status
	// Restart replaces every worker by a new one and returns when it is done.
	Restart(ctx context.Context) error
	// Reload brings up a new version and returns when the old one is gone.
	Reload(ctx context.Context) error
	// Scale sets the number of workers, 1 … MaxWorkers, and returns when they are there.
	Scale(ctx context.Context, workers int) error
	// Drain takes no new requests and returns when the last one is answered;
	// the server stays up for status and stop.
	Drain(ctx context.Context) error
	// Upgrade has the program at that path take over, "" for the server's own
	// as it is on disk now, and returns when it serves. If it does not come up
	// the server goes on, and the error says why.
	Upgrade(ctx context.Context, program string) error
	// Stop begins the end of the server and returns at once.
	Stop()
	// Logs returns the last lines of worker output, oldest first, and with
	// follow those to come, until ctx ends. The channel is closed at the end.
	Logs(ctx context.Context, lines int, follow bool) <-chan LogLine
}

// ScaleOrder is the body of POST /admin/scale.
type ScaleOrder struct {
	Workers int `json:"workers"`
}

// UpgradeOrder is the body of POST /admin/upgrade.
type UpgradeOrder struct {
	Program string `json:"program"`
}

// admin dispatches /admin/…; a table rather than patterns, so that a wrong
// method gets the same JSON answer as every other refusal.
func (s *Server) admin(w http.ResponseWriter, r *http.Request) {
	routes := map[string]struct {
		method string
		handle func(http.ResponseWriter, *http.Request) error
	}{
		"/admin/status":  {http.MethodGet, s.status},
		"/admin/logs":    {http.MethodGet, s.logs},
		"/admin/restart": {http.MethodPost, s.order("restarted", s.opts.Admin.Restart)},
		"/admin/reload":  {http.MethodPost, s.order("reloaded", s.opts.Admin.Reload)},
		"/admin/drain":   {http.MethodPost, s.order("drained", s.opts.Admin.Drain)},
		"/admin/upgrade": {http.MethodPost, s.upgrade},
		"/admin/scale":   {http.MethodPost, s.scale},
		"/admin/stop":    {http.MethodPost, s.stop},
	}
	route, ok := routes[r.URL.Path]
	var err error
	switch {
	case !ok:
		err = &Refusal{Status: http.StatusNotFound, Reason: "there is no order " + r.URL.Path}
	case r.Method != route.method:
		err = badRequest("method is %s: %s wants %s", r.Method, r.URL.Path, route.method)
	default:
		err = route.handle(w, r)
	}
	if err != nil {
		s.refuse(w, r, err)
	}
}

func (s *Server) status(w http.ResponseWriter, _ *http.Request) error {
	writeJSON(w, http.StatusOK, s.opts.Admin.Status())
	return nil
}

func (s *Server) stop(w http.ResponseWriter, _ *http.Request) error {
	s.opts.Admin.Stop()
	writeJSON(w, http.StatusOK, Result{OK: true, Message: "stopping"})
	return nil
}

func (s *Server) scale(w http.ResponseWriter, r *http.Request) error {
	var order ScaleOrder
	if err := decodeStrict(r.Body, &order); err != nil {
		return err
	}
	if order.Workers < 1 || order.Workers > MaxWorkers {
		return badRequest("workers is %d: 1 to %d are possible", order.Workers, MaxWorkers)
	}
	run := func(ctx context.Context) error { return s.opts.Admin.Scale(ctx, order.Workers) }
	return s.order(fmt.Sprintf("scaled to %d", order.Workers), run)(w, r)
}

func (s *Server) upgrade(w http.ResponseWriter, r *http.Request) error {
	var order UpgradeOrder
	if err := decodeStrict(r.Body, &order); err != nil {
		return err
	}
	if order.Program != "" && !filepath.IsAbs(order.Program) {
		return badRequest("program is %q: give its absolute path", order.Program)
	}
	run := func(ctx context.Context) error { return s.opts.Admin.Upgrade(ctx, order.Program) }
	return s.order("upgraded", run)(w, r)
}

// order runs something that takes a while and answers when it is done.
func (s *Server) order(done string, run func(context.Context) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		release, err := s.wait(r)
		if err != nil {
			return err
		}
		defer release()
		if err := run(r.Context()); err != nil {
			return err
		}
		writeJSON(w, http.StatusOK, Result{OK: true, Message: done})
		return nil
	}
}

// wait takes one of the places for long answers. It reads the request to its
// end: only then does net/http lift the read timeout and watch for the peer's
// leaving, which ends the request's context.
func (s *Server) wait(r *http.Request) (release func(), err error) {
	select {
	case s.waiting <- struct{}{}:
	default:
		return nil, &Refusal{
			Status: http.StatusServiceUnavailable,
			Reason: fmt.Sprintf("%d callers wait on this socket already: try again", maxWaiting),
		}
	}
	_, _ = io.Copy(io.Discard, r.Body)
	return func() { <-s.waiting }, nil
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the peer left if this fails
}
