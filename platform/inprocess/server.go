// Package inprocess has an http.Handler answer what comes in through lb: one
// more app, whose workers live within the server. So there is one codec, one
// set of limits for clients and one way for streams, whoever answers.
package inprocess

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/internal/pipe"
	"github.com/rip-server/rip-server/lb"
)

const (
	// perListener is how many connections can wait at a pipe.Listener.
	perListener = 16
	listeners   = 4

	// maxStreams is per member; who opens streams bounds them itself.
	maxStreams = 64
	// idle: see lb.Options.IdleUpstream. A goroutine per connection is all that
	// closing early saves.
	idle = time.Minute
)

// Members is how many requests a Server answers at the same time, streams aside.
const Members = listeners * perListener

// Options are a Server's settings. All are required.
type Options struct {
	Name    string // in metrics
	MaxBody int64  // bytes of a request's body
	// Timeout is how long Handler may take to its first byte.
	Timeout time.Duration
	Log     *slog.Logger
}

// Server is an lb.Handler that hands requests to an http.Handler. A request's
// peer is in X-Forwarded-For, as for every worker. Safe for concurrent use.
type Server struct {
	balancer *lb.Balancer
	http     *http.Server
	lns      []*pipe.Listener
	log      *slog.Logger
	last     atomic.Int64   // of the members' ids
	serving  sync.WaitGroup // one per listener; ended by Close
}

var _ lb.Handler = (*Server)(nil)

// New starts a Server; Close ends it.
func New(handler http.Handler, opts Options) *Server {
	s := &Server{log: opts.Log, http: &http.Server{
		Handler:  handler,
		ErrorLog: slog.NewLogLogger(opts.Log.Handler(), slog.LevelError), // panics
	}}
	s.balancer = lb.New(lb.Options{
		App: opts.Name, Policy: lb.RoundRobin, MaxQueue: 1024, QueueTimeout: 10 * time.Second,
		ConnectTimeout: time.Second, ReadTimeout: opts.Timeout, IdleUpstream: idle, KeepUpstream: true,
		MaxBody: opts.MaxBody, MaxStreams: maxStreams, StreamGrace: 1,
		Logger: opts.Log, Events: events{s},
	})
	for range listeners {
		ln := pipe.Listen()
		s.lns = append(s.lns, ln)
		s.serving.Go(func() { s.serve(ln) })
	}
	for range Members {
		s.join()
	}
	return s
}

func (s *Server) serve(ln *pipe.Listener) {
	if err := s.http.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		s.log.Error("the platform's own endpoints failed; restart the server", "err", err)
	}
}

// join adds a member.
func (s *Server) join() {
	id := strconv.FormatInt(s.last.Add(1), 10)
	s.balancer.Add(lb.Member{ID: id, Version: 1, Dial: s.dial})
}

// dial connects at the first listener that has room. One always has: each
// member waits for one connection at most.
func (s *Server) dial() (nc net.Conn, err error) {
	for _, ln := range s.lns {
		if nc, err = ln.Dial(); err == nil {
			return nc, nil
		}
	}
	return nil, err
}

// events replaces members whose handler panicked or took too long.
type events struct{ server *Server }

func (e events) Failed(string, lb.FailureKind) { e.server.join() }

func (events) Exhausted(string) {}

// Serve has x answered by the handler.
func (s *Server) Serve(x *lb.Exchange) { s.balancer.Serve(x) }

// Refused counts x.
func (s *Server) Refused(x *lb.Exchange) { s.balancer.Refused(x) }

// EndStreams closes all event streams, so that the lb.Server in front can shut
// down; requests go on.
func (s *Server) EndStreams() { s.balancer.DrainStreams() }

// Close turns away who waits and ends everything, answers under way when ctx
// ends. The lb.Server in front is shut down before.
func (s *Server) Close(ctx context.Context) error {
	s.balancer.Close()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	s.serving.Wait()
	return err
}
