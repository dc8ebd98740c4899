package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/rip-server/rip-server/internal/systemd"
)

// supervised tells the service manager how the server is, when there is one. A
// manager that cannot be told is worth a warning, and nothing else: what is
// served does not depend on it.
type supervised struct {
	systemd.Service
	logger *slog.Logger
}

// tell warns of a notification that did not get through.
func (s supervised) tell(err error) {
	if err != nil {
		s.logger.Warn("the service manager does not hear us", "err", err)
	}
}

// reloading tells of a reload until the returned function is called.
func (s supervised) reloading() (done func(status string)) {
	s.tell(s.Reloading(systemd.Monotonic()))
	return func(status string) { s.tell(s.Ready(status)) }
}

// watch gives signs of life until ctx ends, each only after alive has
// returned: it is to pass through what would hang in a server that does.
func (s supervised) watch(ctx context.Context, alive func()) {
	if s.Watchdog == 0 {
		return
	}
	tick := time.NewTicker(s.Watchdog / 2) // as sd_watchdog_enabled(3) recommends
	defer tick.Stop()
	for {
		alive()
		s.tell(s.Alive())
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
