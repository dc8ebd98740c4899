package lb

import (
	"errors"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// maxAttempts is one try and one retry (spec: retry budget).
const maxAttempts = 2

// dispatch has a worker answer x, a second one where the first did not start.
func (b *Balancer) dispatch(x *Exchange) {
	for {
		w, err := b.acquire(x)
		if err != nil {
			b.turnAway(x, err)
			return
		}
		x.attempts++
		x.worker = w.ID
		if x.begun.IsZero() {
			x.turn(time.Now())
		}
		again := b.try(x, w)
		x.endTurn()
		if !again {
			return
		}
		b.metrics.retries.Add(1)
	}
}

// acquire takes a worker for x, waiting in the queue if need be. A client that
// left while it waited is not dispatched.
func (b *Balancer) acquire(x *Exchange) (*Worker, error) {
	asked := time.Now()
	x.waiter.deadline = asked.Add(b.opts.QueueTimeout)
	w, queued, err := b.pool.Acquire(&x.waiter, x.attempts > 0)
	if !queued {
		return w, err
	}
	if !x.begun.IsZero() {
		x.wait += x.begun.Sub(asked)
		return w, nil
	}
	x.wait += time.Since(asked)
	if err == nil && x.client.gone() {
		b.pool.Release(w, false)
		return nil, errClientGone
	}
	return w, err
}

// startOn begins x's turn on w, which x's own goroutine waits for. The request
// that releases w does this before it writes its own answer: writing wakes a
// client, and as long as the kernel runs that one in our place w would have
// nothing to do (measured with a 5 ms handler: workers were busy 98.3 % of the
// time, and 99.7 % so). It does nothing where it would have to wait.
func (x *Exchange) startOn(w *Worker) {
	if x.client.gone() {
		return
	}
	now := time.Now()
	if w.up.start(x, now) {
		x.turn(now)
	}
}

var errClientGone = errors.New("lb: the client left while it waited")

func (b *Balancer) turnAway(x *Exchange, err error) {
	var r *Rejection
	if errors.As(err, &r) {
		x.reject(r)
		return
	}
	x.leave()
}

// try has w answer x. True means that w did not, and another worker may.
func (b *Balancer) try(x *Exchange, w *Worker) (again bool) {
	f := w.up.roundTrip(x)
	if f == nil && w.up.declined() {
		return b.declined(x, w)
	}
	if f == nil {
		f = b.deliver(x, w)
	}
	if f == nil {
		return false
	}
	b.failed(w, f)
	if x.attempts < maxAttempts && f.kind != Hung && (!f.started || x.idempotent()) {
		return true
	}
	x.reject(f.rejection())
	return false
}

// busyPause is how long a worker that says it is busy is left alone.
const busyPause = 50 * time.Millisecond

// declined handles a worker that has a request already, or is on its way out;
// it has not started this one. We hold it, so a busy one runs something that
// we know nothing of: it gets as long as a request would, then it is hung.
func (b *Balancer) declined(x *Exchange, w *Worker) (again bool) {
	draining := w.up.resp.Has(http1.Draining)
	w.up.close() // the body of the refusal is not worth reading
	now := time.Now()
	if w.busySince.IsZero() {
		w.busySince = now
	}
	switch {
	case draining:
		b.drop(w, Leaving)
	case now.Sub(w.busySince) > b.opts.ReadTimeout:
		b.drop(w, Hung)
	default:
		b.pool.Quarantine(w, busyPause)
	}
	if x.attempts < maxAttempts {
		return true
	}
	x.reject(ErrAllBusy)
	return false
}

// failed takes w out of the pool and tells the manager.
func (b *Balancer) failed(w *Worker, f *failure) {
	w.up.close()
	if f.kind != Hung && b.opts.Quarantine > 0 {
		b.metrics.drops[f.kind].Add(1)
		b.pool.Quarantine(w, b.opts.Quarantine)
		return
	}
	b.drop(w, f.kind)
}

// drop takes w out for good and has it replaced.
func (b *Balancer) drop(w *Worker, kind FailureKind) {
	b.metrics.drops[kind].Add(1)
	if b.pool.Drop(w) {
		b.status.changed()
		b.opts.Events.Failed(w.ID, kind)
	}
}

// release gives w back after its turn.
func (b *Balancer) release(w *Worker, served bool) {
	if b.pool.Release(w, served) {
		b.opts.Events.Exhausted(w.ID)
	}
}
