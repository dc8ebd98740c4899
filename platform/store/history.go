package store

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
)

// keptChanges is how many changes a watch can be behind: a watcher that is
// slower than a thousand deployments is better off reading everything again.
const keptChanges = 1024

// history knows the last changes of a store and tells those who watch. Safe for
// concurrent use; add never waits for a watcher.
type history struct {
	mu      sync.Mutex
	changes []Changed // by revision; those of one transaction share theirs
	from    uint64    // changes after this revision are known
	now     uint64    // the last revision
	moved   chan struct{}
	closed  bool
}

// newHistory knows nothing of what led to revision.
func newHistory(revision uint64) *history {
	return &history{from: revision, now: revision, moved: make(chan struct{})}
}

// add notes the changes of one transaction. The caller sees to their order.
func (h *history) add(revision uint64, changes []Changed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = revision
	h.changes = append(h.changes, changes...)
	if over := len(h.changes) - keptChanges; over > 0 {
		h.from = h.changes[over-1].Revision
		// A transaction is known as a whole or not at all.
		keep := slices.IndexFunc(h.changes, func(c Changed) bool { return c.Revision > h.from })
		h.changes = slices.Clone(h.changes[max(keep, 0):])
	}
	h.ring()
}

// close ends all watches.
func (h *history) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.closed = true
		h.ring()
	}
}

// ring wakes who watches; h.mu is held.
func (h *history) ring() {
	close(h.moved)
	h.moved = make(chan struct{})
}

// after returns the changes made after since, the revision they lead to, and
// what is closed with the next one.
func (h *history) after(since uint64, prefix string) (found []Changed, now uint64, moved <-chan struct{}, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.closed:
		return nil, 0, nil, ErrClosed
	case since < h.from || since > h.now:
		return nil, 0, nil, fmt.Errorf("%w: revision %d is asked for, %d to %d are known", ErrCompacted, since, h.from, h.now)
	}
	for _, c := range h.changes {
		if c.Revision > since && strings.HasPrefix(c.Key, prefix) {
			c.Value = slices.Clone(c.Value)
			found = append(found, c)
		}
	}
	return found, h.now, h.moved, nil
}

func (h *history) watch(ctx context.Context, prefix string, since uint64) iter.Seq2[Changed, error] {
	return func(yield func(Changed, error) bool) {
		for ctx.Err() == nil {
			found, now, moved, err := h.after(since, prefix)
			if err != nil {
				yield(Changed{}, err)
				return
			}
			for _, c := range found {
				if !yield(c, nil) {
					return
				}
			}
			since = now
			select {
			case <-moved:
			case <-ctx.Done():
			}
		}
	}
}
