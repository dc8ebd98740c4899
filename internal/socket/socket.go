//go:build unix

// Package socket reads and writes sockets that never block without telling Go's
// scheduler, which on the way of each request costs more than the calls do.
package socket

import (
	"io"
	"net"
	"os"
	"syscall"
)

// Socket reads and writes a connection through its RawConn, with TryRead and
// TryWrite. Deadlines and Close are the connection's own. One goroutine may read
// while another writes. It allocates nothing after New.
type Socket struct {
	Raw syscall.RawConn // the connection's
	in  transfer
	out transfer
}

// transfer is one read or write under way.
type transfer struct {
	step  func(fd uintptr) bool
	p     []byte
	n     int
	errno syscall.Errno
}

// New fails for what is not a plain socket: TLS, a pipe.
func New(nc net.Conn) (*Socket, error) {
	sc, ok := nc.(syscall.Conn)
	if !ok {
		return nil, syscall.ENOTSOCK
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return nil, err
	}
	s := &Socket{Raw: raw}
	s.in.step = func(fd uintptr) bool { return s.in.try(TryRead, fd) }
	s.out.step = func(fd uintptr) bool { return s.out.try(TryWrite, fd) }
	return s, nil
}

// try makes one call; false waits until the socket is ready for another.
func (t *transfer) try(call func(uintptr, []byte) (int, syscall.Errno), fd uintptr) (done bool) {
	for {
		t.n, t.errno = call(fd, t.p)
		switch t.errno {
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
			return false
		}
		return true
	}
}

// Read implements io.Reader.
func (s *Socket) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	t := &s.in
	t.p = p
	err := s.Raw.Read(t.step)
	t.p = nil
	switch {
	case err != nil:
		return 0, err
	case t.errno != 0:
		return 0, os.NewSyscallError("read", t.errno)
	case t.n == 0:
		return 0, io.EOF
	}
	return t.n, nil
}

// Write implements io.Writer: it returns when all of p is written.
func (s *Socket) Write(p []byte) (written int, err error) {
	t := &s.out
	for written < len(p) {
		t.p = p[written:]
		err := s.Raw.Write(t.step)
		t.p = nil
		switch {
		case err != nil:
			return written, err
		case t.errno != 0:
			return written, os.NewSyscallError("write", t.errno)
		}
		written += t.n
	}
	return written, nil
}
