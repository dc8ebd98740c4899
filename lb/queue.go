package lb

import (
	"sync"
	"time"
)

// waiter is one request's place in the queue. It is embedded in an Exchange
// and reused with it, so that waiting allocates nothing.
type waiter struct {
	ready      chan struct{} // one token when worker or err is set
	worker     *Worker
	err        error
	deadline   time.Time
	queued     bool
	prev, next *waiter
	// start, if there is one, begins the request on the worker that it is about
	// to get. Whoever hands the worker over calls it, without the pool's lock and
	// while the request's own goroutine waits; it must not block.
	start func(*Worker)
	// gone, if there is one, is closed when the client leaves, which then leaves
	// the queue.
	gone <-chan struct{}
}

func newWaiter(start func(*Worker)) waiter {
	return waiter{ready: make(chan struct{}, 1), start: start}
}

// queue holds the requests that found no idle worker, oldest first. It never
// holds more than its limit and never keeps one past its deadline. Pool.mu
// guards it; the zero limit refuses everything.
type queue struct {
	mu         *sync.Mutex
	head, tail *waiter
	n, limit   int
	// One timer serves the whole queue: it is set for the earliest deadline
	// known and looks for what is due when it fires.
	timer *time.Timer
	armed time.Time
}

func newQueue(mu *sync.Mutex, limit int) *queue {
	q := &queue{mu: mu, limit: limit}
	q.timer = time.AfterFunc(time.Hour, q.expire)
	q.timer.Stop()
	return q
}

// push adds w at the tail, or at the head when it is a retry, which came
// before everything that waits.
func (q *queue) push(w *waiter, retry bool) error {
	if q.n >= q.limit && !retry {
		return ErrQueueFull
	}
	w.worker, w.err, w.queued = nil, nil, true
	switch {
	case q.head == nil:
		w.prev, w.next = nil, nil
		q.head, q.tail = w, w
	case retry:
		w.prev, w.next = nil, q.head
		q.head.prev, q.head = w, w
	default:
		w.prev, w.next = q.tail, nil
		q.tail.next, q.tail = w, w
	}
	q.n++
	if q.armed.IsZero() || w.deadline.Before(q.armed) {
		q.arm(w.deadline)
	}
	return nil
}

// pop takes the oldest waiter out, nil when there is none.
func (q *queue) pop() *waiter {
	w := q.head
	if w != nil {
		q.remove(w)
	}
	return w
}

func (q *queue) remove(w *waiter) {
	if w.prev == nil {
		q.head = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		q.tail = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.prev, w.next, w.queued = nil, nil, false
	q.n--
}

// take gives w its worker with the request begun on it, if that can be done.
func (w *waiter) take(worker *Worker) {
	if w.start != nil {
		w.start(worker)
	}
	w.hand(worker, nil)
}

// hand gives w its worker or its error. The channel has room for the token,
// so this never blocks.
func (w *waiter) hand(worker *Worker, err error) {
	w.worker, w.err = worker, err
	w.ready <- struct{}{}
}

func (q *queue) arm(at time.Time) {
	q.armed = at
	q.timer.Reset(time.Until(at))
}

// expire is the timer: it turns away what is due and waits for the next.
func (q *queue) expire() {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	q.armed = time.Time{}
	var next time.Time
	for w := q.head; w != nil; {
		after := w.next
		switch {
		case !now.Before(w.deadline):
			q.remove(w)
			w.hand(nil, ErrQueueTimeout)
		case next.IsZero() || w.deadline.Before(next):
			next = w.deadline
		}
		w = after
	}
	if !next.IsZero() {
		q.arm(next)
	}
}

// failAll turns everything away that waits.
func (q *queue) failAll(err error) {
	for w := q.pop(); w != nil; w = q.pop() {
		w.hand(nil, err)
	}
	q.timer.Stop()
	q.armed = time.Time{}
}
