package manager

import (
	"errors"
	"fmt"
	"os"
)

// exited is called once for every worker, when its process is reaped or
// could not be started.
func (m *Manager) exited(w *worker, text string) {
	was := w.state
	m.become(w, Stopped)
	w.kill.cancel()
	delete(m.workers, w.id)
	if w.added {
		m.cfg.Traffic.Remove(w.id)
	}
	_ = os.Remove(w.socket)
	s := w.slot
	current, next := s.current == w, s.next == w
	if current {
		s.current = nil
	} else if next {
		s.next = nil
	}
	if w.leaving == "" {
		w.leaving = Crash
		if w.joinedAt.IsZero() {
			w.leaving = Boot
		}
	}
	m.observe(w.event(WorkerExited, w.leaving, text))
	failure := w.failure(was, text)
	switch {
	case current:
		m.lostCurrent(w, failure)
	case next:
		m.lostNext(w, failure)
	}
}

// failure puts a worker's end into words for people: what happened, and the
// last thing it said.
func (w *worker) failure(was State, text string) string {
	what := w.cause
	switch {
	case what != "":
	case was == Starting:
		what = fmt.Sprintf("worker %s ended before it was ready: %s", w.id, text)
	default:
		what = fmt.Sprintf("worker %s ended: %s", w.id, text)
	}
	if said := w.tail.String(); said != "" {
		what += "\n" + said
	}
	return what
}

// lostCurrent starts the slot again, after a pause, or lets a replacement
// that is on its way have the place.
func (m *Manager) lostCurrent(w *worker, failure string) {
	s := w.slot
	if m.stopping {
		m.remove(s)
		return
	}
	s.lastError = failure
	m.restarted(s, w, w.leaving)
	if s.next != nil && s.next.version == m.version {
		s.promote()
	} else {
		m.backOff(s, failure)
	}
	m.tellRollout(w, failure)
}

// lostNext leaves the slot with the worker it has. A recycling that failed is
// tried again after a pause; what a rollout does about it is its own affair.
func (m *Manager) lostNext(w *worker, failure string) {
	s := w.slot
	if m.stopping {
		return
	}
	s.lastError = failure
	if w.version == m.version {
		m.backOff(s, failure)
	}
	m.tellRollout(w, failure)
}

func (m *Manager) tellRollout(w *worker, failure string) {
	if m.running != nil {
		m.running.order.lost(w, errors.New(failure))
	}
}
