package manager

import (
	"context"
	"fmt"
	"time"
)

// reapTimeout is how long a killed process may take to be gone. Only one in
// uninterruptible sleep takes longer, and nobody can do anything about that.
const reapTimeout = 5 * time.Second

// Stop ends all workers: each finishes its request, within DrainTimeout, is
// asked to go and after StopGrace killed. It returns when every process is
// reaped. When ctx ends, or has ended before the call, what still runs is
// killed at once. It may be called several times, also at the same time. A
// caller that wants queued requests answered first drains the balancer
// before.
func (m *Manager) Stop(ctx context.Context) error {
	if !m.begun.Load() {
		return nil
	}
	m.mail.post(m.beginStop)
	select {
	case <-m.stopped:
	case <-ctx.Done():
		if err := m.killAll(); err != nil {
			return err
		}
	}
	m.watchers.Wait() // they have posted their last
	return nil
}

func (m *Manager) beginStop() {
	if m.stopping {
		return
	}
	m.stopping = true
	for _, r := range []*rollout{m.running, m.waiting} {
		if r != nil {
			m.reply(r.answer, ErrStopped)
		}
	}
	m.running, m.waiting = nil, nil
	m.dropNext(Stop)
	for _, s := range append([]*slot(nil), m.slots...) {
		s.retry.cancel()
		if s.current == nil {
			m.remove(s)
		} else {
			m.dismiss(s.current, Stop)
		}
	}
}

// killAll ends what is left and waits for it to be reaped.
func (m *Manager) killAll() error {
	m.mail.post(func() {
		for _, w := range m.workers {
			m.killNow(w)
		}
	})
	patience := time.NewTimer(reapTimeout)
	defer patience.Stop()
	select {
	case <-m.stopped:
		return nil
	case <-patience.C:
	}
	var left []int
	for _, w := range m.Snapshot().Workers {
		left = append(left, w.PID)
	}
	m.mail.post(func() { m.abandoned = true })
	<-m.stopped
	return fmt.Errorf("processes %v are still there %v after SIGKILL: look for what they wait for in the kernel (ps -o pid,stat,wchan)", left, reapTimeout)
}

// finished tells the actor that it has nothing left to look after.
func (m *Manager) finished() bool {
	return m.stopping && len(m.workers) == 0 || m.abandoned
}
