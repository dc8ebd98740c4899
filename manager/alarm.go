package manager

import "time"

// alarm runs something in the actor later. Its methods belong to the actor,
// so an alarm that is cancelled never goes off, even when its timer fired already.
type alarm struct {
	timer *time.Timer
	off   bool
}

func (m *Manager) after(d time.Duration, act func()) *alarm {
	a := &alarm{}
	a.timer = time.AfterFunc(d, func() {
		m.mail.post(func() {
			if !a.off {
				a.off = true
				act()
			}
		})
	})
	return a
}

// cancel is fine on an alarm that went off, was cancelled or is nil.
func (a *alarm) cancel() {
	if a != nil {
		a.off = true
		a.timer.Stop()
	}
}
