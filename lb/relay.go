package lb

import (
	"sync"

	"github.com/rip-server/rip-server/internal/http1"
)

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

	r := b.relays.get(frame)
	defer b.relays.put(r)
	var filler sync.WaitGroup
	filler.Go(func() { b.fill(x, r, w, src) }) // ends with the body, an error, or the client's leaving
	err := x.client.write(x.out)
	for more := true; err == nil && more; {
		if more = r.take(x); more {
			err = x.client.write(r.out)
		} else {
			err = r.err
		}
	}
	if err == nil {
		err = x.client.end(frame, src.trailerFor(x))
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
		x.reason, x.closing, x.cut = "response-cut", true, true
	case err != nil:
		x.reason, x.aborted, x.closing, x.cut = "client-gone", true, true, true
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
	r.in.Reset(src.br)
	src.br = r.in
	for !src.done() {
		w.up.awaitMore()
		var err error
		r.piece, err = src.next(r.piece[:0], relayPiece)
		if err != nil {
			f := readFailure(err)
			b.failed(w, f)
			r.end(f.rejection())
			return
		}
		if !r.put(r.piece) {
			w.up.close() // the worker sees its reader go; its handler has returned
			x.endTurn()
			b.release(w, true)
			return
		}
	}
	if src.br.Buffered() > 0 {
		w.up.close() // what came behind the answer is nobody's
	}
	b.endTurn(x, w)
	r.end(nil)
}
