package control

import (
	"context"
	"net"
	"net/http"
	"time"
)

// connectTimeout is the balancer's own limit for a connect: a worker that
// does not accept within it now would not be reached later.
const connectTimeout = 200 * time.Millisecond

// worker answers POST /worker: a worker joins when it is ready for requests,
// and quits when it wants no more.
func (s *Server) worker(w http.ResponseWriter, r *http.Request) {
	if err := s.register(r); err != nil {
		s.refuse(w, r, err)
		return
	}
	writeJSON(w, http.StatusOK, Result{OK: true})
}

func (s *Server) register(r *http.Request) error {
	if r.Method != http.MethodPost {
		return badRequest("method is %s: POST a join or quit message", r.Method)
	}
	m, err := decodeMember(r.Body, s.opts.App)
	if err != nil {
		return err
	}
	ctx := r.Context()
	peer, _ := ctx.Value(peerKey{}).(Peer)
	if m.Op == OpQuit {
		return s.opts.Registry.Quit(ctx, m, peer)
	}
	if err := reachable(ctx, m.Socket); err != nil {
		return badRequest("cannot connect to socket %s (%v): listen first, then join", m.Socket, err)
	}
	return s.opts.Registry.Join(ctx, m, peer)
}

// reachable proves that something accepts connections at a socket.
func reachable(ctx context.Context, socket string) error {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "unix", socket)
	if err != nil {
		return err
	}
	return conn.Close()
}
