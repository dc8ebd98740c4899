package appserver_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/control"
)

// slotWatch looks at an app's slots every few milliseconds, for as long as the
// app lives, and notes every moment at which the slot equation did not hold.
type slotWatch struct {
	stop  chan struct{}
	done  sync.WaitGroup
	looks int
	wrong []string
}

func (w *slotWatch) begin(app *appserver.App) {
	w.stop = make(chan struct{})
	w.done.Go(func() { // ends with end
		tick := time.NewTicker(3 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				w.look(app.Status())
			case <-w.stop:
				return
			}
		}
	})
}

func (w *slotWatch) look(s control.Status) {
	w.looks++
	c := s.Slots
	switch {
	case c.Idle+c.Busy+c.Starting+c.Draining+c.Backoff != c.Desired:
		w.note("%+v: the slots do not add up", c)
	case len(s.Workers) != c.Desired+c.Extra:
		w.note("%+v: %d workers are listed", c, len(s.Workers))
	}
}

func (w *slotWatch) note(format string, args ...any) {
	if len(w.wrong) < 10 {
		w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
	}
}

func (w *slotWatch) end(t testing.TB) {
	t.Helper()
	close(w.stop)
	w.done.Wait()
	if len(w.wrong) > 0 {
		t.Errorf("the slot equation did not hold, first in %d looks: %q", w.looks, w.wrong)
	}
}
