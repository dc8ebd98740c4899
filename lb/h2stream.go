package lb

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// h2Stream is the client of one exchange that came as a stream of HTTP/2. It is
// good until its handler returns; who comes later finds it over.
type h2Stream struct {
	rw    http.ResponseWriter
	req   *http.Request
	x     *Exchange
	begun bool // the head of the answer has been given to rw

	mu   sync.Mutex
	over bool // rw must not be touched any more
}

// h2Control is what package http2's ResponseWriter can beside.
type h2Control interface {
	SetReadDeadline(time.Time) error  // ends readBody when it passes
	SetWriteDeadline(time.Time) error // resets the stream when it passes
	FlushError() error
}

// longAgo is a deadline that has passed.
var longAgo = time.Unix(1, 0)

// gone implements clientSide.
func (s *h2Stream) gone() bool { return s.req.Context().Err() != nil }

// watch implements clientSide.
func (s *h2Stream) watch(left func()) (stop func()) {
	unwatch := context.AfterFunc(s.req.Context(), left)
	return func() { unwatch() }
}

// stream implements clientSide. Nothing has to be done for it: no clock runs
// while nothing is sent, and the connection has its own look whether the client
// is there.
func (s *h2Stream) stream() (cut func()) { return s.reset }

// reset ends the stream, unless it is over. It is for any goroutine.
func (s *h2Stream) reset() {
	s.unlessOver(func(rw h2Control) { rw.SetWriteDeadline(longAgo) })
}

func (s *h2Stream) unlessOver(f func(h2Control)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.over {
		f(s.rw.(h2Control))
	}
}

// leave is the end of it.
func (s *h2Stream) leave() {
	s.mu.Lock()
	s.over = true
	s.mu.Unlock()
}
