package manager

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// Snapshot is the state of all slots at one moment. Every slot is in exactly
// one state: Starting + Ready + Draining + Backoff = Desired, always; the balancer
// knows how Ready divides into idle and busy. It is shared: do not change it.
type Snapshot struct {
	Desired  int
	Starting int
	Ready    int
	Draining int
	Backoff  int
	Extra    int // processes beside the slots' own: replacements on their way in, retired workers on their way out

	Version   int               // the one that has the traffic
	Rollout   string            // the change under way, "" for none
	Stopping  bool              // Stop was called
	Degraded  bool              // a slot failed ten times in a row and has no worker that serves
	LastError string            // of a slot that has no worker that serves
	Restarts  map[Reason]uint64 // since Start
	Workers   []WorkerInfo      // by slot; a slot in backoff has an entry without process
}

// WorkerInfo is one process, or a slot that waits for its next one (State
// BackingOff, no ID and no PID).
type WorkerInfo struct {
	ID        string
	Slot      int
	State     State
	Extra     bool // not the slot's current worker
	PID       int
	Version   int
	RSS       int64 // bytes; 0 when not measured
	StartedAt time.Time
	ReadyAt   time.Time // zero before it joined
	Restarts  int       // of its slot
	LastError string    // of its slot
}

// publication is a snapshot and the way to hear of the next one.
type publication struct {
	Snapshot
	changed chan struct{}
}

// Snapshot returns the state as it was after the last thing that happened.
func (m *Manager) Snapshot() Snapshot { return m.published.Load().Snapshot }

// Wait returns the first snapshot that fits, or an error when ctx or the manager ends.
func (m *Manager) Wait(ctx context.Context, fits func(Snapshot) bool) (Snapshot, error) {
	for {
		now := m.published.Load()
		if fits(now.Snapshot) {
			return now.Snapshot, nil
		}
		select {
		case <-now.changed:
		case <-ctx.Done():
			return now.Snapshot, ctx.Err()
		case <-m.stopped:
			if last := m.Snapshot(); fits(last) {
				return last, nil
			}
			return now.Snapshot, ErrStopped
		}
	}
}

func (m *Manager) publish() {
	old := m.published.Swap(&publication{Snapshot: m.survey(), changed: make(chan struct{})})
	close(old.changed)
}

// survey looks at everything. It runs in the actor.
func (m *Manager) survey() Snapshot {
	s := Snapshot{Desired: len(m.slots), Version: m.version, Stopping: m.stopping, Restarts: maps.Clone(m.restarts)}
	if m.running != nil {
		s.Rollout = m.running.order.name()
	}
	for _, slot := range m.slots {
		s.count(slot)
	}
	for _, w := range m.workers {
		info := w.info()
		if info.Extra {
			s.Extra++
		}
		s.Workers = append(s.Workers, info)
	}
	slices.SortFunc(s.Workers, func(a, b WorkerInfo) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), a.StartedAt.Compare(b.StartedAt), strings.Compare(a.ID, b.ID))
	})
	return s
}

func (s *Snapshot) count(slot *slot) {
	switch slot.state() {
	case Starting:
		s.Starting++
	case Ready:
		s.Ready++
	case Draining:
		s.Draining++
	case BackingOff:
		s.Backoff++
		s.Workers = append(s.Workers, WorkerInfo{Slot: slot.number, State: BackingOff, Restarts: slot.restarts, LastError: slot.lastError})
	}
	s.Degraded = s.Degraded || slot.degraded()
	if !slot.ready() && slot.lastError != "" {
		s.LastError = slot.lastError
	}
}

func (w *worker) info() WorkerInfo {
	return WorkerInfo{
		ID: w.id, Slot: w.slot.number, State: w.state, Extra: w.slot.current != w,
		PID: w.pid(), Version: w.version, RSS: w.rss, StartedAt: w.startedAt, ReadyAt: w.joinedAt,
		Restarts: w.slot.restarts, LastError: w.slot.lastError,
	}
}
