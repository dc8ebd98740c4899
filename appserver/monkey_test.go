package appserver_test

import (
	"context"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// monkey does to an app's workers what happens in production, only more often.
type monkey struct {
	*served
	rand    *rand.Rand
	deeds   map[string]int
	stopped map[int]time.Time // by pid: when it may go on
	order   sync.WaitGroup    // a rolling restart under way
	ordered atomic.Bool
}

// rage goes on for d.
func (m *monkey) rage(d time.Duration) {
	m.deeds, m.stopped = map[string]int{}, map[int]time.Time{}
	end := time.After(d)
	for {
		select {
		case <-end:
			m.wake(func(time.Time) bool { return true })
			m.order.Wait()
			return
		case now := <-time.After(time.Duration(50+m.rand.IntN(200)) * time.Millisecond):
			m.wake(now.After)
			m.strike()
		}
	}
}

// strike picks a deed and its victim.
func (m *monkey) strike() {
	var victims []control.WorkerStatus
	for _, w := range m.Status().Workers {
		if w.PID > 0 {
			victims = append(victims, w)
		}
	}
	if len(victims) == 0 {
		return
	}
	victim := victims[m.rand.IntN(len(victims))]
	switch deed := m.rand.IntN(10); {
	case deed < 3:
		m.deeds["killed"]++
		syscall.Kill(victim.PID, syscall.SIGKILL)
	case deed < 6:
		m.deeds["stopped"]++
		syscall.Kill(victim.PID, syscall.SIGSTOP)
		m.stopped[victim.PID] = time.Now().Add(time.Duration(m.rand.IntN(1000)) * time.Millisecond)
	case deed < 8:
		m.deeds["socket deleted"]++
		os.Remove(m.paths.Worker(victim.ID))
	default:
		m.restart()
	}
}

// restart orders a rolling restart, which also starts slots that back off. It may fail: there is a
// monkey about.
func (m *monkey) restart() {
	if m.ordered.Swap(true) {
		return
	}
	m.deeds["restarted"]++
	m.order.Go(func() {
		defer m.ordered.Store(false)
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_ = m.Restart(ctx)
	})
}

// wake lets those go on whose time has come.
func (m *monkey) wake(due func(time.Time) bool) {
	for pid, until := range m.stopped {
		if due(until) {
			syscall.Kill(pid, syscall.SIGCONT)
			delete(m.stopped, pid)
		}
	}
}

// moody is a runtime some of whose workers talk garbage, until it is calm.
type moody struct {
	runtime.Runtime
	rand *rand.Rand // only the manager's actor asks for workers
	calm atomic.Bool
}

// Worker is a bun worker, or this test binary in its role as a bad one.
func (r *moody) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	if r.calm.Load() || r.rand.IntN(5) > 0 {
		return r.Runtime.Worker(app, slot)
	}
	self, err := os.Executable()
	return runtime.Command{
		Path: self, Env: append(runtime.Environ(app, slot), garbageEnv+"=1", "GORACE=atexit_sleep_ms=0"), Dir: app.Dir,
	}, err
}
