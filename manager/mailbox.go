package manager

import "sync"

// mailbox holds what the actor has yet to do. Posting never blocks; what
// bounds it is that every poster has something to post about: a process, an
// alarm, a request that failed, a caller that waits.
type mailbox struct {
	mu     sync.Mutex
	acts   []func()
	closed bool
	bell   chan struct{} // capacity 1: rung when acts is not empty
}

func newMailbox() *mailbox { return &mailbox{bell: make(chan struct{}, 1)} }

// post adds an act; false means that the actor has ended and will not do it.
func (b *mailbox) post(act func()) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.acts = append(b.acts, act)
	select {
	case b.bell <- struct{}{}:
	default:
	}
	return true
}

// take empties the box.
func (b *mailbox) take() []func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	acts := b.acts
	b.acts = nil
	return acts
}

func (b *mailbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed, b.acts = true, nil
}
