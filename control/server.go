package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"
)

const (
	maxBody   = 64 << 10
	maxHeader = 8 << 10
	// readTimeout is generous for a peer on the same machine; it bounds how
	// long a silent one keeps a connection.
	readTimeout = 2 * time.Second
	// maxConns leaves room for every worker of a large app to join at once.
	maxConns = 256
	// maxWaiting bounds log followers and orders that wait for their end, so
	// that they never take the last connections from workers that want to join.
	maxWaiting = 64
)

// Registry is told of workers that come and go. Its errors are answered with
// the status of a *Refusal in their chain, or 500. It is called from many
// goroutines.
type Registry interface {
	Join(ctx context.Context, m Member, peer Peer) error
	Quit(ctx context.Context, m Member, peer Peer) error
}

// Options is what a Server needs; all fields without "optional" must be set.
type Options struct {
	App      string       // name of the app; messages for another are refused
	Socket   string       // path of the control socket
	Registry Registry     // optional: told of joins and quits; without it nobody can join
	Compiler Compiler     // optional: compiles Rip for the workers, POST /compile
	Admin    Admin        // optional: carries out the orders of the CLI
	Metrics  http.Handler // optional: serves GET /metrics
	Log      *slog.Logger // optional: warnings about refused peers; default is silence
}

// Server answers on one app's control socket. Only processes of the server's
// own user are served. Safe for concurrent use.
type Server struct {
	opts    Options
	uid     int
	ln      *listener
	http    *http.Server
	end     context.CancelFunc
	waiting chan struct{}
}

type peerKey struct{}

// Listen opens the control socket; the caller then runs Serve and, whether it
// ran or not, Close. The path must be free: Paths.Claim removes what a dead
// server left there.
func Listen(opts Options) (*Server, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	ln, err := listen(opts.Socket, maxConns)
	if err != nil {
		return nil, err
	}
	base, end := context.WithCancel(context.Background())
	s := &Server{opts: opts, uid: os.Geteuid(), ln: ln, end: end, waiting: make(chan struct{}, maxWaiting)}
	s.http = &http.Server{
		Handler:        s.ownUserOnly(s.routes()),
		ReadTimeout:    readTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(opts.Log.Handler(), slog.LevelDebug),
		BaseContext:    func(net.Listener) context.Context { return base },
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			if pc, ok := c.(*peerConn); ok {
				return context.WithValue(ctx, peerKey{}, pc.peer)
			}
			return ctx
		},
	}
	// One request per connection: an idle worker or CLI holds no place.
	s.http.SetKeepAlivesEnabled(false)
	return s, nil
}

// Serve answers until Close; then it returns nil.
func (s *Server) Serve() error {
	if err := s.http.Serve(s.ln); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the control socket %s: %w", s.opts.Socket, err)
	}
	return nil
}

// Close stops listening, ends log followers and waits for answers under way
// until ctx ends, then cuts them off.
func (s *Server) Close(ctx context.Context) error {
	s.end()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	// Serve may never have run, and then Shutdown does not know the listener.
	if cerr := s.ln.Close(); cerr != nil && !errors.Is(cerr, net.ErrClosed) {
		err = errors.Join(err, cerr)
	}
	return err
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	if s.opts.Registry != nil {
		mux.HandleFunc("/worker", s.worker)
	}
	if s.opts.Compiler != nil {
		mux.HandleFunc("/compile", s.compile)
	}
	if s.opts.Admin != nil {
		mux.HandleFunc("/admin/", s.admin)
	}
	if s.opts.Metrics != nil {
		mux.Handle("GET /metrics", s.opts.Metrics)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, &Refusal{Status: http.StatusNotFound, Reason: "there is no " + r.URL.Path + " on a control socket"})
	})
	return mux
}

func (s *Server) ownUserOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		peer, ok := r.Context().Value(peerKey{}).(Peer)
		if !ok || peer.UID != s.uid {
			s.refuse(w, r, Forbidden("this socket serves uid %d only, you are uid %d", s.uid, peer.UID))
			return
		}
		limit := int64(maxBody)
		if r.URL.Path == "/compile" {
			limit = maxSource
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	})
}

// refuse answers err as {"ok":false,"error":…} and tells the log.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusInternalServerError
	var refusal *Refusal
	if errors.As(err, &refusal) {
		status = refusal.Status
	}
	s.opts.Log.Debug("control message refused", "path", r.URL.Path, "status", status, "error", err)
	writeJSON(w, status, Result{Error: err.Error()})
}
