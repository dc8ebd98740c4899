package manager

import (
	"context"
	"fmt"
)

// Reload brings up a new version beside the old one, all workers at once.
// When every one has joined, it takes all traffic and the old version drains; Reload
// returns when that is gone. If one does not come up, the new version is given up, the
// old one stays untouched, and the error has the reason.
func (m *Manager) Reload(ctx context.Context) error { return m.roll(ctx, &reload{}) }

// FailedReload says that a new version did not come up and the one before goes
// on. Its numbers are this manager's.
type FailedReload struct {
	Version, Stays int
	Cause          error // why a worker of the new version did not start
}

func (e *FailedReload) Error() string {
	return fmt.Sprintf("version %d did not come up, version %d stays: %v", e.Version, e.Stays, e.Cause)
}

func (e *FailedReload) Unwrap() error { return e.Cause }

type reload struct {
	cfg       *Config // of an update; nil: as it is
	version   int
	activated bool
	failed    error
}

func (r *reload) name() string { return "reload" }

func (r *reload) begin(m *Manager) {
	m.newest++
	r.version = m.newest
	if r.cfg != nil {
		m.coming = r.cfg.over(m.cfg)
	}
	m.epoch++
	m.dropNext(Reload)
	for _, s := range m.slots {
		s.next = m.spawn(s, r.version, Reload)
	}
}

func (r *reload) lost(w *worker, failure error) {
	if w.version == r.version && r.failed == nil && !r.activated {
		r.failed = failure
	}
}

func (r *reload) step(m *Manager) (done bool, err error) {
	if r.failed != nil {
		m.coming = nil
		m.dropNext(Reload)
		return true, &FailedReload{Version: r.version, Stays: m.version, Cause: r.failed}
	}
	if !r.activated {
		for _, s := range m.slots {
			if s.next == nil || s.next.state != Ready {
				return false, nil
			}
		}
		r.activate(m)
	}
	return m.surging() == 0, nil
}

func (r *reload) activate(m *Manager) {
	r.activated = true
	m.version = r.version
	if m.coming != nil {
		m.cfg, m.coming = m.coming, nil
	}
	m.cfg.Traffic.Activate(r.version)
	for _, s := range m.slots {
		m.takeOver(s)
	}
}
