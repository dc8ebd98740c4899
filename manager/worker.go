package manager

import (
	"fmt"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// worker is one process from its start until it is reaped. It belongs to the
// actor. Workers that are neither their slot's current nor its next one are
// extras: on their way out.
type worker struct {
	id           string
	slot         *slot
	cfg          *Config // of its version
	version      int
	epoch        int // rollouts begun before it was started: tells old workers from new
	socket       string
	recycleAfter int

	state   State
	process Process          // nil when it could not be started
	inside  runtime.Instance // it lives in this process; nil otherwise
	serving int              // pid that joined: the process or, behind a wrapper, one of its group
	rss     int64
	tail    tail

	startedAt time.Time
	joinedAt  time.Time

	added    bool   // the balancer knows it
	trailers bool   // it takes requests with trailers
	replaces Reason // why it was started beside another; "" for a slot's ordinary start
	surging  bool   // it was replaced and counts towards the surge until it is gone
	recycle  Reason // why it should be replaced when there is room
	leaving  Reason // why it is ending; "" while nobody wants it to
	cause    string // what a failed start failed of, when it is not the exit

	boot, drain, kill, age, rest, health *alarm
}

// joined makes a starting worker serve.
func (m *Manager) joined(w *worker, pid int) {
	w.boot.cancel()
	m.become(w, Ready)
	w.serving, w.joinedAt, w.added = pid, time.Now(), true
	member := Member{ID: w.id, Socket: w.socket, Version: w.version, RecycleAfter: w.recycleAfter, Trailers: w.trailers}
	if w.inside != nil {
		member.Dial = w.inside.Dial
	}
	m.cfg.Traffic.Add(member)
	w.health = m.after(healthyAfter, func() {
		if w.slot.current == w {
			m.healthy(w.slot)
		}
	})
	m.limitAge(w)
	ready := w.event(WorkerReady, w.replaces, "")
	ready.Delay = w.joinedAt.Sub(w.startedAt)
	m.observe(ready)
	if w.slot.next == w && w.version == m.version {
		m.takeOver(w.slot)
	}
	// The next worker of a new version waits for the others: reload.step.
}

// takeOver puts a slot's next worker in place of the current one.
func (m *Manager) takeOver(s *slot) {
	old := s.current
	s.promote()
	s.retry.cancel()
	s.retry = nil
	if old == nil {
		return
	}
	m.restarted(s, old, s.current.replaces)
	old.surging = true
	m.dismiss(old, s.current.replaces)
}

// dismiss ends a worker that is no longer wanted, gently: one that serves
// finishes its request first.
func (m *Manager) dismiss(w *worker, reason Reason) {
	w.leaving = reason
	if w.state != Ready {
		m.terminate(w, m.cfg.HungGrace)
		return
	}
	m.become(w, Draining)
	end := func() { m.terminate(w, m.cfg.StopGrace) }
	w.drain = m.after(w.cfg.DrainTimeout, end)
	m.cfg.Traffic.Retire(w.id, func() { m.mail.post(end) })
}

// terminate asks the process to go and kills it after grace. A worker that
// was signalled or is gone already is left alone.
func (m *Manager) terminate(w *worker, grace time.Duration) {
	if w.process == nil || w.state == Stopping || w.state == Stopped {
		return
	}
	m.become(w, Stopping)
	w.process.Terminate()
	w.kill = m.after(grace, w.process.Kill)
}

// killNow ends the process and its group without asking.
func (m *Manager) killNow(w *worker) {
	if w.process == nil || w.state == Stopped {
		return
	}
	if w.state != Stopping {
		m.become(w, Stopping)
	}
	w.process.Kill()
}

// become moves the worker along the table of states. A move that the table
// does not know is a bug of ours: it is reported and the worker stays what it is.
func (m *Manager) become(w *worker, to State) {
	state, err := w.state.advance(to)
	if err != nil {
		m.observe(w.event(Fault, "", fmt.Sprintf("worker %s: %v", w.id, err)))
		return
	}
	w.state = state
	if to == Stopping || to == Stopped {
		for _, a := range []*alarm{w.boot, w.drain, w.age, w.rest, w.health} {
			a.cancel()
		}
	}
}

// pid is the process's id, 0 when there never was one.
func (w *worker) pid() int {
	if w.process == nil {
		return 0
	}
	return w.process.PID()
}

func (w *worker) event(kind Kind, reason Reason, text string) Event {
	return Event{Kind: kind, Worker: w.id, Slot: w.slot.number, PID: w.pid(), Version: w.version, Reason: reason, Text: text}
}
