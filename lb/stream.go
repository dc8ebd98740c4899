package lb

import (
	"time"
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
	unwatch := x.client.watch(st.close)
	err := x.client.write(x.out)
	var data []byte
	for err == nil && !src.done() {
		if data, err = src.next(data[:0], relayPiece); err == nil {
			x.sent += int64(len(data))
			err = x.client.write(appendPiece(x.out[:0], data, frame))
		}
	}
	if err == nil {
		err = x.client.end(frame, src.trailerFor(x))
	}
	if err != nil {
		x.reason, x.cut = "stream-closed", true
	}
	b.closeStream(w, st)
	unwatch()
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
	cut := x.client.stream()
	st := &stream{conn: nc, close: func() {
		nc.Close()
		cut()
	}}
	w.streams.add(st)
	b.streams.add(st)
	x.endTurn()
	b.release(w, true)
	return st
}

func (b *Balancer) closeStream(w *Worker, st *stream) {
	st.conn.Close()
	w.streams.remove(st)
	b.streams.remove(st)
}

// watch implements clientSide. The goroutine that looks out for the client's leaving
// ends then, when the client sends something, or with stop.
func (c *conn) watch(left func()) (stop func()) {
	look := c.peekLeft
	switch {
	case c.br.Buffered() > 0:
		return func() {}
	case c.scheme == schemeTLS:
		look = c.readLeft
	case c.peeker == nil:
		return func() {}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if look() {
			left()
		}
	}()
	return func() {
		c.nc.SetReadDeadline(time.Now())
		<-done
	}
}

// peekLeft waits until there is something to see of the client, and reports
// whether it is its leaving.
func (c *conn) peekLeft() bool {
	state, err := c.peeker.wait()
	return err == nil && state == peekClosed
}

// stream implements clientSide: the connection's deadlines are the balancer's from now
// on, and Shutdown leaves it its grace.
func (c *conn) stream() (cut func()) {
	c.srv.spare(c, exempt)
	watchPeer(c.nc)
	nc := c.nc
	return func() { nc.SetDeadline(time.Now()) }
}
