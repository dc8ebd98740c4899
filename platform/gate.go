package platform

import (
	"bytes"
	"context"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/lb"
)

// gate stands in front of an app for as long as its name is deployed: the app's
// own ports and the router come through it. It lets requests through to the
// balancer, has them wait while workers boot, or turns them away, and counts
// them. A request costs it two counters and a pointer. Safe for concurrent use;
// open, hold and shut are the actor's.
type gate struct {
	own    door // of the app's own ports
	routed door // of the platform's port
	meter  meter

	passage atomic.Pointer[passage]
	knock   func() // tells the actor that somebody waits; must not block
}

// passage is what requests find at the gate. It is never changed.
type passage struct {
	next lb.Handler // nil: nobody passes
	// refuse is the answer to who cannot pass; with leaving those are the ones
	// from the router, while the app's own ports drain by themselves.
	refuse  *lb.Rejection
	leaving bool
	// over is closed when this passage is no longer the gate's. While requests
	// are to wait, held, for that is how they learn of it.
	over chan struct{}
	held bool
	// patience is how long they wait, waiting how many may.
	patience time.Duration
	waiting  int64
	// status is the path that the balancer answers itself, workers or not.
	status string
}

// What the gate says.
var (
	errAppStopped  = &lb.Rejection{Status: 503, Reason: "app-stopped", Detail: "this app is not running; rip-server start has it run", RetryAfter: 5 * time.Second}
	errAppStopping = &lb.Rejection{Status: 503, Reason: "app-stopping", Detail: "this app is being stopped", RetryAfter: 5 * time.Second}
	errAppGone     = &lb.Rejection{Status: 404, Reason: "app-gone", Detail: "this app is no longer deployed"}
	errBootTimeout = &lb.Rejection{Status: 504, Reason: "boot-timeout", Detail: "the app is starting and was not ready in time", RetryAfter: 5 * time.Second}
)

// newGate is shut.
func newGate(knock func()) *gate {
	g := &gate{knock: knock}
	g.own.gate, g.routed.gate, g.routed.fromRouter = g, g, true
	g.set(&passage{refuse: errAppStopped})
	return g
}

func (g *gate) set(p *passage) {
	p.over = make(chan struct{})
	if old := g.passage.Swap(p); old != nil {
		close(old.over)
	}
}

// open lets requests through to next, which answers those for the status path
// itself: they are no requests of the app and not counted.
func (g *gate) open(next lb.Handler, status string) { g.set(&passage{next: next, status: status}) }

// hold has requests wait, each at most patience and so many at once. next
// answers requests for the status path meanwhile; it may be nil.
func (g *gate) hold(next lb.Handler, status string, patience time.Duration, waiting int) {
	g.set(&passage{next: next, held: true, status: status, patience: patience, waiting: int64(waiting)})
}

// shut turns everybody away.
func (g *gate) shut(with *lb.Rejection) { g.set(&passage{refuse: with}) }

// leave turns away who comes through the router.
func (g *gate) leave(next lb.Handler) {
	g.set(&passage{next: next, refuse: errAppStopping, leaving: true})
}

// empty is whether no request is within or at the gate.
func (g *gate) empty() bool { return g.own.within.Load() == 0 && g.routed.within.Load() == 0 }

// drained waits until what came through the router has been answered.
func (g *gate) drained(ctx context.Context) error {
	tick := time.NewTicker(drainPoll)
	defer tick.Stop()
	for g.routed.within.Load() > 0 {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// drainPoll: a stop is not measured in milliseconds, and a request need not
// look whether it is the last one.
const drainPoll = 10 * time.Millisecond

// isStatus is whether the balancer answers x without a worker.
func (p *passage) isStatus(x *lb.Exchange) bool {
	if len(x.Target) < len(p.status) || p.status == "" {
		return false
	}
	path, _, _ := bytes.Cut(x.Target, []byte("?"))
	return string(path) == p.status
}
