package lb

import (
	"sync"
	"time"
)

// Policy is how an idle worker is chosen.
type Policy string

// The policies: RoundRobin takes the worker that has been idle longest,
// LeastConnections the one with the fewest open streams, then the fewest
// requests served (none has a request in flight).
const (
	RoundRobin       Policy = "rr"
	LeastConnections Policy = "lc"
)

// cutOverHold is how long requests wait, at most, for the old version's last
// answers when a new version becomes active, so that nobody sees an old answer
// after a new one.
const cutOverHold = 250 * time.Millisecond

// Pool knows the workers and who waits for them. A worker is handed from the
// request that releases it straight to the oldest one that waits: no later
// request can overtake and nobody polls. Safe for concurrent use.
type Pool struct {
	policy Policy

	mu      sync.Mutex
	workers map[string]*Worker
	idle    Worker // ring: idle.next has been idle longest
	nIdle   int
	nBusy   int
	queue   *queue
	active  *version
	holding bool // a cut-over waits for the old version's last answers
	hold    *time.Timer
	closed  bool
}

// version is what the workers of one app version share.
type version struct {
	number int
	busy   int
}

// NewPool makes an empty pool whose queue holds maxQueue requests.
func NewPool(policy Policy, maxQueue int) *Pool {
	p := &Pool{policy: policy, workers: make(map[string]*Worker)}
	p.idle.prev, p.idle.next = &p.idle, &p.idle
	p.queue = newQueue(&p.mu, maxQueue)
	p.hold = time.AfterFunc(time.Hour, p.holdOver)
	p.hold.Stop()
	return p
}

// Acquire takes an idle worker, or waits for one until the waiter's deadline.
// A retry waits before all others. queued is whether it had to wait. The
// errors are Rejections, and errClientGone where the client is known to have left.
func (p *Pool) Acquire(wt *waiter, retry bool) (w *Worker, queued bool, err error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, false, ErrStopping
	}
	if !p.holding && p.queue.n == 0 {
		if w := p.takeIdle(); w != nil {
			p.mu.Unlock()
			return w, false, nil
		}
	}
	err = p.queue.push(wt, retry)
	p.mu.Unlock()
	if err != nil {
		return nil, false, err
	}
	w, err = p.await(wt)
	return w, true, err
}

// await waits in the queue. A client that is known to have left gives its place
// up at once.
func (p *Pool) await(wt *waiter) (*Worker, error) {
	if wt.gone != nil {
		select {
		case <-wt.ready:
			return wt.worker, wt.err
		case <-wt.gone:
			if p.leave(wt) {
				return nil, errClientGone
			}
		}
	}
	<-wt.ready
	return wt.worker, wt.err
}

// leave takes wt out of the queue, unless it has got its worker or error already.
func (p *Pool) leave(wt *waiter) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	waits := wt.queued
	if waits {
		p.queue.remove(wt)
	}
	return waits
}

// Release gives back a worker whose response has been read, or whose turn
// ended at the head of a stream. served is false when it got no request.
// It reports whether the worker has just reached its RecycleAfter.
func (p *Pool) Release(w *Worker, served bool) (exhausted bool) {
	p.mu.Lock()
	if served {
		w.served++
		exhausted = w.RecycleAfter > 0 && w.served == uint64(w.RecycleAfter)
	}
	p.leaveBusy(w)
	var drained func(*Worker)
	next := p.nextFor(w)
	if next == nil {
		drained = p.settle(w)
	}
	p.mu.Unlock()
	switch {
	case next != nil:
		next.take(w)
	case drained != nil:
		drained(w)
	}
	return exhausted
}

// Drop takes a worker out that its holder found broken. It is the manager's
// to replace it. It reports whether the worker was still in the pool.
func (p *Pool) Drop(w *Worker) bool {
	p.mu.Lock()
	known := w.state != wsGone
	p.leaveBusy(w)
	drained := p.forget(w, false)
	p.mu.Unlock()
	if drained != nil {
		drained(w)
	}
	return known
}

// Quarantine gives back a worker that failed, to be tried again after a while.
func (p *Pool) Quarantine(w *Worker, d time.Duration) {
	p.mu.Lock()
	p.leaveBusy(w)
	var drained func(*Worker)
	if w.state == wsRetiring || w.state == wsGone {
		drained = p.settle(w)
	} else {
		p.putOut(w, d)
	}
	p.mu.Unlock()
	if drained != nil {
		drained(w)
	}
}

// Close turns away who waits, and everybody after them, and closes the
// connections of idle workers. Workers that are acquired stay so until they are
// released.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.hold.Stop()
	p.queue.failAll(ErrStopping)
	for w := p.idle.next; w != &p.idle; w = w.next {
		w.up.close()
	}
}

// takeIdle chooses an idle worker and marks it busy.
func (p *Pool) takeIdle() *Worker {
	w := p.idle.next
	if w == &p.idle {
		return nil
	}
	if p.policy == LeastConnections {
		w = p.leastLoaded()
	}
	p.unlink(w)
	p.busy(w)
	return w
}

func (p *Pool) leastLoaded() *Worker {
	best := p.idle.next
	for w := best.next; w != &p.idle; w = w.next {
		a, b := w.streams.n.Load(), best.streams.n.Load()
		if a < b || a == b && w.served < best.served {
			best = w
		}
	}
	return best
}

func (p *Pool) busy(w *Worker) {
	w.state = wsBusy
	w.version.busy++
	p.nBusy++
}

// leaveBusy is the other half of busy. It is called once for each, even when
// the worker was forgotten in between.
func (p *Pool) leaveBusy(w *Worker) {
	w.version.busy--
	p.nBusy--
	if p.holding && p.oldBusy() == 0 {
		p.endHold()
	}
}

// oldBusy is how many workers of other versions still have a request.
func (p *Pool) oldBusy() int { return p.nBusy - p.active.busy }

// nextFor marks w busy for the oldest waiter and returns that, out of the queue:
// it must be given w. Nil when nobody waits or w is to get no request.
func (p *Pool) nextFor(w *Worker) *waiter {
	if p.holding || w.version != p.active || w.state == wsGone || w.state == wsRetiring {
		return nil
	}
	wt := p.queue.pop()
	if wt != nil {
		p.busy(w)
	}
	return wt
}

// settle finds a free worker its next place: a waiter, the idle ring, or out.
// It returns what is to be called, without the lock, when that was the end of
// a retired worker.
func (p *Pool) settle(w *Worker) (drained func(*Worker)) {
	switch {
	case w.state == wsGone:
		w.up.close()
		return nil
	case w.state == wsRetiring:
		return p.forget(w, false)
	case w.version != p.active:
		w.state = wsParked
		return nil
	}
	if wt := p.nextFor(w); wt != nil {
		wt.hand(w, nil)
		return nil
	}
	if p.closed {
		w.up.close()
	}
	w.state = wsIdle
	w.prev, w.next = p.idle.prev, &p.idle
	w.prev.next, w.next.prev = w, w
	p.nIdle++
	return nil
}

// forget removes w for good. Its connection is closed, unless somebody else
// still holds it, who will find w gone on giving it back.
func (p *Pool) forget(w *Worker, held bool) (drained func(*Worker)) {
	if w.state == wsIdle {
		p.unlink(w)
	}
	if !held {
		w.up.close()
	}
	w.state = wsGone
	delete(p.workers, w.ID)
	drained, w.drained = w.drained, nil
	return drained
}

func (p *Pool) unlink(w *Worker) {
	w.prev.next, w.next.prev = w.next, w.prev
	w.prev, w.next = nil, nil
	p.nIdle--
}

// putOut keeps w from requests for d.
func (p *Pool) putOut(w *Worker, d time.Duration) {
	w.state = wsOut
	time.AfterFunc(d, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if w.state == wsOut {
			p.settle(w)
		}
	})
}
