package platform

import (
	"context"
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
