// Package manager supervises the worker processes of one app: it keeps every
// slot filled, starts workers that crash again with a growing pause, replaces
// those that are hung, old or large, and rolls out restarts and new versions
// without ever having less capacity than before.
//
// One goroutine, the actor, owns all state. Everything else reaches it by
// posting to its mailbox, and reads what it publishes. The balancer is told
// of workers through Traffic and reports back through Failed and Exhausted.
package manager

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// ErrStopped says that the manager is stopping or has stopped.
var ErrStopped = errors.New("the app is stopping")

// Manager keeps an app's workers as they should be. Its methods are safe for
// concurrent use.
type Manager struct {
	mail      *mailbox
	published atomic.Pointer[publication]
	begun     atomic.Bool
	stopped   chan struct{}  // closed when the actor has ended
	watchers  sync.WaitGroup // one goroutine per process

	// What follows belongs to the actor.
	cfg         *Config // of the version that has the traffic
	coming      *Config // of the one that an update brings up; nil: the same
	slots       []*slot
	workers     map[string]*worker // every process that is not reaped
	generations map[int]int        // by slot number; never reset, so ids never repeat
	restarts    map[Reason]uint64
	version     int // the one that has the traffic
	newest      int // the last one given out; a failed version's number is not used again
	epoch       int
	running     *rollout
	waiting     *rollout
	sampler     *alarm
	replies     []func() // sent after the next publication; they never block
	stopping    bool
	abandoned   bool
}

// New returns a manager that has started nothing yet.
func New(cfg Config) (*Manager, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, err
	}
	m := &Manager{
		cfg: &cfg, mail: newMailbox(), stopped: make(chan struct{}),
		workers: map[string]*worker{}, generations: map[int]int{}, restarts: map[Reason]uint64{},
		version: 1, newest: 1,
	}
	m.published.Store(&publication{changed: make(chan struct{})})
	m.addSlots(cfg.Workers)
	m.publish()
	return m, nil
}

// Start starts the workers and returns at once; Wait tells when they are
// ready. It is called once, and then Stop must be.
func (m *Manager) Start() {
	if m.begun.Swap(true) {
		return
	}
	m.mail.post(func() {
		m.cfg.Traffic.Activate(m.version)
		for _, s := range m.slots {
			m.fill(s)
		}
		m.sample()
	})
	go m.act() // ends when Stop has seen the last process go
}

// act is the actor.
func (m *Manager) act() {
	defer close(m.stopped)
	defer m.mail.close()
	for !m.finished() {
		<-m.mail.bell
		for _, act := range m.mail.take() {
			act()
		}
		m.advance()
		m.publish()
		m.sendReplies()
	}
	m.sampler.cancel()
}

// reply answers a caller once what it asked for shows in the snapshot, so
// that nobody who was answered reads the state from before.
func (m *Manager) reply(answer chan<- error, err error) {
	m.replies = append(m.replies, func() { answer <- err })
}

func (m *Manager) sendReplies() {
	for _, send := range m.replies {
		send()
	}
	m.replies = nil
}

// ask runs question in the actor and returns its answer.
func (m *Manager) ask(ctx context.Context, question func() error) error {
	answer := make(chan error, 1)
	if !m.mail.post(func() { m.reply(answer, question()) }) {
		return ErrStopped
	}
	return m.await(ctx, answer)
}

// await waits for an answer of the actor, which may have been its last one.
func (m *Manager) await(ctx context.Context, answer <-chan error) error {
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-m.stopped:
	}
	select {
	case err := <-answer:
		return err
	default:
		return ErrStopped
	}
}

func (m *Manager) observe(e Event) { m.cfg.Observer(e) }

func (m *Manager) addSlots(n int) []*slot {
	var added []*slot
	for range n {
		added = append(added, &slot{number: len(m.slots) + len(added) + 1})
	}
	m.slots = append(m.slots, added...)
	return added
}
