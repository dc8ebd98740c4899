package lb

import (
	"sync"

	"github.com/rip-server/rip-server/internal/http1"
)

// relay is a response on its way from worker to client in pieces: one
// goroutine takes it off the worker, up to responseBuffer bytes ahead, the
// exchange's own passes it on. The worker is released when its part has been
// read, however slow the client is.
type relay struct {
	mu   sync.Mutex
	cond sync.Cond
	buf  []byte
	done bool  // nothing more will come
	err  error // why the body is incomplete
	left bool  // the client is gone
}

// relay answers x with data and the rest of src. It keeps w until src has been
// read whole and releases it then, or drops it.
func (b *Balancer) relay(x *Exchange, w *Worker, src *bodySource, data []byte) {
	frame := framing(w.up.resp.Length)
	if frame < 0 {
		frame = framingFor(x)
	}
	x.out = b.appendHead(x.out[:0], x, &w.up.resp, frame)
	x.out = appendPiece(x.out, data, frame)
	x.sent = int64(len(data))

	r := &relay{}
	r.cond.L = &r.mu
	var filler sync.WaitGroup
	filler.Go(func() { b.fill(x, r, w, src) }) // ends with the body, an error, or the client's leaving
	var piece []byte
	err := x.conn.write(x.out)
	for err == nil {
		if piece, err = r.take(piece); len(piece) == 0 {
			break
		}
		x.sent += int64(len(piece))
		if err == nil {
			x.out = appendPiece(x.out[:0], piece, frame)
			err = x.conn.write(x.out)
		}
	}
	if err == nil && frame == chunked {
		err = x.conn.write([]byte(http1.LastChunk))
	}
	r.leave(err)
	filler.Wait()
	b.endRelay(x, r, err)
}

// endRelay notes how it went. A response that broke off is not ended properly
// towards the client either, so that it can see that.
func (b *Balancer) endRelay(x *Exchange, r *relay, err error) {
	switch {
	case r.err != nil:
		x.reason, x.closing = "response-cut", true
	case err != nil:
		x.reason, x.aborted, x.closing = "client-gone", true, true
	}
}

func appendPiece(dst, data []byte, frame framing) []byte {
	if frame == chunked {
		return http1.AppendChunk(dst, data)
	}
	return append(dst, data...)
}

// fill reads the worker's side and ends its turn. Of x it touches only that,
// which relay leaves alone meanwhile.
func (b *Balancer) fill(x *Exchange, r *relay, w *Worker, src *bodySource) {
	var buf []byte
	for !src.done() {
		w.up.awaitMore()
		var err error
		buf, err = src.next(buf[:0], relayPiece)
		if err != nil {
			f := readFailure(err)
			b.failed(w, f)
			r.put(nil, f.rejection())
			return
		}
		if !r.put(buf, nil) {
			w.up.close() // the worker sees its reader go; its handler has returned
			x.endTurn()
			b.release(w, true)
			return
		}
	}
	b.endTurn(x, w)
	r.end()
}

const relayPiece = 32 << 10

// put adds a piece, waiting while the buffer is full. False: nobody wants it.
func (r *relay) put(p []byte, err error) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) > 0 && len(r.buf)+len(p) > responseBuffer && !r.left {
		r.cond.Wait()
	}
	r.buf = append(r.buf, p...)
	if err != nil {
		r.err, r.done = err, true
	}
	r.cond.Broadcast()
	return !r.left
}

func (r *relay) end() {
	r.mu.Lock()
	r.done = true
	r.mu.Unlock()
	r.cond.Broadcast()
}

// take waits for what has come; nothing means the end, with its error.
func (r *relay) take(swap []byte) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.buf) == 0 && !r.done {
		r.cond.Wait()
	}
	out := r.buf
	r.buf = swap[:0]
	r.cond.Broadcast()
	if len(out) == 0 {
		return nil, r.err
	}
	return out, nil
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
