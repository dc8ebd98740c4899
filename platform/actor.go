package platform

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/control"
)

// actor owns one app. Its goroutine carries out orders one after the other, so
// that nobody ever sees two changes of an app mixed, and a slow boot of one
// delays nobody else. What others may ask without waiting is in condition,
// gate, book and past.
type actor struct {
	c    *Controller
	name string
	log  *slog.Logger
	gate *gate
	book *control.LogBook // of all its runs
	past past

	orders  chan *order
	nudges  chan struct{} // capacity 1: look at how the workers are
	knocks  chan struct{} // capacity 1: a request waits at the gate
	ended   chan struct{} // closed with the goroutine
	life    context.Context
	die     context.CancelFunc // ends life: who follows the log
	hard    context.Context
	cut     context.CancelFunc // ends hard: a drain that takes too long
	urgent  atomic.Int32       // urgent orders that wait
	current atomic.Pointer[condition]
	running atomic.Pointer[appserver.App] // nil: there are no listeners and no workers

	mu        sync.Mutex
	interrupt context.CancelFunc // of the order under way; nil: it cannot be

	// What follows belongs to the goroutine.
	now       condition
	applied   *prepared // what runs; nil before the first launch
	status    string    // the path that the App answers itself
	over      bool      // the app is undeployed, or the controller stops
	since     time.Time // when the last worker stopped serving
	retryAt   time.Time // of a launch that failed
	retries   int
	requests  uint64    // at the last look
	busyUntil time.Time // when the last request was seen
}

// condition is how an app is, as its actor last published it. It is not changed.
type condition struct {
	spec      Spec
	revision  uint64 // of the spec in the store
	state     State
	startedAt time.Time
	failure   string
}

// order is something that the actor is to do.
type order struct {
	run    func(ctx context.Context) error
	done   chan error // capacity 1: who asked may have left
	urgent bool
}

// maxOrders is how many may wait. People and programs that order more of one
// app at a time do not wait for each other.
const maxOrders = 16

func newActor(c *Controller, spec Spec, revision uint64) *actor {
	a := &actor{
		c: c, name: spec.Name, log: c.opts.Logger.With("app", spec.Name),
		book:   control.NewLogBook(appserver.LogLines),
		orders: make(chan *order, maxOrders), nudges: make(chan struct{}, 1), knocks: make(chan struct{}, 1),
		ended: make(chan struct{}),
		now:   condition{spec: spec, revision: revision, state: Deployed},
	}
	a.life, a.die = context.WithCancel(context.Background())
	a.hard, a.cut = context.WithCancel(context.Background())
	a.gate = newGate(func() { ring(a.knocks) })
	a.publish()
	return a
}

// act is the goroutine. It ends with an order that sets over.
func (a *actor) act() {
	defer close(a.ended)
	defer a.cut()
	defer a.die()
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for !a.over {
		select {
		case o := <-a.orders:
			a.carryOut(o)
		case <-a.knocks:
			a.carryOut(&order{run: a.wake})
		case <-a.nudges:
			a.look()
		case <-tick.C:
			a.tend()
		}
	}
}

// do orders something and waits until it is done. The end of ctx ends the
// waiting. Urgent orders make an end of the one under way and of those that
// wait before them.
func (a *actor) do(ctx context.Context, urgent bool, run func(context.Context) error) error {
	o := &order{run: run, done: make(chan error, 1), urgent: urgent}
	if err := a.post(o); err != nil {
		return err
	}
	select {
	case err := <-o.done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("stopped waiting for %s; what was ordered goes on: %w", a.name, ctx.Err())
	case <-a.ended:
	}
	select {
	case err := <-o.done:
		return err
	default:
		return a.gone()
	}
}

func (a *actor) post(o *order) error {
	if !o.urgent {
		select {
		case a.orders <- o:
			return nil
		case <-a.ended:
			return a.gone()
		default:
			return fmt.Errorf("%w: %d orders wait for %s already; try again", ErrBusy, maxOrders, a.name)
		}
	}
	a.mu.Lock()
	a.urgent.Add(1)
	if a.interrupt != nil {
		a.interrupt()
	}
	a.mu.Unlock()
	select {
	case a.orders <- o:
		return nil
	case <-a.ended:
		return a.gone()
	}
}

// gone is the answer of an actor that has ended.
func (a *actor) gone() error {
	if a.c.stopping.Load() {
		return ErrStopping
	}
	return notFound(a.name)
}

// errInterrupted is what becomes of an order that a stop overtakes.
var errInterrupted = fmt.Errorf("%w: the app is being stopped", ErrConflict)

// carryOut runs one order. It runs even when who asked has left.
func (a *actor) carryOut(o *order) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a.mu.Lock()
	switch {
	case o.urgent:
		a.urgent.Add(-1)
	case a.urgent.Load() > 0:
		cancel()
	default:
		a.interrupt = cancel
	}
	a.mu.Unlock()
	err := errInterrupted
	if ctx.Err() == nil {
		err = o.run(ctx)
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = errInterrupted
	}
	a.mu.Lock()
	a.interrupt = nil
	a.mu.Unlock()
	a.publish()
	if o.done != nil {
		o.done <- err
	}
}

func (a *actor) publish() {
	now := a.now
	a.current.Store(&now)
}

// become moves the app along the table of states and tells of it. A move that
// the table does not know is a bug of ours.
func (a *actor) become(to State) {
	if a.now.state == to {
		return
	}
	state, err := a.now.state.advance(to)
	if err != nil {
		a.log.Error("internal fault; please report it", "err", err)
		return
	}
	a.now.state = state
	a.publish()
	text := "the app is " + string(to)
	if to == Failed && a.now.failure != "" {
		text = a.now.failure
	}
	a.tell(AppState, text)
	a.log.Debug("the app's state has changed", "state", to)
}

// tell adds an event of this app.
func (a *actor) tell(kind Kind, message string) {
	now := a.current.Load()
	a.c.events.add(Event{App: a.name, Kind: kind, Message: message, Status: now.state, Version: now.spec.Current})
}

// ring puts a token into a channel of capacity 1.
func ring(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
