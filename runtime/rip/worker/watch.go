package worker

import (
	"sync"
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

// watchAfter is how long a handler may take before it is looked whether the
// client is still there: looking costs more than most handlers do.
const watchAfter = 50 * time.Millisecond

// lateWatcher is a watcher that begins after a while.
type lateWatcher struct {
	timer *time.Timer

	mu   sync.Mutex
	w    *watcher
	over bool
}

// watchLater is watchConn, after watchAfter.
func watchLater(c *conn, gone func()) *lateWatcher {
	l := &lateWatcher{}
	l.timer = time.AfterFunc(watchAfter, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if !l.over {
			l.w = watchConn(c, gone)
		}
	})
	return l
}

func (l *lateWatcher) stop() {
	l.timer.Stop()
	l.mu.Lock()
	l.over = true
	w := l.w
	l.mu.Unlock()
	if w != nil {
		w.stop()
	}
}
