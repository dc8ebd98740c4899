package worker

import "sync"

// turn is the right to run a handler: one request has it at a time.
type turn struct {
	mu       sync.Mutex
	busy     bool
	draining bool
	active   int           // the one that has the turn, streams and sockets
	drained  chan struct{} // closed when draining and nothing is active
}

func newTurn() *turn { return &turn{drained: make(chan struct{})} }

// refusal is the field that tells the balancer why a request was not started.
type refusal string

const (
	taken    refusal = "" // it was
	busy     refusal = "Rip-Worker-Busy"
	draining refusal = "Rip-Worker-Draining"
)

// take takes the turn, if nobody has it. It must be followed by end and leave.
func (t *turn) take() refusal {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.draining:
		return draining
	case t.busy:
		return busy
	}
	t.busy = true
	t.active++
	return taken
}

// end gives the turn to the next request.
func (t *turn) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.busy = false
}

// leave says that the response is out, or its stream over.
func (t *turn) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.active--
	t.look()
}

// alone is whether nothing but the request that has the turn is going on: no
// stream, no socket.
func (t *turn) alone() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.busy && t.active == 1
}

// drain refuses requests from now on. The channel is closed when the last one
// that was taken has left.
func (t *turn) drain() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.draining {
		t.draining = true
		t.look()
	}
	return t.drained
}

func (t *turn) look() {
	if t.draining && t.active == 0 {
		close(t.drained)
	}
}
