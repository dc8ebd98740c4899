package lb

import (
	"net"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// eventStream passes a text/event-stream response on. Its head ends the
// worker's turn (the handler has returned); it lives on its own connection and
// each write is passed on at once.
func (b *Balancer) eventStream(x *Exchange, w *Worker) *failure {
	if b.crowded(x, w) {
		return nil
	}
	frame := framingFor(x)
	x.closing = true // a stream's end is its connection's
	x.out = b.appendHead(x.out[:0], x, &w.up.resp, frame)
	src := newBodySource(w.up)
	st := b.openStream(x, w)
	watch := x.conn.watch(st.close)
	err := x.conn.write(x.out)
	var data []byte
	for err == nil && !src.done() {
		if data, err = src.next(data[:0], relayPiece); err == nil {
			x.sent += int64(len(data))
			err = x.conn.write(appendPiece(x.out[:0], data, frame))
		}
	}
	if err == nil && frame == chunked {
		err = x.conn.write([]byte(http1.LastChunk))
	}
	if err != nil {
		x.reason = "stream-closed"
	}
	b.closeStream(w, st)
	watch.stop()
	return nil
}

// crowded refuses a stream beyond the worker's limit.
func (b *Balancer) crowded(x *Exchange, w *Worker) bool {
	if int(w.streams.n.Load()) < b.opts.MaxStreams {
		return false
	}
	w.up.close()
	b.release(w, true)
	x.reject(ErrTooManyStreams)
	return true
}

// openStream takes w's connection for a stream and releases w. Closing the
// stream closes that connection and makes the client's calls return.
func (b *Balancer) openStream(x *Exchange, w *Worker) *stream {
	nc := w.up.detach()
	client := x.conn.nc
	st := &stream{conn: nc, close: func() {
		nc.Close()
		client.SetDeadline(time.Now())
	}}
	x.conn.srv.streams(x.conn)
	w.streams.add(st)
	b.streams.add(st)
	x.endTurn()
	b.release(w, true)
	return st
}

func (b *Balancer) closeStream(w *Worker, st *stream) {
	st.close()
	w.streams.remove(st)
	b.streams.remove(st)
}

// watch looks out for the client's leaving while nothing is read from it.
type watch struct {
	nc   net.Conn
	done chan struct{} // nil: nothing is watched
}

// watch calls left, from its own goroutine, when the client closes its side.
// The goroutine ends then, when the client sends something, or with stop.
func (c *conn) watch(left func()) *watch {
	switch {
	case c.br.Buffered() > 0:
		return &watch{}
	case c.scheme == schemeTLS:
		return c.watchTLS(left)
	case c.peeker == nil:
		return &watch{}
	}
	w := &watch{nc: c.nc, done: make(chan struct{})}
	go func() {
		defer close(w.done)
		if state, err := c.peeker.wait(); err == nil && state == peekClosed {
			left()
		}
	}()
	return w
}

func (w *watch) stop() {
	if w.done != nil {
		w.nc.SetReadDeadline(time.Now())
		<-w.done
	}
}
