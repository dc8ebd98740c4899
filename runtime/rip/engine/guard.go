package engine

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// look is how often a Guard looks at VMs that run: a VM can fill memory at
// about a gigabyte a second.
const look = 50 * time.Millisecond

// patience is how many looks without a VM that runs it takes a Guard to go to
// sleep.
const patience = 20

// Guard keeps the VMs of a process within limits: it kills those that exceed
// them. It cannot cut a native call short, nor see memory that is taken within
// one. It sleeps while no VM runs. Safe for concurrent use.
type Guard struct {
	memory memory
	asleep atomic.Bool
	bell   chan struct{} // capacity 1
	quit   chan struct{}
	gone   chan struct{}

	mu   sync.Mutex
	vms  map[*VM]*watch
	low  func()    // see OnLow
	told time.Time // low, the last time
}

// watch is what a Guard remembers of a VM.
type watch struct {
	limit time.Duration
	turn  uint64
	since time.Time // when that turn was first seen
}

// NewGuard returns a guard that watches nothing yet. limit is how many bytes
// the objects of the whole process may take; goja cannot tell whose they are,
// so the VM that has been running longest is killed for them. 0 is no limit.
// The caller closes it.
func NewGuard(limit uint64) *Guard {
	if limit == 0 {
		limit = math.MaxUint64
	}
	g := &Guard{
		memory: newMemory(limit), bell: make(chan struct{}, 1), quit: make(chan struct{}), gone: make(chan struct{}),
		vms: map[*VM]*watch{},
	}
	go g.run() // ends with Close
	return g
}

// lowPause is how often a Guard says that memory is low: what is done about it
// shows when garbage was collected.
const lowPause = 10 * time.Second

// OnLow has fn called when memory has become low while a VM runs, again every ten
// seconds as long as it is. fn must not block, nor use the Guard.
func (g *Guard) OnLow(fn func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.low = fn
}

// Watch has vm guarded until it is killed. turn is how long its JavaScript may
// run without giving way: a loop, or a chain of promises that never ends. It
// does not count what is awaited; 0 is no limit. Watch must be called before
// the VM is used by more than one goroutine.
func (g *Guard) Watch(vm *VM, turn time.Duration) {
	if turn == 0 {
		turn = math.MaxInt64
	}
	vm.life.guard = g
	g.mu.Lock()
	defer g.mu.Unlock()
	g.vms[vm] = &watch{limit: turn}
}

// Close ends the guard; VMs go on unguarded.
func (g *Guard) Close() {
	close(g.quit)
	<-g.gone
}

// wake is called at the beginning of each turn, so it costs one load.
func (g *Guard) wake() {
	if g != nil && g.asleep.Load() {
		signal(g.bell)
	}
}

func (g *Guard) run() {
	defer close(g.gone)
	tick := time.NewTicker(look)
	defer tick.Stop()
	quiet := 0
	for {
		select {
		case <-g.quit:
			return
		case now := <-tick.C:
			if g.inspect(now) {
				quiet = 0
			} else if quiet++; quiet >= patience {
				tick.Stop()
				if !g.sleep() {
					return
				}
				tick.Reset(look)
				quiet = 0
			}
		}
	}
}

// sleep waits until a VM runs; false: the guard is closed.
func (g *Guard) sleep() bool {
	g.asleep.Store(true)
	defer g.asleep.Store(false)
	if g.inspect(time.Now()) { // one that began before it could see that we sleep
		return true
	}
	select {
	case <-g.bell:
		return true
	case <-g.quit:
		return false
	}
}

// inspect looks at every VM once and reports whether any was running.
func (g *Guard) inspect(now time.Time) (running bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var longest *VM
	since := now
	for vm, w := range g.vms {
		if vm.Killed() != nil {
			delete(g.vms, vm)
			continue
		}
		turn := vm.life.turns.Load()
		if turn%2 == 0 {
			continue
		}
		running = true
		if turn != w.turn {
			w.turn, w.since = turn, now
		}
		if now.Sub(w.since) > w.limit {
			vm.Kill(&Exceeded{What: fmt.Sprintf("it ran for %v without giving way", w.limit)})
			continue
		}
		if longest == nil || w.since.Before(since) {
			longest, since = vm, w.since
		}
	}
	if longest != nil {
		g.inspectMemory(longest, now)
	}
	return running
}

// inspectMemory kills longest when memory is full, and tells when it is low.
func (g *Guard) inspectMemory(longest *VM, now time.Time) {
	switch {
	case g.memory.full():
		longest.Kill(&Exceeded{What: fmt.Sprintf("memory went beyond %d MB", g.memory.limit>>20), Memory: true})
	case g.low != nil && g.memory.low() && now.Sub(g.told) >= lowPause:
		g.told = now
		g.low()
	}
}

// Exceeded is the cause of a VM's end when it went beyond a limit.
type Exceeded struct {
	What   string
	Memory bool
}

func (e *Exceeded) Error() string { return "the app was stopped: " + e.What }
