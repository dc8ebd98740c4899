package manager

import (
	"context"
	"fmt"
	"slices"
)

// Scale sets the number of workers, at least 1, and returns when the new ones are
// ready or the surplus ones, the highest slots first, have finished and are
// gone. A new worker that fails to start is an error, but its slot stays
// and goes on trying.
func (m *Manager) Scale(ctx context.Context, workers int) error {
	if workers < 1 {
		return fmt.Errorf("%d workers are wanted, it takes at least 1", workers)
	}
	return m.roll(ctx, &scale{workers: workers})
}

// Park ends all workers, as Scale does with surplus ones, and keeps everything
// else: Scale brings new ones. Restart and Reload of no workers are done at once.
func (m *Manager) Park(ctx context.Context) error { return m.roll(ctx, &scale{}) }

type scale struct {
	workers int
	added   []*slot
	failed  error
}

func (c *scale) name() string {
	if c.workers == 0 {
		return "idle stop"
	}
	return fmt.Sprintf("scale to %d", c.workers)
}

func (c *scale) begin(m *Manager) {
	c.added = m.addSlots(max(0, c.workers-len(m.slots)))
	for _, s := range c.added {
		m.fill(s)
	}
	for len(m.slots) > c.workers {
		s := m.slots[len(m.slots)-1]
		current, next := s.current, s.next
		m.remove(s)
		for _, w := range []*worker{current, next} {
			if w != nil {
				m.dismiss(w, Scale)
			}
		}
	}
}

func (c *scale) lost(w *worker, failure error) {
	if c.failed == nil && slices.Contains(c.added, w.slot) {
		c.failed = fmt.Errorf("%w\n(its slot stays and goes on trying)", failure)
	}
}

func (c *scale) step(m *Manager) (done bool, err error) {
	if c.failed != nil {
		return true, c.failed
	}
	for _, s := range c.added {
		if !s.ready() {
			return false, nil
		}
	}
	for _, w := range m.workers {
		if w.slot.gone {
			return false, nil
		}
	}
	return true, nil
}
