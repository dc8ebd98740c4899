package lb

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// h2Streamer has the streams of one connection answered, each in a goroutine of
// package http2's, of which there are h2Streams at most.
type h2Streamer struct {
	conn  *conn
	front *h2Front

	mu    sync.Mutex
	ended bool
	wg    sync.WaitGroup // the streams that are being answered
}

// enter counts a stream in, unless the connection has ended.
func (h *h2Streamer) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.ended {
		h.wg.Add(1)
	}
	return !h.ended
}

// close lets no stream in any more and waits for those within: package http2
// leaves them behind when a connection ends, perhaps with a worker still.
func (h *h2Streamer) close() {
	h.mu.Lock()
	h.ended = true
	h.mu.Unlock()
	h.wg.Wait()
}

// ServeHTTP implements http.Handler. The panic is how package http2 is told to
// reset the stream.
func (h *h2Streamer) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	if !h.enter() {
		return
	}
	defer h.wg.Done()
	s := &h2Stream{rw: rw, req: req, x: h.front.idle.get()}
	x := s.x
	x.conn, x.client = h.conn, s
	defer func() {
		s.leave()
		x.end()
		h.front.idle.put(x)
	}()
	h.serve(x, req)
	if x.cut || !s.begun {
		panic(http.ErrAbortHandler)
	}
}

// serve has x answered, which is refused where it would be as HTTP/1.1.
func (h *h2Streamer) serve(x *Exchange, req *http.Request) {
	srv := h.conn.srv
	err := x.Assemble(&http1.Parts{
		Method: req.Method, Path: req.RequestURI, Authority: req.Host, Fields: req.Header,
		Body: req.ContentLength != 0,
	}, http1.Limits{Head: srv.limits.MaxHead, Target: srv.limits.MaxTarget})
	x.begin(time.Now())
	x.waiter.gone = req.Context().Done()
	x.trusted = srv.trusts(h.conn.remote)
	var bad *http1.Error
	if errors.As(err, &bad) {
		x.refuse(bad)
		srv.handler.Refused(x)
		return
	}
	srv.handler.Serve(x)
}

// exchangePool keeps Exchanges for the streams to come. The zero exchangePool is
// ready.
type exchangePool struct{ pool sync.Pool }

func (p *exchangePool) get() *Exchange {
	x, ok := p.pool.Get().(*Exchange)
	if !ok {
		x = &Exchange{http2: true}
		x.waiter = newWaiter(x.startOn)
	}
	return x
}

// put takes an Exchange back that nobody uses any more.
func (p *exchangePool) put(x *Exchange) {
	x.conn, x.client, x.waiter.gone = nil, nil, nil
	p.pool.Put(x)
}
