package manager

import (
	"errors"
	"time"
)

// sampleEvery is how often memory is measured: a leak worth recycling for is slower.
const sampleEvery = time.Second

// recycleAfter is the number of requests for a new worker.
func (c *Config) recycleAfter() int {
	if c.MaxRequests == 0 {
		return 0
	}
	return max(1, int(c.around(float64(c.MaxRequests))))
}

// exhausted has a worker replaced that has served its share, once it is old enough.
func (m *Manager) exhausted(w *worker) {
	due := func() {
		if w.recycle == "" {
			w.recycle = Requests
		}
	}
	if rest := w.cfg.MinAge - time.Since(w.joinedAt); rest > 0 {
		w.rest = m.after(rest, due)
		return
	}
	due()
}

// limitAge has a worker replaced when it gets old.
func (m *Manager) limitAge(w *worker) {
	if w.cfg.MaxAge == 0 {
		return
	}
	w.age = m.after(time.Duration(w.cfg.around(float64(w.cfg.MaxAge))), func() {
		if w.recycle == "" {
			w.recycle = Age
		}
	})
}

// sample measures the workers' memory, now and then every second. Where that
// is not possible it says so once and does not try again.
func (m *Manager) sample() {
	for _, w := range m.workers {
		if w.state != Ready || w.inside != nil { // whose memory is ours
			continue
		}
		rss, err := m.cfg.Memory(w.serving)
		if errors.Is(err, ErrMemoryUnsupported) {
			m.observe(Event{Kind: MemoryUnmeasured, Text: err.Error()})
			return
		}
		if err != nil {
			continue // most likely it just died, which its exit will tell
		}
		w.rss = rss
		if w.cfg.MaxMemory > 0 && rss > w.cfg.MaxMemory && w.recycle == "" {
			w.recycle = Memory
		}
	}
	m.sampler = m.after(sampleEvery, m.sample)
}

// recycle starts replacements for workers that are due, within the surge.
// Called after every change while no rollout is under way.
func (m *Manager) recycle() {
	for _, s := range m.slots {
		if !s.ready() || s.current.recycle == "" || s.next != nil || s.retry != nil {
			continue
		}
		if m.surging() >= m.cfg.Surge {
			return
		}
		s.next = m.spawn(s, m.version, s.current.recycle)
		m.observe(s.current.event(WorkerRecycling, s.current.recycle, ""))
	}
}

// surging counts the replacements under way: from the start of the new worker
// until the old one is gone.
func (m *Manager) surging() int {
	n := 0
	for _, w := range m.workers {
		if w.surging || w.replaces != "" && w.state == Starting {
			n++
		}
	}
	return n
}
