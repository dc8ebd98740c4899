package rip

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
)

// headroom has garbage collected each time that about so many bytes of it have
// been made. A percentage of what lives is too little for a server with one small
// app, which would collect every few milliseconds, and too much for one with a
// hundred. It works by setting that percentage after each collection, on the
// runtime's own goroutine for finalizers.
type headroom struct {
	bytes   uint64
	stopped atomic.Bool
	samples [3]metrics.Sample
	percent int // what was set
}

// The least and the most that percent may become: with little room beside much
// that lives, Go's own 100 is better than to collect all the time.
const (
	leastGC = 100
	mostGC  = 1500
)

// keepHeadroom begins; no room is to do nothing. It ends with stop, which leaves
// the percentage as it is.
func keepHeadroom(bytes uint64) (stop func()) {
	if bytes == 0 {
		return func() {}
	}
	h := &headroom{bytes: bytes}
	h.samples[0].Name = "/gc/heap/live:bytes"
	h.samples[1].Name = "/gc/scan/stack:bytes" // the percentage is of these, too
	h.samples[2].Name = "/gc/scan/globals:bytes"
	h.adjust()
	awaitCollection(h)
	return func() { h.stopped.Store(true) }
}

// room is a headroom while anybody needs it. Safe for concurrent use.
type room struct {
	bytes uint64

	mu    sync.Mutex
	users int
	stop  func()
}

func (r *room) enter() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users++; r.users == 1 {
		r.stop = keepHeadroom(r.bytes)
	}
}

func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.users--; r.users == 0 {
		r.stop()
	}
}

// awaitCollection has h adjusted after the next collection, and all that follow:
// what nobody refers to is finalized then.
func awaitCollection(h *headroom) {
	type cycle struct{ h *headroom }
	runtime.SetFinalizer(&cycle{h}, func(c *cycle) {
		if !c.h.stopped.Load() {
			c.h.adjust()
			awaitCollection(c.h)
		}
	})
}

// adjust sets the percentage for what lives now. To set it stops the world for
// a moment, so small differences are left alone.
func (h *headroom) adjust() {
	metrics.Read(h.samples[:])
	var live uint64
	for i := range h.samples {
		live += h.samples[i].Value.Uint64()
	}
	percent := percentFor(h.bytes, live)
	if diff := percent - h.percent; diff*8 > h.percent || -diff*8 > h.percent {
		debug.SetGCPercent(percent)
		h.percent = percent
	}
}

// percentFor is the percentage of live that is room, within bounds.
func percentFor(room, live uint64) int {
	return int(min(max(room*100/max(live, 1<<20), leastGC), mostGC))
}
