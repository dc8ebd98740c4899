package lb

import (
	"bytes"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// AccessLog writes a line for each exchange without ever holding one up: lines
// go into a buffer, a goroutine writes it out. When its reader is so slow that
// the buffer is full, or writing fails, lines are dropped and counted. Safe for
// concurrent use.
type AccessLog struct {
	w       io.Writer
	format  func(dst []byte, x *Exchange) []byte
	dropped atomic.Uint64

	mu   sync.Mutex
	buf  []byte
	wake chan struct{} // one token: there is something to write
	full chan struct{} // one token: there is much of it

	stop   chan struct{}
	closed sync.Once
	done   chan struct{} // closed when the goroutine has ended
}

const (
	// logBuffer bounds the memory, a second one of its size is being written.
	logBuffer = 1 << 20
	// logDelay gathers lines, logPage is how many bytes are not waited for. A
	// write every 5 ms kept Go's sysmon awake, which looks for long system calls
	// every 20 µs once it has found one, and cost more than all formatting.
	logDelay = 50 * time.Millisecond
	logPage  = 256 << 10
	// logFarewell is how long Close waits for a reader that does not read.
	logFarewell = 2 * time.Second
)

// NewAccessLog starts a log in that format; Close ends it.
func NewAccessLog(w io.Writer, format LogFormat) *AccessLog {
	l := &AccessLog{
		w: w, format: format.append,
		wake: make(chan struct{}, 1), full: make(chan struct{}, 1),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
	go l.run() // ends with Close, or with the write that Close did not wait for
	return l
}

// Write adds x's line. It makes it in x.out, whose response has been sent.
func (l *AccessLog) Write(x *Exchange) {
	x.out = l.format(x.out[:0], x)
	l.mu.Lock()
	before := len(l.buf)
	after := before + len(x.out)
	if after > logBuffer {
		l.mu.Unlock()
		l.dropped.Add(1)
		return
	}
	l.buf = append(l.buf, x.out...)
	l.mu.Unlock()
	if before == 0 {
		leaveToken(l.wake)
	}
	if before < logPage && after >= logPage {
		leaveToken(l.full)
	}
}

// leaveToken does not wait for anybody: a token that is there already says the same.
func leaveToken(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run writes what has gathered until Close.
func (l *AccessLog) run() {
	defer close(l.done)
	var page []byte
	for stopping := false; !stopping; {
		select {
		case <-l.wake:
			stopping = l.gather()
		case <-l.stop:
			stopping = true
		}
		l.mu.Lock()
		page, l.buf = l.buf, page[:0]
		l.mu.Unlock()
		l.put(page)
	}
}

// gather lets more lines come, and reports whether it is time to stop.
func (l *AccessLog) gather() (stopping bool) {
	enough := time.NewTimer(logDelay)
	defer enough.Stop()
	select {
	case <-enough.C:
	case <-l.full:
	case <-l.stop:
		return true
	}
	return false
}

// put writes a page. Lines that the log would not take are counted: there is
// nobody else to tell.
func (l *AccessLog) put(page []byte) {
	if len(page) == 0 {
		return
	}
	if n, err := l.w.Write(page); err != nil {
		l.dropped.Add(uint64(bytes.Count(page[n:], []byte{'\n'})))
	}
}

// Dropped is how many lines were lost.
func (l *AccessLog) Dropped() uint64 { return l.dropped.Load() }

// Close writes what is left and ends the goroutine. A reader that takes nothing
// for 2 s loses the rest: it must not keep the server from stopping.
func (l *AccessLog) Close() {
	l.closed.Do(func() { close(l.stop) })
	late := time.NewTimer(logFarewell)
	defer late.Stop()
	select {
	case <-l.done:
	case <-late.C:
	}
}
