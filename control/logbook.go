package control

import (
	"context"
	"fmt"
	"sync"
)

// followBuffer is how many lines a follower may lag behind before lines are
// dropped for it; a slow reader of logs must never slow the app.
const followBuffer = 512

// LogBook keeps the last lines of worker output and hands new ones to those
// who follow. Safe for concurrent use; Append never blocks on a reader.
type LogBook struct {
	limit     int
	mu        sync.Mutex
	lines     []LogLine // a ring once there are limit lines
	next      int       // where the oldest line is once the ring is full
	followers map[*follower]struct{}
}

type follower struct {
	lines   chan LogLine
	dropped int
}

// NewLogBook returns a book of at most limit lines (at least one).
func NewLogBook(limit int) *LogBook {
	return &LogBook{limit: max(limit, 1), followers: map[*follower]struct{}{}}
}

// Append writes one line.
func (b *LogBook) Append(line LogLine) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) < b.limit {
		b.lines = append(b.lines, line)
	} else {
		b.lines[b.next] = line
		b.next = (b.next + 1) % b.limit
	}
	for f := range b.followers {
		f.tell(line)
	}
}

// Read returns the last lines, oldest first, and with follow those to come
// until ctx ends. The channel is closed at the end; a caller that stops
// reading early must end ctx.
func (b *LogBook) Read(ctx context.Context, lines int, follow bool) <-chan LogLine {
	out := make(chan LogLine)
	b.mu.Lock()
	past := b.last(lines)
	f := &follower{lines: make(chan LogLine, followBuffer)}
	if follow {
		b.followers[f] = struct{}{}
	} else {
		close(f.lines)
	}
	b.mu.Unlock()
	go func() { // ends with ctx, or at the last line when not following
		defer close(out)
		defer b.forget(f)
		for _, line := range past {
			if !send(ctx, out, line) {
				return
			}
		}
		for {
			select {
			case line, more := <-f.lines:
				if !more || !send(ctx, out, line) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// last copies the n newest lines, oldest first. b.mu is held.
func (b *LogBook) last(n int) []LogLine {
	have := len(b.lines)
	n = min(max(n, 0), have)
	past := make([]LogLine, 0, n)
	for i := have - n; i < have; i++ {
		past = append(past, b.lines[(b.next+i)%have])
	}
	return past
}

func (b *LogBook) forget(f *follower) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.followers, f)
}

// tell hands a line over or counts it as dropped; the follower hears of the
// gap as soon as there is room. The book's mutex is held.
func (f *follower) tell(line LogLine) {
	if f.dropped > 0 {
		gap := LogLine{Time: line.Time, Worker: line.Worker, Stream: line.Stream, Text: fmt.Sprintf("[%d lines dropped: the reader is too slow]", f.dropped)}
		if !offer(f.lines, gap) {
			f.dropped++
			return
		}
		f.dropped = 0
	}
	if !offer(f.lines, line) {
		f.dropped++
	}
}

func offer(lines chan<- LogLine, line LogLine) bool {
	select {
	case lines <- line:
		return true
	default:
		return false
	}
}

func send(ctx context.Context, out chan<- LogLine, line LogLine) bool {
	select {
	case out <- line:
		return true
	case <-ctx.Done():
		return false
	}
}
