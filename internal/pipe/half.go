package pipe

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// capacity is how much one end may write ahead of the other: what a Unix
// socket buffers, roughly.
const capacity = 64 << 10

// half is one direction of a connection.
type half struct {
	mu       sync.Mutex
	readable sync.Cond // something came, or never will
	writable sync.Cond // there is room, or never will be
	buf      []byte    // what was written and not read yet is buf[start:]
	start    int
	value    any  // what was sent and not received yet
	values   bool // the reader receives values
	sealed   bool // the writer has closed
	dropped  bool // the reader has
	rd, wd   deadline
}

func newHalf() *half {
	h := &half{}
	h.readable.L, h.writable.L = &h.mu, &h.mu
	return h
}

func (h *half) read(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		switch {
		case h.dropped:
			return 0, net.ErrClosed
		case h.rd.passed:
			return 0, os.ErrDeadlineExceeded
		case len(p) == 0:
			return 0, nil
		case h.start < len(h.buf):
			return h.take(p), nil
		case h.sealed:
			return 0, io.EOF
		}
		h.readable.Wait()
	}
}

// take moves what there is to p; h.mu is held.
func (h *half) take(p []byte) int {
	n := copy(p, h.buf[h.start:])
	h.start += n
	if h.start == len(h.buf) {
		h.buf, h.start = h.buf[:0], 0
	}
	h.writable.Broadcast()
	return n
}

func (h *half) write(p []byte) (written int, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		switch {
		case h.sealed:
			return written, net.ErrClosed
		case h.dropped:
			return written, syscall.EPIPE
		case len(p) == 0:
			return written, nil
		}
		if n := min(len(p), capacity-(len(h.buf)-h.start)); n > 0 {
			h.put(p[:n])
			written, p = written+n, p[n:]
			continue
		}
		if h.wd.passed {
			return written, os.ErrDeadlineExceeded
		}
		h.writable.Wait()
	}
}

// put appends p, which fits; h.mu is held.
func (h *half) put(p []byte) {
	if len(h.buf)+len(p) > capacity { // the room is at the front
		h.buf = h.buf[:copy(h.buf, h.buf[h.start:])]
		h.start = 0
	}
	h.buf = append(h.buf, p...)
	h.readable.Signal()
}

func (h *half) closeWrite() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sealed = true
	h.wd.stop()
	h.wake()
}

func (h *half) closeRead() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dropped = true
	h.buf, h.start, h.value = nil, 0, nil
	h.rd.stop()
	h.wake()
}

func (h *half) quiet() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.start == len(h.buf) && h.value == nil && !h.sealed && !h.dropped
}

func (h *half) setReadDeadline(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.dropped {
		h.rd.set(h, t)
	}
}

func (h *half) setWriteDeadline(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.sealed {
		h.wd.set(h, t)
	}
}

// wake makes everybody look again; h.mu is held.
func (h *half) wake() {
	h.readable.Broadcast()
	h.writable.Broadcast()
}
