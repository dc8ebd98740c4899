package manager

import (
	"context"
	"fmt"
)

// Restart replaces every worker by a new one of the same version, Surge at a
// time: new → ready → old drains. It returns when the last old one is gone. The
// first new worker that fails ends it, with the reason; workers that were
// not replaced by then stay. A slot in backoff is started at once.
func (m *Manager) Restart(ctx context.Context) error { return m.roll(ctx, &restart{}) }

type restart struct {
	epoch  int
	failed error
}

func (r *restart) name() string { return "restart" }

func (r *restart) begin(m *Manager) {
	m.epoch++
	r.epoch = m.epoch
	m.dropNext(Restart) // they were started before the order was given
}

func (r *restart) lost(w *worker, failure error) {
	if w.epoch == r.epoch && r.failed == nil {
		r.failed = failure
	}
}

func (r *restart) step(m *Manager) (done bool, err error) {
	renewed := 0
	for _, s := range m.slots {
		if s.ready() && s.current.epoch >= r.epoch {
			renewed++
		}
	}
	if r.failed != nil {
		m.dropNext(Restart)
		return true, fmt.Errorf("the restart was given up with %d of %d workers replaced: %w", renewed, len(m.slots), r.failed)
	}
	for _, s := range m.slots {
		if !r.reached(s) && m.surging() < m.cfg.Surge {
			m.renew(s, Restart)
		}
	}
	return renewed == len(m.slots) && m.surging() == 0, nil
}

// reached tells whether the slot has its new worker, or has it coming.
func (r *restart) reached(s *slot) bool {
	return s.next != nil || s.current != nil && s.current.epoch >= r.epoch
}
