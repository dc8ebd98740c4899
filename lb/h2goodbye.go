package lb

import (
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// h2Goodbye tells a client of HTTP/2 to begin no more requests, in the first of
// two steps (RFC 9113, section 6.8): a GOAWAY that refuses none, and a PING. When
// the client has answered that, all that it had sent before it knew has been read,
// and package http2's own GOAWAY, which refuses what comes later, refuses
// nothing. With that one alone, requests that are on their way to us are lost to
// clients that cannot send them again. The zero h2Goodbye is good for one
// connection.
type h2Goodbye struct {
	once sync.Once
	over sync.Once
	done chan struct{} // made with the connection; closed by hear
	late *time.Timer   // guarded by once
	due  atomic.Bool   // it will be said
	said atomic.Bool

	mu     sync.Mutex // held while something is written
	frames h2Frames   // that have been written
	// each, unless nil, is told of each frame's header, and what of the payload is
	// written with it.
	each   func(f *h2Frames, payload []byte)
	begun  bool // package http2's settings are out, which must be the first
	wanted bool
}

const (
	// h2Farewell is how long a client has to answer: a round trip to anywhere.
	h2Farewell = time.Second
	// h2Parting is GOAWAY with the last stream 2³¹-1 and no error, then PING.
	h2Parting = "\x00\x00\x08\x07\x00\x00\x00\x00\x00\x7f\xff\xff\xff\x00\x00\x00\x00" +
		"\x00\x00\x08\x06\x00\x00\x00\x00\x00farewell"
)

// say says goodbye as soon as nothing else is being written. It may be called
// again, which does nothing. It waits for a write that is under way.
func (b *h2Goodbye) say(to io.Writer) {
	b.once.Do(func() {
		b.late = time.AfterFunc(h2Farewell, b.hear)
		b.mu.Lock()
		defer b.mu.Unlock()
		b.wanted = true
		_ = b.saySoon(to) // whoever writes next gets the error, too
	})
}

// write writes p, in which frames may begin and end anywhere.
func (b *h2Goodbye) write(to io.Writer, p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := to.Write(p)
	for rest := p[:n]; len(rest) > 0; {
		var complete bool
		if rest, complete = b.frames.next(rest); complete && b.each != nil {
			b.each(&b.frames, rest)
		}
	}
	b.begun = true
	if err == nil && b.wanted {
		err = b.saySoon(to)
	}
	return n, err
}

func (b *h2Goodbye) saySoon(to io.Writer) error {
	if b.said.Load() || !b.begun || !b.frames.between() {
		return nil
	}
	b.said.Store(true)
	_, err := io.WriteString(to, h2Parting)
	return err
}

// hear notes that the client has answered, or that nobody waits for that any more.
func (b *h2Goodbye) hear() { b.over.Do(func() { close(b.done) }) }

// waits is whether the client's answer is waited for.
func (b *h2Goodbye) waits() bool {
	select {
	case <-b.done:
		return false
	default:
		return b.due.Load()
	}
}

// leave is the end of the connection.
func (b *h2Goodbye) leave() {
	b.once.Do(func() {}) // nothing is to be said any more
	if b.late != nil {
		b.late.Stop()
	}
	b.hear()
}
