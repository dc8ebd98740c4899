package lb

import (
	"cmp"
	"errors"
	"io"
	"os"
	"sync"
	"time"
)

// readBody implements clientSide. Whatever else fails, the client took the
// request back, left, or sent less than it had declared.
func (s *h2Stream) readBody(limit int64) (err error) {
	body, pool := newH2Body(s), &s.x.conn.srv.pieces
	defer body.stop()
	if s.x.Chunked {
		err = s.x.body.fillToEnd(body, limit, pool)
	} else {
		err = s.x.body.fill(body, s.x.Length, pool)
	}
	if err == nil && s.req.Trailer != nil {
		err = s.readTrailer(body)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return errSlow
	}
	return err
}

// readTrailer takes what comes behind the body. Package http2 tells of it at the
// body's end, which a declared length does not make superfluous, and only of what
// the client had announced.
func (s *h2Stream) readTrailer(body *h2Body) error {
	if _, err := body.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		return cmp.Or(err, io.ErrUnexpectedEOF)
	}
	if err := s.x.trailer.Assemble(s.req.Trailer, s.x.conn.srv.limits.MaxHead); err != nil {
		return err
	}
	s.x.trailer.Without(s.x.Nominations())
	return nil
}

// h2Body reads the body of a request, for which the client must send at minRate.
// A look at the clock for each piece would be a message to the connection's
// goroutine; this one looks only when a client could be too slow.
type h2Body struct {
	from  io.Reader
	late  func()
	since time.Time

	mu       sync.Mutex
	timer    *time.Timer // nil once the body has been read
	received int64
}

func newH2Body(s *h2Stream) *h2Body {
	b := &h2Body{from: s.req.Body, since: time.Now()}
	b.late = func() { s.unlessOver(func(rw h2Control) { rw.SetReadDeadline(longAgo) }) }
	b.mu.Lock() // look waits for its timer
	defer b.mu.Unlock()
	b.timer = time.AfterFunc(rateGrace, b.look)
	return b
}

// Read implements io.Reader.
func (b *h2Body) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	b.mu.Lock()
	b.received += int64(n)
	b.mu.Unlock()
	return n, err
}

// look gives up on the client or says when to look again.
func (b *h2Body) look() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.timer == nil {
		return
	}
	if left := time.Until(bodyDue(b.since, b.received)); left > 0 {
		b.timer.Reset(left)
		return
	}
	b.late()
}

func (b *h2Body) stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.timer.Stop()
	b.timer = nil
}
