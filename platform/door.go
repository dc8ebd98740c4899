package platform

import (
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/lb"
)

// door is one way to the gate; it is the lb.Handler of those who come by it.
type door struct {
	gate       *gate
	fromRouter bool
	within     atomic.Int64 // requests that came in and have not left
}

// Serve implements lb.Handler.
func (d *door) Serve(x *lb.Exchange) {
	// Counted before the passage is looked at: who shuts the gate and finds
	// nobody within knows that nobody comes any more.
	d.within.Add(1)
	defer d.within.Add(-1)
	p := d.gate.passage.Load()
	if p.next != nil && p.isStatus(x) {
		p.next.Serve(x)
		return
	}
	for p.held {
		if rejection := d.wait(p); rejection != nil {
			d.reject(x, p, rejection)
			return
		}
		p = d.gate.passage.Load()
	}
	if p.next == nil || p.leaving && d.fromRouter {
		d.reject(x, p, p.refuse)
		return
	}
	p.next.Serve(x)
	d.gate.meter.count(x.Outcome())
}

// Refused implements lb.Handler.
func (d *door) Refused(x *lb.Exchange) {
	if p := d.gate.passage.Load(); p.next != nil {
		p.next.Refused(x)
	}
}

// wait has a request wait for the end of p. The body has not been read yet: it
// stays with the client and its kernel.
func (d *door) wait(p *passage) *lb.Rejection {
	if d.gate.own.within.Load()+d.gate.routed.within.Load() > p.waiting {
		return lb.ErrQueueFull
	}
	d.gate.knock()
	late := time.NewTimer(p.patience)
	defer late.Stop()
	select {
	case <-p.over:
		return nil
	case <-late.C:
		return errBootTimeout
	}
}

func (d *door) reject(x *lb.Exchange, p *passage, with *lb.Rejection) {
	x.Reject(with)
	d.gate.meter.count(x.Outcome())
	if p.next != nil {
		p.next.Refused(x) // into the app's log and metrics
	}
}
