// Package pipe is a connection within the process: a net.Conn at each end,
// with a buffer and deadlines as sockets have them, and without the kernel.
// net.Pipe has no buffer, so that both ends would take turns for every piece.
package pipe

import (
	"net"
	"time"
)

// Conn is one end of a connection. It is safe for concurrent use as any
// net.Conn is.
type Conn struct {
	in, out *half
}

var _ net.Conn = (*Conn)(nil)

// New returns the two ends of a connection.
func New() (*Conn, *Conn) {
	a, b := newHalf(), newHalf()
	return &Conn{in: a, out: b}, &Conn{in: b, out: a}
}

// Read takes what has come, waiting when nothing has. io.EOF: the other end
// was closed and all it sent has been read.
func (c *Conn) Read(p []byte) (int, error) { return c.in.read(p) }

// Write returns when all of p is in the buffer. When nobody will read it the
// error wraps syscall.EPIPE.
func (c *Conn) Write(p []byte) (int, error) { return c.out.write(p) }

// CloseWrite ends what the other end reads.
func (c *Conn) CloseWrite() error {
	c.out.closeWrite()
	return nil
}

// Close makes calls at this end return net.ErrClosed, reads at the other
// io.EOF once they have had everything, and its writes EPIPE.
func (c *Conn) Close() error {
	c.out.closeWrite()
	c.in.closeRead()
	return nil
}

// Quiet is whether the other end is open and has sent nothing that is not
// read yet.
func (c *Conn) Quiet() bool { return c.in.quiet() }

// SetDeadline is both of the following.
func (c *Conn) SetDeadline(t time.Time) error {
	c.in.setReadDeadline(t)
	c.out.setWriteDeadline(t)
	return nil
}

// SetReadDeadline makes reads fail with os.ErrDeadlineExceeded from t on.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.in.setReadDeadline(t)
	return nil
}

// SetWriteDeadline makes writes that have to wait fail from t on.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.out.setWriteDeadline(t)
	return nil
}

// LocalAddr is the same for all.
func (*Conn) LocalAddr() net.Addr { return addr{} }

// RemoteAddr is the same for all.
func (*Conn) RemoteAddr() net.Addr { return addr{} }

type addr struct{}

func (addr) Network() string { return "pipe" }
func (addr) String() string  { return "pipe" }
