package lb

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// AccessLog writes a line for each exchange without ever holding one up: lines
// go into a buffer, a goroutine writes it out. When its reader is so slow that
// the buffer is full, lines are dropped and counted. Safe for concurrent use.
type AccessLog struct {
	w       io.Writer
	format  func(dst []byte, x *Exchange) []byte
	dropped atomic.Uint64

	mu     sync.Mutex
	buf    []byte
	wake   chan struct{} // one token: there is something to write
	stop   chan struct{}
	closed sync.Once
	done   sync.WaitGroup
}

const (
	logBuffer = 1 << 20
	// logDelay gathers lines, so that a busy server writes pages and not lines.
	logDelay = 5 * time.Millisecond
)

// NewAccessLog starts a log in that format; Close ends it.
func NewAccessLog(w io.Writer, format LogFormat) *AccessLog {
	l := &AccessLog{w: w, format: format.append, wake: make(chan struct{}, 1), stop: make(chan struct{})}
	l.done.Go(l.run)
	return l
}

// Write adds x's line.
func (l *AccessLog) Write(x *Exchange) {
	l.mu.Lock()
	if len(l.buf) >= logBuffer {
		l.mu.Unlock()
		l.dropped.Add(1)
		return
	}
	first := len(l.buf) == 0
	l.buf = l.format(l.buf, x)
	l.mu.Unlock()
	if first {
		select {
		case l.wake <- struct{}{}:
		default: // closed, and nobody takes tokens any more
		}
	}
}

// run writes what has gathered until Close.
func (l *AccessLog) run() {
	var page []byte
	for stopping := false; !stopping; {
		select {
		case <-l.wake:
			time.Sleep(logDelay)
		case <-l.stop:
			stopping = true
		}
		l.mu.Lock()
		page, l.buf = l.buf, page[:0]
		l.mu.Unlock()
		if len(page) > 0 {
			l.w.Write(page) // there is nobody left to tell when the log itself fails
		}
	}
}

// Dropped is how many lines were lost.
func (l *AccessLog) Dropped() uint64 { return l.dropped.Load() }

// Close writes what is left and ends the goroutine.
func (l *AccessLog) Close() {
	l.closed.Do(func() { close(l.stop) })
	l.done.Wait()
}
