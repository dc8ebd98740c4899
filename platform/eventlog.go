package platform

import (
	"sync"
	"time"
)

const (
	// keptEvents is a few days of a quiet platform, minutes of a crash loop.
	keptEvents = 1000
	// followBuffer is how far a reader may fall behind before it has to begin anew.
	followBuffer = 256
)

// eventLog keeps the last events and hands on new ones. Safe for concurrent
// use; add never waits for a reader.
type eventLog struct {
	mu        sync.Mutex
	events    []Event // a ring once it is full
	next      int
	last      uint64
	followers map[chan Event]struct{}
}

// newEventLog numbers events from a thousandth of a millisecond on: those of a
// controller that was started again go on above those before, for who resumes.
func newEventLog(now time.Time) *eventLog {
	return &eventLog{last: uint64(now.UnixMilli()) * 1000, followers: map[chan Event]struct{}{}}
}

// add numbers an event, keeps it and tells it to the followers.
func (l *eventLog) add(e Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	e.ID, e.Time = l.last, time.Now()
	if len(l.events) < keptEvents {
		l.events = append(l.events, e)
	} else {
		l.events[l.next] = e
		l.next = (l.next + 1) % keptEvents
	}
	for f := range l.followers {
		select {
		case f <- e:
		default:
			delete(l.followers, f)
			close(f)
		}
	}
}

// follow is Controller.Events.
func (l *eventLog) follow(since uint64) (replay []Event, live <-chan Event, cancel func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.events {
		if e := l.events[(l.next+i)%len(l.events)]; e.ID > since {
			replay = append(replay, e)
		}
	}
	f := make(chan Event, followBuffer)
	l.followers[f] = struct{}{}
	return replay, f, func() { l.forget(f) }
}

func (l *eventLog) forget(f chan Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, still := l.followers[f]; still {
		delete(l.followers, f)
		close(f)
	}
}
