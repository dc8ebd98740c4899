package lb

import (
	"bufio"
	"sync"
)

// relay is a response on its way from worker to client in pieces: one
// goroutine takes it off the worker, up to responseBuffer bytes ahead, the
// exchange's own passes it on. The worker is released when its part has been
// read, however slow the client is.
type relay struct {
	frame framing

	// The filler's: what it reads from, and what it has read.
	in    *bufio.Reader
	piece []byte

	out []byte // the client's: what it is being sent

	mu   sync.Mutex
	cond sync.Cond
	buf  []byte // what it is to be sent next, framed
	size int64  // of the body in it
	done bool   // nothing more will come
	err  error  // why the body is incomplete
	left bool   // the client is gone
}

// relayPiece is how much is read off a worker at once: with the 8 KiB of its
// connection's buffer a download took three times as many system calls.
const relayPiece = 64 << 10

// put adds a piece, waiting while the buffer is full. False: nobody wants it.
func (r *relay) put(p []byte) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) > 0 && len(r.buf)+len(p) > responseBuffer && !r.left {
		r.cond.Wait()
	}
	r.buf = appendPiece(r.buf, p, r.frame)
	r.size += int64(len(p))
	r.cond.Broadcast()
	return !r.left
}

// end says that nothing more will come, because of err if the body is
// incomplete.
func (r *relay) end(err error) {
	r.mu.Lock()
	r.done, r.err = true, err
	r.mu.Unlock()
	r.cond.Broadcast()
}

// take waits for what has come, makes it r.out and counts it as x's. False: there
// is nothing more.
func (r *relay) take(x *Exchange) (more bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) == 0 && !r.done {
		r.cond.Wait()
	}
	r.out, r.buf = r.buf, r.out[:0]
	x.sent += r.size
	r.size = 0
	r.cond.Broadcast()
	return len(r.out) > 0
}

// leave tells the filler that the client is gone, when it is.
func (r *relay) leave(err error) {
	if err == nil {
		return
	}
	r.mu.Lock()
	r.left = true
	r.mu.Unlock()
	r.cond.Broadcast()
}

// relayPool keeps relays for their buffers: a download would leave two mebibytes
// of garbage, and collecting that cost as much as passing it on. The zero
// relayPool is ready.
type relayPool struct{ pool sync.Pool }

func (p *relayPool) get(frame framing) *relay {
	r, ok := p.pool.Get().(*relay)
	if !ok {
		r = &relay{in: bufio.NewReaderSize(nil, relayPiece), piece: make([]byte, 0, relayPiece)}
		r.cond.L = &r.mu
	}
	r.frame = frame
	return r
}

// put takes a relay back that neither goroutine uses any more.
func (p *relayPool) put(r *relay) {
	r.in.Reset(nil)
	r.out, r.buf, r.size = r.out[:0], r.buf[:0], 0
	r.done, r.left, r.err = false, false, nil
	p.pool.Put(r)
}
