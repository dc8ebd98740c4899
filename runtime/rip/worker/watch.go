package worker

import (
	"sync/atomic"
	"time"
)

// watcher looks out for the end of a connection from which nothing is read
// meanwhile.
type watcher struct {
	c    *conn
	gone atomic.Bool
	done chan struct{}
}

// watchConn calls gone, from a goroutine of its own, when the other end closes.
// The goroutine ends then, when something else comes, or with stop. Until stop
// nobody may read from the connection.
func watchConn(c *conn, gone func()) *watcher {
	w := &watcher{c: c, done: make(chan struct{})}
	go func() {
		defer close(w.done)
		if _, err := c.br.Peek(1); err != nil && !isTimeout(err) {
			w.gone.Store(true)
			gone()
		}
	}()
	return w
}

// seen is whether the other end has closed.
func (w *watcher) seen() bool { return w.gone.Load() }

// stop ends the watching and leaves the connection to be read again.
func (w *watcher) stop() {
	_ = w.c.nc.SetReadDeadline(aLongTimeAgo) // a connection that is closed does not wait either
	<-w.done
	_ = w.c.nc.SetReadDeadline(time.Time{})
}
