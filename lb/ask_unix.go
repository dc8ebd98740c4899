//go:build unix

package lb

import (
	"os"
	"syscall"

	"github.com/rip-server/rip-server/internal/socket"
)

// socketAsker sends a request over a worker's socket and waits for the first
// byte of the answer, in the three system calls that this takes: a look
// (nothing may have come since the last answer), a write, and later the read
// that finds the answer there. Through net.Conn the read would be tried first
// and fail each time, since the answer is never there yet. It is made once per
// connection, so that asking allocates nothing. Not safe for concurrent use.
//
// Nothing is lost between write and wait: RawConn.Read forgets earlier
// readiness before its first call of step, and a worker has nothing to send
// before it is asked.
type socketAsker struct {
	raw     syscall.RawConn
	turn    func(fd uintptr) bool
	once    func(fd uintptr)
	out     []byte
	wait    bool
	written int
	err     error
	buf     [1]byte
}

func newSocketAsker(raw syscall.RawConn) *socketAsker {
	a := &socketAsker{raw: raw}
	a.turn = a.step
	a.once = func(fd uintptr) { a.step(fd) }
	return a
}

// ask implements asker.
func (a *socketAsker) ask(out []byte, wait bool) (written int, err error) {
	a.out, a.wait, a.written, a.err = out, wait, -1, nil
	return a.result(a.raw.Read(a.turn))
}

// start implements starter.
func (a *socketAsker) start(out []byte) (written int, err error) {
	a.out, a.wait, a.written, a.err = out, false, -1, nil
	return a.result(a.raw.Control(a.once))
}

func (a *socketAsker) result(err error) (written int, _ error) {
	a.out = nil
	if a.err != nil {
		err = a.err
	}
	return max(a.written, 0), err
}

// step is called until it returns true, each time the socket becomes readable
// and once before.
func (a *socketAsker) step(fd uintptr) (done bool) {
	if a.written >= 0 {
		return true
	}
	a.written = 0
	if peek(fd, a.buf[:]) != peekNothing {
		a.err = errStale
		return true
	}
	for {
		n, errno := socket.TryWrite(fd, a.out)
		switch errno {
		case 0:
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
			return true // a full buffer: a short write of nothing
		default:
			a.err = os.NewSyscallError("write", errno)
			return true
		}
		a.written = n
		return !a.wait || n < len(a.out)
	}
}
