package workercheck

import (
	"context"
	"sync"

	"github.com/rip-server/rip-server/control"
)

// registry is the control socket's other side: it remembers who joined and
// who quit. Safe for concurrent use.
type registry struct {
	mu      sync.Mutex
	refuse  bool
	joined  chan message
	quitted chan message
}

// message is what a worker said, and the process that said it.
type message struct {
	control.Member
	peer control.Peer
}

// newRegistry has room for more messages than a worker of any manners sends.
func newRegistry() *registry {
	return &registry{joined: make(chan message, 16), quitted: make(chan message, 16)}
}

// Join accepts, unless joins are refused at the moment.
func (r *registry) Join(_ context.Context, m control.Member, peer control.Peer) error {
	r.mu.Lock()
	refuse := r.refuse
	r.mu.Unlock()
	tell(r.joined, message{m, peer})
	if refuse {
		return control.Forbidden("worker-check refuses this join on purpose")
	}
	return nil
}

// Quit accepts always.
func (r *registry) Quit(_ context.Context, m control.Member, peer control.Peer) error {
	tell(r.quitted, message{m, peer})
	return nil
}

// expect forgets what dead workers said, and says how the next join is taken.
func (r *registry) expect(refusal bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuse = refusal
	for len(r.joined) > 0 {
		<-r.joined
	}
	for len(r.quitted) > 0 {
		<-r.quitted
	}
}

func tell(to chan<- message, m message) {
	select {
	case to <- m:
	default: // a worker that repeats itself without end
	}
}
