package manager

import (
	"context"
	"errors"
	"fmt"
)

// ErrBusy says that one rollout is under way and another waits already.
var ErrBusy = errors.New("the app is busy with another change: try again when it is done")

// order is a change of the workers that takes many steps. The actor calls
// step after everything that happens, until it is done.
type order interface {
	name() string
	begin(m *Manager)
	// step does what can be done now. An error ends the order.
	step(m *Manager) (done bool, err error)
	// lost says that a slot's current or next worker ended unasked.
	lost(w *worker, failure error)
}

// rollout is an order with somebody waiting for its end.
type rollout struct {
	order  order
	answer chan error // capacity 1: the waiter may have left
}

// roll runs an order, after the one under way if there is one. At most one
// waits; more get ErrBusy. The end of ctx ends the waiting, not the order.
func (m *Manager) roll(ctx context.Context, o order) error {
	r := &rollout{order: o, answer: make(chan error, 1)}
	if !m.mail.post(func() { m.enqueue(r) }) {
		return ErrStopped
	}
	err := m.await(ctx, r.answer)
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return fmt.Errorf("stopped waiting for the %s, which goes on: %w", o.name(), err)
	}
	return err
}

func (m *Manager) enqueue(r *rollout) {
	switch {
	case m.stopping:
		m.reply(r.answer, ErrStopped)
	case m.running == nil:
		m.run(r)
	case m.waiting == nil:
		m.waiting = r
	default:
		m.reply(r.answer, fmt.Errorf("%w (a %s is under way, a %s waits)", ErrBusy, m.running.order.name(), m.waiting.order.name()))
	}
}

func (m *Manager) run(r *rollout) {
	m.running = r
	m.observe(Event{Kind: RolloutBegan, Version: m.version, Text: r.order.name()})
	r.order.begin(m)
}

// advance moves on whatever can be moved after something happened.
func (m *Manager) advance() {
	for m.running != nil {
		done, err := m.running.order.step(m)
		if !done && err == nil {
			return
		}
		m.finish(err)
	}
	if !m.stopping {
		m.recycle()
	}
}

func (m *Manager) finish(err error) {
	name := m.running.order.name()
	if err != nil {
		m.observe(Event{Kind: RolloutFailed, Version: m.version, Text: name + ": " + err.Error()})
	} else {
		m.observe(Event{Kind: RolloutEnded, Version: m.version, Text: name})
	}
	m.reply(m.running.answer, err)
	m.running = nil
	if r := m.waiting; r != nil {
		m.waiting = nil
		m.run(r)
	}
}

// dropNext gives up all replacements that have not taken over; the slots keep
// the workers they have.
func (m *Manager) dropNext(reason Reason) {
	for _, s := range m.slots {
		if w := s.next; w != nil {
			s.next = nil
			m.dismiss(w, reason)
		}
	}
}

// renew starts a worker of the active version for s, whatever state it is in:
// beside one that serves, at once instead of one that does not.
func (m *Manager) renew(s *slot, reason Reason) {
	s.retry.cancel()
	s.retry = nil
	w := m.spawn(s, m.version, reason)
	switch old := s.current; {
	case s.ready():
		s.next = w
	case old != nil:
		s.current = w
		m.dismiss(old, reason)
	default:
		s.current = w
	}
}
