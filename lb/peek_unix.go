//go:build unix

package lb

import (
	"io"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/internal/socket"
)

// peekState is what a look at a socket without reading from it tells.
type peekState uint8

const (
	peekNothing peekState = iota // open, and nothing has come
	peekData
	peekClosed // the other end has closed, or the connection is broken
)

func peek(fd uintptr, b []byte) peekState {
	n, errno := socket.TryPeek(fd, b)
	switch {
	case errno == syscall.EAGAIN || errno == syscall.EINTR:
		return peekNothing
	case errno == 0 && n > 0:
		return peekData
	}
	return peekClosed
}

// peeker looks at one connection again and again. Its closure is made once, so
// that a look allocates nothing. Not safe for concurrent use.
type peeker struct {
	raw  syscall.RawConn
	look func(fd uintptr)
	seen peekState
	buf  [1]byte
	// records: what comes is TLS, whose goodbye stands in front of the end of a
	// connection.
	records bool
}

func newPeeker(raw syscall.RawConn) *peeker {
	p := &peeker{raw: raw}
	p.look = func(fd uintptr) { p.seen = peek(fd, p.buf[:]) }
	return p
}

// state looks. A nil peeker, of a connection that is not a plain socket, sees
// nothing.
func (p *peeker) state() peekState {
	if p == nil {
		return peekNothing
	}
	if p.raw.Control(p.look) != nil {
		return peekClosed
	}
	return p.seen
}

// ended is whether the other end will send nothing more, even if there is still
// something to be read.
func (p *peeker) ended() (ended bool) {
	err := p.raw.Control(func(fd uintptr) { ended = peerClosed(fd) })
	return ended || err != nil
}

// wait waits until there is something to see, or for the read deadline.
func (p *peeker) wait() (peekState, error) {
	err := p.raw.Read(func(fd uintptr) bool {
		p.look(fd)
		return p.seen != peekNothing
	})
	return p.seen, err
}

// readable is whether a request, or a part of one, has come already.
func (c *conn) readable() bool { return c.peeker.state() == peekData }

// gone is whether the client closed its sending side. A client that half-closes
// after its request looks the same as one that left; as with other proxies it
// loses its place in the queue.
func (c *conn) gone() bool {
	state := c.peeker.state()
	return state == peekClosed || state == peekData && c.peeker.records && c.peeker.ended()
}

// waitReadable waits without any buffer until the client sends something,
// leaves (io.EOF), or until then.
func (c *conn) waitReadable(until time.Time) error {
	c.setRead(until)
	if c.srv.draining.Load() && !c.readable() {
		return io.EOF
	}
	state, err := c.peeker.wait()
	switch {
	case err == nil && state == peekClosed:
		return io.EOF
	case isTimeout(err) && c.readable(): // it came with the deadline, or drain moved that
		return nil
	}
	return err
}
