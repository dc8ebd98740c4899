package worker

import (
	"errors"
	"io"
	"sync"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// errBodyClosed is a read of a request's body after the app was done with it,
// or after its turn.
var errBodyClosed = errors.New("the request's body was closed")

// body is a request's body as it arrives. Safe for concurrent use; a read in
// another goroutine than the connection's own ends before the turn does.
type body struct {
	mu     sync.Mutex
	c      *conn
	left   int64 // of a Content-Length
	chunks http1.Chunked
	err    error // of the last read; io.EOF: it was all read
}

func newBody(c *conn) *body { return &body{c: c, left: c.req.Length} }

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.read(p)
	b.err = err
	if n > 0 {
		return n, nil
	}
	return 0, err
}

func (b *body) read(p []byte) (n int, err error) {
	if b.c.req.Chunked {
		return b.readChunks(p)
	}
	n, err = b.c.br.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	switch {
	case b.left == 0:
		return n, io.EOF
	case errors.Is(err, io.EOF):
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

// readChunks decodes what has come, waiting for some.
func (b *body) readChunks(p []byte) (int, error) {
	for {
		if _, err := b.c.br.Peek(1); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		come, _ := b.c.br.Peek(b.c.br.Buffered())
		data, used, err := b.chunks.Decode(p[:0], come, len(p))
		_, _ = b.c.br.Discard(used) // it is buffered
		if err != nil || len(data) > 0 || b.chunks.Done() {
			if err == nil && b.chunks.Done() {
				err = io.EOF
			}
			return len(data), err
		}
	}
}

// Close lets go of what was not read. It does not wait.
func (b *body) Close() error { return nil }

// end ends the body with the turn: a read that is under way fails, as do later
// ones. It reports whether the connection can go on: what the app has left of the
// body, and the balancer still sends, is read over then.
func (b *body) end() (inStep bool) {
	if !b.mu.TryLock() {
		_ = b.c.nc.SetReadDeadline(aLongTimeAgo) // a connection that is closed reads no longer either
		b.mu.Lock()
		_ = b.c.nc.SetReadDeadline(time.Time{})
	}
	defer b.mu.Unlock()
	if b.err != nil && isTimeout(b.err) {
		b.err = nil // that was us
	}
	spare := make([]byte, readBuffer)
	for b.err == nil {
		_, b.err = b.read(spare)
	}
	inStep = errors.Is(b.err, io.EOF)
	b.err = errBodyClosed
	return inStep
}

// complete is whether the whole body was read.
func (b *body) complete() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return errors.Is(b.err, io.EOF)
}

// aLongTimeAgo as a deadline ends calls that wait.
var aLongTimeAgo = time.Unix(1, 0)
