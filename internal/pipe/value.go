package pipe

import (
	"io"
	"net"
	"os"
)

// TakeValues says that this end receives values, which its other end may Send
// from now on.
func (c *Conn) TakeValues() { c.in.takeValues() }

// Send hands v to the other end as it is, and does not wait. It reports false,
// and has done nothing, when the other end takes no values or will not read any
// more: it is to be told in bytes, then. One value or some bytes are under way
// at a time in a direction, as in a protocol of questions and answers; what is
// sent belongs to the other end.
func (c *Conn) Send(v any) bool { return c.out.send(v) }

// Receive waits for what the other end sends. No value without an error: it has
// written bytes, which are to be read. Errors are Read's.
func (c *Conn) Receive() (v any, err error) { return c.in.receive() }

func (h *half) takeValues() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.values = true
}

func (h *half) send(v any) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.values || h.sealed || h.dropped || h.value != nil {
		return false
	}
	h.value = v
	h.readable.Signal()
	return true
}

func (h *half) receive() (v any, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		switch {
		case h.dropped:
			return nil, net.ErrClosed
		case h.rd.passed:
			return nil, os.ErrDeadlineExceeded
		case h.value != nil:
			v, h.value = h.value, nil
			return v, nil
		case h.start < len(h.buf):
			return nil, nil
		case h.sealed:
			return nil, io.EOF
		}
		h.readable.Wait()
	}
}
