package lb

//lint:file-ignore SA1019 package http2 points to net/http, whose copy in Go 1.26.8 can be made to burn a processor

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/net/http2"
)

// h2Front is what of a Server speaks HTTP/2: framing, header compression and
// flow control are package http2's, each stream becomes an Exchange. Safe for
// concurrent use.
type h2Front struct {
	base *http.Server // settings only: it never listens
	http *http2.Server
	idle exchangePool
}

const (
	// h2Streams is how many requests a client may have under way on one connection;
	// RFC 9113, section 6.5.2, asks for no fewer. Each may hold as much memory as a
	// connection with HTTP/1.1 (promise 4).
	h2Streams = 100
	// h2Frame is the largest frame a client may send, the smallest limit there is: a
	// connection keeps a buffer for the largest it has seen.
	h2Frame = 16 << 10
	// h2Window is how much of bodies a client may send ahead of our reading it, per
	// stream and per connection.
	h2Window = 1 << 20
	// h2Quiet is after what silence a client with requests under way is asked
	// whether it is still there.
	h2Quiet = 30 * time.Second
)

// protocolH2 is what a handshake calls HTTP/2 (RFC 9113, section 3.2).
const protocolH2 = http2.NextProtoTLS

func newH2Front(limits ClientLimits, logger *slog.Logger) *h2Front {
	f := &h2Front{
		base: &http.Server{
			// Twice the limit, which Assemble holds to: what is a bit too large gets our
			// answer and a line in the log, what is beyond gets a 431 from package http2.
			MaxHeaderBytes: 2 * limits.MaxHead,
			ErrorLog:       slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
		},
		http: &http2.Server{
			MaxConcurrentStreams: h2Streams, MaxReadFrameSize: h2Frame,
			MaxUploadBufferPerConnection: h2Window, MaxUploadBufferPerStream: h2Window,
			IdleTimeout: limits.IdleTimeout, ReadIdleTimeout: h2Quiet,
		},
	}
	if err := http2.ConfigureServer(f.base, f.http); err != nil {
		panic("lb: " + err.Error()) // it looks at cipher suites only, of which none are set
	}
	return f
}

// goAway has clients of HTTP/2 begin no more requests; their connections end with
// those under way. It does not wait: see h2Goodbye for the two steps that it takes.
// Clients that come later are told with their first answer.
func (s *Server) goAway() {
	if s.h2 == nil {
		return
	}
	var open []*h2Guard
	s.each(func(c *conn) {
		if c.guard != nil {
			c.guard.goodbye.due.Store(true)
			open = append(open, c.guard)
		}
	})
	for _, guard := range open {
		s.goodbyes.Go(guard.sayGoodbye) // ends with a write, which has a deadline
	}
	s.goodbyes.Go(func() { // ends within h2Farewell, or with the last of them
		for _, guard := range open {
			<-guard.goodbye.done
		}
		s.h2.base.Shutdown(context.Background()) // the second step for all; it does not wait either
	})
}

// serveHTTP2 serves the connection's streams until it ends, and returns when the
// last of them is answered. Shutdown leaves its deadlines alone: see goAway.
func (c *conn) serveHTTP2() {
	defer c.close()
	front := c.srv.h2
	guarded := newH2Guard(c.nc.(*tls.Conn))
	defer guarded.goodbye.leave()
	c.guardedBy(guarded)
	streams := &h2Streamer{conn: c, front: front}
	front.http.ServeConn(guarded, &http2.ServeConnOpts{BaseConfig: front.base, Handler: streams})
	streams.close()
	if guarded.flooded || guarded.calmed.Load() {
		c.srv.floods.Add(1)
		c.srv.logger.Warn("closed a connection: it sent HTTP/2 frames without end that ask for nothing", "client", c.remote)
	}
}

// guardedBy lets goAway find c.
func (c *conn) guardedBy(g *h2Guard) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.guard = g
}
