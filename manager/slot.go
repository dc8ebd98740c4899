package manager

// slot is one of the places that the app always wants filled. It has a
// current worker, or waits to start one, and beside it perhaps a next one that will
// take over. It belongs to the actor.
type slot struct {
	number    int
	current   *worker
	next      *worker
	retry     *alarm // set while the slot waits before another start
	backoff   Backoff
	restarts  int
	lastError string // of its last failure; forgotten when healthy
	gone      bool   // scaled away: its workers finish, none is started
}

// state is the slot's one state in the slot equation (promise 2).
func (s *slot) state() State {
	switch {
	case s.current == nil:
		return BackingOff
	case s.current.state == Stopping:
		return Draining // on its way out, whatever the reason
	}
	return s.current.state
}

// ready tells whether the slot has a worker that serves.
func (s *slot) ready() bool { return s.state() == Ready }

// degraded tells whether the slot has failed long enough to say so.
func (s *slot) degraded() bool { return s.backoff.Failures() >= degradedAfter && !s.ready() }

// promote makes the next worker the current one.
func (s *slot) promote() { s.current, s.next = s.next, nil }

// backOff puts the slot's next start off. A slot is never given up.
func (m *Manager) backOff(s *slot, failure string) {
	delay := s.backoff.Next(m.cfg.Jitter())
	m.observe(Event{Kind: WorkerBackoff, Slot: s.number, Delay: delay, Text: failure})
	if s.backoff.Failures() == degradedAfter {
		m.observe(Event{Kind: AppDegraded, Slot: s.number, Text: failure})
	}
	s.retry.cancel()
	s.retry = m.after(delay, func() {
		s.retry = nil
		m.fill(s)
	})
}

// fill starts a worker in an empty slot. A slot that has one is left to
// recycle, which tries again now that the slot no longer waits. Slots that
// are scaled away or stopped have no alarm left that could fill them.
func (m *Manager) fill(s *slot) {
	if s.current == nil {
		s.current = m.spawn(s, m.version, "")
	}
}

// restarted counts the loss of a slot's worker.
func (m *Manager) restarted(s *slot, w *worker, reason Reason) {
	s.restarts++
	m.restarts[reason]++
	m.observe(w.event(WorkerRestarted, reason, ""))
}

// healthy forgets the slot's failures.
func (m *Manager) healthy(s *slot) {
	if s.backoff.Failures() >= degradedAfter {
		m.observe(Event{Kind: AppRecovered, Slot: s.number})
	}
	s.backoff.Reset()
	s.lastError = ""
}

// remove takes the slot out of the app; its workers become extras.
func (m *Manager) remove(s *slot) {
	s.gone = true
	s.retry.cancel()
	s.retry, s.current, s.next = nil, nil, nil
	for i, other := range m.slots {
		if other == s {
			m.slots = append(m.slots[:i:i], m.slots[i+1:]...)
			return
		}
	}
}
