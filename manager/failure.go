package manager

// Failed says that the balancer took a worker out of its pool: it was Hung,
// Unreachable, Broken, Died in the middle of a request, or Quit: it answered
// that it is leaving. It never blocks. For Died the process's exit, which
// follows, is the one that counts.
func (m *Manager) Failed(id string, reason Reason) {
	m.mail.post(func() {
		if w, ok := m.workers[id]; ok {
			m.failed(w, reason)
		}
	})
}

// Exhausted says that a worker has served its RecycleAfter requests. It never blocks.
func (m *Manager) Exhausted(id string) {
	m.mail.post(func() {
		if w, ok := m.workers[id]; ok {
			m.exhausted(w)
		}
	})
}

func (m *Manager) failed(w *worker, reason Reason) {
	switch {
	case w.state != Ready && w.state != Draining:
		// It never served, or is on its way out already.
	case reason == Quit && w.state == Draining:
		// As it was told to.
	case reason == Died:
		// Usually it is dead and its exit is under way. One that only hung up
		// is out of the pool all the same, so it may as well go.
		if w.leaving == "" {
			w.leaving = Crash
		}
		m.terminate(w, m.cfg.HungGrace)
	case w.slot.current == w && !m.stopping:
		m.replace(w, reason)
	default:
		m.terminate(w, m.cfg.HungGrace)
	}
}

// replace gives the slot of a worker that serves no longer a new one at once;
// the old one becomes an extra. A hung worker took the read timeout to be
// found out, which is pause enough; other reasons back off from their second
// failure in a row on, or a worker that always breaks would be started in a loop.
func (m *Manager) replace(w *worker, reason Reason) {
	s := w.slot
	if s.current != w { // the next one of a reload: its exit fails the reload
		m.dismiss(w, reason)
		return
	}
	s.current = nil
	s.lastError = "worker " + w.id + " was replaced: " + string(reason)
	m.restarted(s, w, reason)
	if reason == Quit {
		m.dismiss(w, reason)
	} else {
		w.leaving = reason
		m.terminate(w, m.cfg.HungGrace)
	}
	first := s.backoff.Failures() == 0
	switch {
	case s.next != nil && s.next.version == m.version:
		s.promote()
	case reason == Hung:
		m.fill(s)
	case first:
		s.backoff.Next(m.cfg.Jitter())
		m.fill(s)
	default:
		m.backOff(s, s.lastError)
	}
}
