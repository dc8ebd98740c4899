package lb

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// poolWith makes a pool of idle workers of version 1.
func poolWith(policy Policy, maxQueue int, ids ...string) *Pool {
	p := NewPool(policy, maxQueue)
	for _, id := range ids {
		p.Add(&Worker{Member: Member{ID: id, Version: 1}, up: &Upstream{}})
	}
	return p
}

// turn is one Acquire that goes on in its own goroutine.
type turn struct {
	worker *Worker
	err    error
	done   chan struct{}
}

func acquire(p *Pool, wait time.Duration) *turn { return acquireAs(p, wait, false) }

func acquireAs(p *Pool, wait time.Duration, retry bool) *turn {
	tn := &turn{done: make(chan struct{})}
	go func() { // ends with its wait at the latest
		defer close(tn.done)
		wt := newWaiter(nil)
		wt.deadline = time.Now().Add(wait)
		tn.worker, _, tn.err = p.Acquire(&wt, retry)
	}()
	return tn
}

// got waits for the turn's worker.
func (tn *turn) got(t *testing.T) *Worker {
	t.Helper()
	<-tn.done
	if tn.err != nil {
		t.Fatal(tn.err)
	}
	return tn.worker
}

func (tn *turn) over() bool {
	select {
	case <-tn.done:
		return true
	default:
		return false
	}
}

func TestReleasedWorkerGoesToTheOldestWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := poolWith(RoundRobin, 100, "a")
		w := acquire(p, time.Minute).got(t)
		var waiting []*turn
		for range 50 {
			waiting = append(waiting, acquire(p, time.Minute))
			synctest.Wait()
		}
		for i, tn := range waiting {
			p.Release(w, true)
			late := acquire(p, time.Nanosecond) // must not overtake
			synctest.Wait()
			if !tn.over() {
				t.Fatalf("waiter %d did not get the worker", i)
			}
			w = tn.got(t)
			time.Sleep(time.Microsecond)
			if <-late.done; !errors.Is(late.err, ErrQueueTimeout) {
				t.Fatalf("a later request overtook waiter %d", i)
			}
		}
		p.Release(w, true)
		if s := p.State(); s.Idle != 1 || s.Busy != 0 || s.Queued != 0 {
			t.Errorf("left over: %+v", s)
		}
	})
}

func TestWaiterIsTurnedAwayAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := poolWith(RoundRobin, 100, "a")
		w := acquire(p, 0).got(t)
		began := time.Now()
		waits := []time.Duration{2 * time.Second, 50 * time.Millisecond, time.Second, 50 * time.Millisecond}
		var turns []*turn
		for _, d := range waits {
			turns = append(turns, acquire(p, d))
		}
		for _, i := range []int{1, 3, 2, 0} {
			<-turns[i].done
			if took := time.Since(began); took != waits[i] || !errors.Is(turns[i].err, ErrQueueTimeout) {
				t.Errorf("waiter of %s: %v after %s", waits[i], turns[i].err, took)
			}
		}
		p.Release(w, true)
		if s := p.State(); s.Queued != 0 || s.Idle != 1 {
			t.Errorf("left over: %+v", s)
		}
	})
}

func TestFullQueueRefusesAtOnceButTakesRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := poolWith(RoundRobin, 2, "a")
		w := acquire(p, 0).got(t)
		first := acquire(p, time.Second)
		synctest.Wait()
		second := acquire(p, time.Second)
		synctest.Wait()
		third := acquire(p, time.Second)
		if <-third.done; !errors.Is(third.err, ErrQueueFull) {
			t.Errorf("third waiter: %v", third.err)
		}
		retry := acquireAs(p, time.Second, true) // it was before all of them
		synctest.Wait()
		p.Release(w, true)
		p.Release(retry.got(t), true)
		p.Release(first.got(t), true)
		p.Release(second.got(t), true)
	})
}

func TestClosedPoolTurnsEverybodyAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := poolWith(RoundRobin, 2, "a")
		w := acquire(p, 0).got(t)
		waiting := acquire(p, time.Minute)
		synctest.Wait()
		p.Close()
		after := acquire(p, time.Minute)
		for _, tn := range []*turn{waiting, after} {
			if <-tn.done; !errors.Is(tn.err, ErrStopping) {
				t.Error(tn.err)
			}
		}
		p.Release(w, true)
	})
}

func TestRequestsWaitForTheFirstWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := NewPool(RoundRobin, 10)
		tn := acquire(p, time.Minute)
		synctest.Wait()
		p.Add(&Worker{Member: Member{ID: "a"}, up: &Upstream{}})
		p.Release(tn.got(t), true)
		if p.Add(&Worker{Member: Member{ID: "a"}, up: &Upstream{}}) {
			t.Error("an ID was taken twice")
		}
	})
}

func order(t *testing.T, p *Pool, n int) (ids []string) {
	for range n {
		w := acquire(p, 0).got(t)
		ids = append(ids, w.ID)
		p.Release(w, true)
	}
	return ids
}

func TestRoundRobinTakesWhoHasRestedLongest(t *testing.T) {
	p := poolWith(RoundRobin, 0, "a", "b", "c")
	if diff := cmp.Diff([]string{"a", "b", "c", "a", "b"}, order(t, p, 5)); diff != "" {
		t.Error(diff)
	}
}

func TestLeastConnectionsTakesTheFewestStreamsThenRequests(t *testing.T) {
	p := poolWith(LeastConnections, 0, "a", "b", "c")
	p.workers["a"].streams.n.Store(2)
	p.workers["b"].streams.n.Store(1)
	p.workers["c"].streams.n.Store(1)
	p.workers["b"].served = 1
	if diff := cmp.Diff([]string{"c", "b", "c", "b"}, order(t, p, 4)); diff != "" {
		t.Error(diff)
	}
}

func TestQuarantinedWorkerComesBackAfterItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := poolWith(RoundRobin, 10, "a")
		p.Quarantine(acquire(p, 0).got(t), time.Second)
		began := time.Now()
		w := acquire(p, time.Minute).got(t)
		if took := time.Since(began); took != time.Second {
			t.Errorf("back after %s", took)
		}
		p.Quarantine(w, time.Second)
		p.Remove("a") // meanwhile it dies
		time.Sleep(2 * time.Second)
		if s := p.State(); s.Idle+s.Busy != 0 || len(s.Workers) != 0 {
			t.Errorf("left over: %+v", s)
		}
	})
}

func TestOnlyTheActiveVersionGetsRequests(t *testing.T) {
	p := poolWith(RoundRobin, 0, "a")
	p.Add(&Worker{Member: Member{ID: "b", Version: 2}, up: &Upstream{}})
	if diff := cmp.Diff([]string{"a", "a"}, order(t, p, 2)); diff != "" {
		t.Error(diff)
	}
	p.Activate(2)
	if diff := cmp.Diff([]string{"b", "b"}, order(t, p, 2)); diff != "" {
		t.Error(diff)
	}
	p.Activate(1) // and back
	if diff := cmp.Diff([]string{"a"}, order(t, p, 1)); diff != "" {
		t.Error(diff)
	}
}

func TestCutOverWaitsForOldAnswersButNotForEver(t *testing.T) {
	for _, c := range []struct{ old, want time.Duration }{
		{100 * time.Millisecond, 100 * time.Millisecond},
		{10 * time.Second, cutOverHold},
	} {
		synctest.Test(t, func(t *testing.T) {
			p := poolWith(RoundRobin, 10, "a")
			p.Add(&Worker{Member: Member{ID: "b", Version: 2}, up: &Upstream{}})
			w := acquire(p, 0).got(t)
			began := time.Now()
			go func() { time.Sleep(c.old); p.Release(w, true) }()
			p.Activate(2)
			next := acquire(p, time.Minute).got(t)
			if took := time.Since(began); took != c.want || next.ID != "b" {
				t.Errorf("an old answer that takes %s: worker %s after %s", c.old, next.ID, took)
			}
			p.Release(next, true)
			time.Sleep(time.Minute)
			if s := p.State(); s.Busy != 0 || s.Workers["a"].State != "parked" {
				t.Errorf("left over: %+v", s)
			}
		})
	}
}

func TestRetiredWorkerLeavesAfterItsRequest(t *testing.T) {
	p := poolWith(RoundRobin, 0, "idle", "busy")
	var told []string
	retire := func(id string) { p.Retire(id, func(w *Worker) { told = append(told, w.ID) }) }
	p.Release(p.take("idle"), true)
	w := p.take("busy")
	retire("idle")
	retire("busy")
	retire("busy")
	if diff := cmp.Diff([]string{"idle"}, told); diff != "" {
		t.Error(diff)
	}
	p.Release(w, true)
	if diff := cmp.Diff([]string{"idle", "busy", "busy"}, told); diff != "" {
		t.Error(diff)
	}
	if p.Retire("busy", nil) || len(p.State().Workers) != 0 {
		t.Errorf("left over: %+v", p.State())
	}
}

func TestDeadWorkerIsForgottenWhateverItDid(t *testing.T) {
	told := 0
	drained := func(*Worker) { told++ }
	for _, give := range []func(*Pool, *Worker){
		func(p *Pool, w *Worker) { p.Release(w, true) },
		func(p *Pool, w *Worker) { p.Drop(w) },
		func(p *Pool, w *Worker) { p.Quarantine(w, time.Hour) },
	} {
		p := poolWith(RoundRobin, 0, "busy", "retiring", "idle")
		busy, retiring := p.take("busy"), p.take("retiring")
		p.Retire("retiring", drained)
		for _, id := range []string{"busy", "retiring", "idle"} {
			if p.Remove(id) == nil {
				t.Errorf("%s was not known", id)
			}
		}
		give(p, busy)
		give(p, retiring)
		if s := p.State(); s.Idle+s.Busy != 0 || len(s.Workers) != 0 || p.Drop(poolWith(RoundRobin, 0, "x").take("x")) == false {
			t.Errorf("left over: %+v", s)
		}
	}
	if told != 3 {
		t.Errorf("retired workers were reported %d times in 3 lives", told)
	}
}

// Everything at once: whatever the order, a worker is never held twice, and the
// accounts are right in the end.
func TestAccountsAreRightAfterAStorm(t *testing.T) {
	p := NewPool(LeastConnections, 16)
	held := make([]atomic.Int32, 64)
	var ids atomic.Int32
	add := func() {
		n := int(ids.Add(1)) - 1
		if n < len(held) {
			p.Add(&Worker{Member: Member{ID: fmt.Sprint(n), Version: 1 + n/32}, up: &Upstream{}})
		}
	}
	for range 4 {
		add()
	}
	var storm sync.WaitGroup
	for g := range 8 {
		storm.Go(func() {
			wt := newWaiter(nil)
			for i := range 3000 {
				wt.deadline = time.Now().Add(time.Duration(i%5) * 100 * time.Microsecond)
				w, _, err := p.Acquire(&wt, i%7 == 0)
				if err != nil {
					continue
				}
				var n int
				fmt.Sscan(w.ID, &n)
				if held[n].Add(1) != 1 {
					t.Errorf("worker %s is held twice", w.ID)
				}
				held[n].Add(-1)
				switch i % 500 {
				case 100 + g:
					p.Drop(w)
					add()
				case 200 + g:
					p.Retire(w.ID, func(*Worker) {})
					p.Release(w, true)
					add()
				case 300 + g:
					p.Remove(w.ID)
					p.Release(w, true)
					add()
				case 400 + g:
					p.Quarantine(w, 50*time.Microsecond)
				default:
					p.Release(w, true)
				}
				if g == 0 && i%1000 == 999 {
					p.Activate(1 + i/1000%2)
				}
			}
		})
	}
	storm.Wait()
	until(t, "nobody is out", func() bool {
		for _, w := range p.State().Workers {
			if w.State == "out" {
				return false
			}
		}
		return true
	})
	s := p.State()
	counts := map[string]int{}
	for _, w := range s.Workers {
		counts[w.State]++
	}
	if s.Busy != 0 || s.Queued != 0 || s.Idle != counts["idle"] || s.Idle+counts["parked"] != len(s.Workers) {
		t.Errorf("%d idle, %d busy, %d queued, workers %v", s.Idle, s.Busy, s.Queued, counts)
	}
}
