package manager

import (
	"fmt"
	"sync"
	"time"
)

// fakeTraffic is a balancer whose workers take busy to answer what they have.
// It knows how much capacity there ever was.
type fakeTraffic struct {
	bed *bed

	mu      sync.Mutex
	busy    time.Duration
	active  int
	serving map[string]Member
	floor   int // fewer workers of the active version than this, through Retire or Activate, is an error
	told    record
}

// record is what the balancer was told.
type record struct {
	retired []string
	removed []string
	added   []Member
	log     []string
}

func newFakeTraffic(b *bed) *fakeTraffic {
	return &fakeTraffic{bed: b, serving: map[string]Member{}}
}

func (f *fakeTraffic) Add(m Member) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.serving[m.ID] = m
	f.told.added = append(f.told.added, m)
	f.told.log = append(f.told.log, "add "+m.ID)
}

func (f *fakeTraffic) Activate(version int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.active = version
	f.told.log = append(f.told.log, fmt.Sprint("activate ", version))
	f.check("activation")
}

func (f *fakeTraffic) Retire(id string, done func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.serving, id)
	f.told.retired = append(f.told.retired, id)
	f.told.log = append(f.told.log, "retire "+id)
	f.check("retirement of " + id)
	if f.busy == 0 {
		done()
		return
	}
	time.AfterFunc(f.busy, done)
}

func (f *fakeTraffic) Remove(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.serving, id)
	f.told.removed = append(f.told.removed, id)
}

// require makes every Retire and Activate that leaves less capacity an error.
func (f *fakeTraffic) require(floor int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.floor = floor
}

// answerIn sets how long a retired worker takes for the request it has.
func (f *fakeTraffic) answerIn(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy = d
}

func (f *fakeTraffic) record() record {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.told
}

// check says when capacity dipped. f.mu is held.
func (f *fakeTraffic) check(when string) {
	n := 0
	for _, m := range f.serving {
		if m.Version == f.active {
			n++
		}
	}
	if n < f.floor {
		f.bed.t.Errorf("after the %s %d workers serve, capacity must not fall below %d", when, n, f.floor)
	}
}
