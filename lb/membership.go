package lb

import (
	"slices"
	"strings"
	"time"
)

// Add puts a worker that is ready into the pool. The first version ever added
// is active at once; workers of a later one wait for Activate. An ID that is
// known already is refused with false.
func (p *Pool) Add(w *Worker) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.workers[w.ID]; known || p.closed {
		return false
	}
	switch {
	case p.active == nil:
		p.active = &version{number: w.Version}
		fallthrough
	case p.active.number == w.Version:
		w.version = p.active
	default:
		w.version = p.versionOf(w.Version)
	}
	p.workers[w.ID] = w
	p.settle(w)
	return true
}

// versionOf finds the record that the workers of that version share.
func (p *Pool) versionOf(number int) *version {
	for _, w := range p.workers {
		if w.version.number == number {
			return w.version
		}
	}
	return &version{number: number}
}

// Activate makes version number the one that gets requests, from now on.
// Requests in flight on older workers are answered by them, and while there
// are any the queue holds its breath (cutOverHold), so that no old answer
// follows a new one.
func (p *Pool) Activate(number int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.active != nil && number == p.active.number {
		return
	}
	p.active = p.versionOf(number)
	var fresh []*Worker
	for _, w := range p.workers {
		if w.state == wsIdle {
			p.unlink(w)
			w.state = wsParked
		}
		if w.state == wsParked && w.version == p.active {
			fresh = append(fresh, w)
		}
	}
	if p.oldBusy() > 0 {
		p.holding = true
		p.hold.Reset(cutOverHold)
	}
	slices.SortFunc(fresh, func(a, b *Worker) int { return strings.Compare(a.ID, b.ID) })
	for _, w := range fresh {
		p.settle(w)
	}
}

// holdOver is the hold's timer: the old version's last answers took too long.
func (p *Pool) holdOver() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holding {
		p.endHold()
	}
}

// endHold lets the queue go on.
func (p *Pool) endHold() {
	p.holding = false
	p.hold.Stop()
	for p.queue.n > 0 {
		w := p.takeIdle()
		if w == nil {
			return
		}
		p.queue.pop().hand(w, nil)
	}
}

// Retire lets a worker answer what it has and gives it nothing more. drained
// is called once, when its request is answered, or at once when it has none;
// false when the worker is unknown.
func (p *Pool) Retire(id string, drained func(*Worker)) bool {
	p.mu.Lock()
	w, known := p.workers[id]
	switch {
	case !known:
		p.mu.Unlock()
		return false
	case w.state == wsBusy:
		w.state = wsRetiring
		w.drained = drained
		p.mu.Unlock()
		return true
	case w.state == wsRetiring: // a second time: its holder still has its connection
		first := w.drained
		w.drained = func(w *Worker) { first(w); drained(w) }
		p.mu.Unlock()
		return true
	}
	p.forget(w, false)
	p.mu.Unlock()
	drained(w)
	return true
}

// Remove forgets a worker that is dead. Who holds it finds out by its
// connection. Nil when it is unknown.
func (p *Pool) Remove(id string) *Worker {
	p.mu.Lock()
	w := p.workers[id]
	var drained func(*Worker)
	if w != nil {
		drained = p.forget(w, w.state == wsBusy || w.state == wsRetiring)
	}
	p.mu.Unlock()
	if drained != nil {
		drained(w)
	}
	return w
}

// closeUnused closes the connections of idle workers that were last used
// before then.
func (p *Pool) closeUnused(then time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for w := p.idle.next; w != &p.idle; w = w.next {
		if w.up.lastUsed.Before(then) {
			w.up.close()
		}
	}
}

// PoolState is a snapshot for status and metrics.
type PoolState struct {
	Active   int // version
	Idle     int
	Busy     int
	Queued   int
	MaxQueue int
	Streams  int
	Workers  map[string]WorkerState
}

// WorkerState is one worker's part of a PoolState.
type WorkerState struct {
	State   string
	Busy    bool
	Served  uint64
	Streams int
}

// State takes a snapshot.
func (p *Pool) State() PoolState {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := PoolState{
		Idle: p.nIdle, Busy: p.nBusy, Queued: p.queue.n, MaxQueue: p.queue.limit,
		Workers: make(map[string]WorkerState, len(p.workers)),
	}
	if p.active != nil {
		s.Active = p.active.number
	}
	for id, w := range p.workers {
		n := int(w.streams.n.Load())
		s.Streams += n
		s.Workers[id] = WorkerState{w.state.String(), w.state == wsBusy || w.state == wsRetiring, w.served, n}
	}
	return s
}

// Registered is how many workers of the active version take part.
func (p *Pool) Registered() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, w := range p.workers {
		if w.version == p.active && w.state != wsRetiring {
			n++
		}
	}
	return n
}

// idleIDs are the workers that have nothing to do.
func (p *Pool) idleIDs() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := make([]string, 0, p.nIdle)
	for w := p.idle.next; w != &p.idle; w = w.next {
		ids = append(ids, w.ID)
	}
	return ids
}

// take acquires that worker if it is idle, nil otherwise.
func (p *Pool) take(id string) *Worker {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.workers[id]
	if w == nil || w.state != wsIdle {
		return nil
	}
	p.unlink(w)
	p.busy(w)
	return w
}
