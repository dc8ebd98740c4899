package lb

import (
	"slices"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// deliver passes the response whose head w has just sent on to the client, and
// releases w as soon as its turn has ended. A failure means that the client
// has got nothing yet.
func (b *Balancer) deliver(x *Exchange, w *Worker) *failure {
	resp := &w.up.resp
	x.status = resp.Status
	w.busySince = time.Time{}
	switch {
	case resp.Status == 101:
		return b.tunnel(x, w)
	case resp.Bodiless(x.isHEAD):
		x.out = b.appendHead(x.out[:0], x, resp, noBody)
		b.endTurn(x, w)
		x.flush()
		return nil
	case isEventStream(resp) && w.up.hasRequest():
		return b.eventStream(x, w)
	case resp.Length >= 0 && resp.Length <= responseBuffer:
		return b.deliverWhole(x, w)
	default:
		return b.deliverRest(x, w)
	}
}

// endTurn gives w back after a response that has been read whole.
func (b *Balancer) endTurn(x *Exchange, w *Worker) {
	x.endTurn()
	w.up.finish()
	b.release(w, true)
}

// deliverWhole takes a response of known length off the worker, then answers.
func (b *Balancer) deliverWhole(x *Exchange, w *Worker) *failure {
	n := int(w.up.resp.Length)
	x.out = b.appendHead(x.out[:0], x, &w.up.resp, framing(n))
	head := len(x.out)
	var f *failure
	if x.out, f = w.up.appendBody(x.out, n); f != nil {
		return f
	}
	b.endTurn(x, w)
	x.sent = int64(len(x.out) - head)
	x.flush()
	return nil
}

// appendBody appends n bytes of the response body to dst.
func (u *Upstream) appendBody(dst []byte, n int) ([]byte, *failure) {
	if u.whole != nil {
		return append(dst, u.whole...), nil
	}
	for n > 0 {
		if u.br.Buffered() == 0 {
			u.awaitMore()
		}
		if cap(dst)-len(dst) < n {
			dst = slices.Grow(dst, n)
		}
		got, err := u.br.Read(dst[len(dst) : len(dst)+n])
		dst = dst[:len(dst)+got]
		n -= got
		if err != nil {
			return dst, readFailure(err)
		}
	}
	return dst, nil
}

// awaitMore gives the worker ReadTimeout for its next piece.
func (u *Upstream) awaitMore() {
	if u.uploader == nil || u.uploader.over() {
		u.rd.read(u.conn, time.Now(), u.opts.ReadTimeout)
	}
}

// deliverRest passes on a response that is large or of unknown length. What
// the worker has sent in one go is answered like a whole one; the rest is
// relayed, up to responseBuffer ahead of the client.
func (b *Balancer) deliverRest(x *Exchange, w *Worker) *failure {
	u := w.up
	src := newBodySource(u)
	data, err := src.buffered()
	if err != nil {
		return readFailure(err)
	}
	if src.done() {
		if trailer := src.trailerFor(x); len(trailer) > 0 {
			b.deliverTrailing(x, w, data, trailer)
			return nil
		}
		x.out = b.appendHead(x.out[:0], x, &u.resp, framing(len(data)))
		x.out = append(x.out, data...)
		b.endTurn(x, w)
		x.sent = int64(len(data))
		x.flush()
		return nil
	}
	b.relay(x, w, src, data)
	return nil
}

// uploadTail is how long our own goroutine may take to see that the body whose
// answer we hold has gone out.
const uploadTail = 100 * time.Millisecond

// hasRequest is whether the worker has been sent the whole request, so that
// its connection can be left to a stream.
func (u *Upstream) hasRequest() bool { return u.uploader == nil || u.uploader.ended(uploadTail) }

func isEventStream(resp *http1.Response) bool {
	const mime = "text/event-stream"
	v := resp.Get(http1.ContentType)
	return len(v) >= len(mime) && http1.EqualFold(v[:len(mime)], mime) &&
		(len(v) == len(mime) || v[len(mime)] == ';' || v[len(mime)] == ' ')
}
