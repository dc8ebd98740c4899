package pipe

import "time"

// deadline is when calls of one kind begin to fail. It belongs to a half and
// its lock.
type deadline struct {
	passed bool
	timer  *time.Timer // nil: none is set
}

// set replaces the deadline; the zero time is none.
func (d *deadline) set(h *half, t time.Time) {
	d.stop()
	d.passed = false
	if t.IsZero() {
		return
	}
	left := time.Until(t)
	if left <= 0 {
		d.passed = true
		h.wake()
		return
	}
	var timer *time.Timer
	timer = time.AfterFunc(left, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if d.timer == timer { // it was not replaced while it waited for the lock
			d.passed = true
			h.wake()
		}
	})
	d.timer = timer
}

// stop forgets the timer.
func (d *deadline) stop() {
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
}
