package lb

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Handler answers what a Server reads. Balancer is the one; a platform puts a
// router in front.
type Handler interface {
	// Serve answers x before it returns.
	Serve(x *Exchange)
	// Refused is told of a request that was turned away before it could be
	// served; x has its status and reason.
	Refused(x *Exchange)
}

// Server owns listeners and client connections; it knows no worker. Start it
// with Serve for each listener, end it with Shutdown.
type Server struct {
	handler Handler
	limits  ClientLimits
	trust   []netip.Prefix
	logger  *slog.Logger
	readers readerPool
	ended   connPool
	pieces  piecePool
	date    dateLine
	h2      *h2Front // nil: not offered
	floods  atomic.Uint64
	hsts    time.Duration // see Strict

	draining atomic.Bool
	retiring atomic.Bool // see Retire
	mu       sync.Mutex
	conns    map[*conn]struct{}
	lns      []net.Listener
	wg       sync.WaitGroup // accept loops and connections
	goodbyes sync.WaitGroup // see goAway
}

// NewServer makes a Server. trust lists the peers whose X-Forwarded-* fields
// are believed.
func NewServer(h Handler, limits ClientLimits, trust []netip.Prefix, logger *slog.Logger) *Server {
	s := &Server{handler: h, limits: limits, trust: trust, logger: logger, conns: make(map[*conn]struct{})}
	if limits.HTTP2 {
		s.h2 = newH2Front(limits, logger)
	}
	return s
}

// Serve accepts connections from ln, in a goroutine of its own, until Shutdown.
func (s *Server) Serve(ln net.Listener, scheme string) {
	s.mu.Lock()
	s.lns = append(s.lns, ln)
	s.mu.Unlock()
	s.wg.Go(func() { s.accept(ln, scheme) })
}

func (s *Server) accept(ln net.Listener, scheme string) {
	defer ln.Close()
	backoff := 5 * time.Millisecond
	for {
		nc, err := ln.Accept()
		switch {
		case err == nil:
			backoff = 5 * time.Millisecond
			s.start(nc, scheme)
		case errors.Is(err, net.ErrClosed) || isTimeout(err):
			return
		default:
			// Out of descriptors, most likely: what is open goes on, and the
			// kernel keeps who comes in its backlog.
			s.logger.Error("cannot accept connections; trying again", "err", err, "in", backoff)
			time.Sleep(backoff)
			backoff = min(2*backoff, time.Second)
		}
	}
}

func (s *Server) start(nc net.Conn, scheme string) {
	c := s.ended.get(s, nc, scheme)
	serve := c.serve
	if scheme == schemeTLS {
		c.grace, serve = firstWords, c.serveTLS
	}
	s.mu.Lock()
	s.conns[c] = struct{}{}
	s.mu.Unlock()
	s.wg.Go(serve)
}

func (s *Server) gone(c *conn) {
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
}

// exempt is a grace without end: the connection is not Shutdown's to end.
const exempt = -1

// spare says how long c may still be read from when a drain begins.
func (s *Server) spare(c *conn, grace time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.grace = grace
	c.nc.SetReadDeadline(time.Time{})
}

func (s *Server) trusts(addr netip.Addr) bool {
	for _, p := range s.trust {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// Shutdown stops accepting, lets requests end (theirs is the last on their
// connection; with HTTP/2 clients are told to begin no more) and closes idle
// connections; who is shaking hands may still ask once. When ctx ends first, what is still
// open is closed hard and ctx's error returned; then Wait waits for goroutines
// that are with a worker still. It may be called again.
func (s *Server) Shutdown(ctx context.Context) error {
	s.closeListeners()
	s.goAway() // first, or answers would be last words to clients that get a goodbye
	s.draining.Store(true)
	s.each(func(c *conn) {
		if c.grace != exempt {
			c.nc.SetReadDeadline(time.Now().Add(c.grace))
		}
	})
	done := make(chan struct{})
	go func() { // ends with the last connection; see Wait
		s.wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		s.each(func(c *conn) { c.nc.Close() })
		return ctx.Err()
	}
}

// Wait returns when no goroutine of the Server is left. Call it after
// Shutdown, and after the workers are gone if that was cut short.
func (s *Server) Wait() {
	s.wg.Wait()
	s.goodbyes.Wait()
}

func (s *Server) each(f func(*conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		f(c)
	}
}

// Floods is how many connections were closed for more HTTP/2 frames that ask for
// nothing than there is a use for.
func (s *Server) Floods() uint64 { return s.floods.Load() }

// Connections is how many clients are connected.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}

// readerPool shares read buffers among the connections that are not idle.
type readerPool struct{ pool sync.Pool }

// readBuffer holds most heads at once; longer ones are read in pieces.
const readBuffer = 4 << 10

func (p *readerPool) get(c *conn) *bufio.Reader {
	if br, ok := p.pool.Get().(*bufio.Reader); ok {
		br.Reset(c)
		return br
	}
	return bufio.NewReaderSize(c, readBuffer)
}

func (p *readerPool) put(br *bufio.Reader) {
	br.Reset(nil)
	p.pool.Put(br)
}
