package store

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"sync"
)

// ErrMoving says that another process is about to take the store over, or has.
var ErrMoving = errors.New("the platform is being handed over to a new process; try again in a moment")

// Movable is a Store that can be let go for another process, and be opened
// again when that does not take it. Meanwhile everything it is asked is ErrMoving.
type Movable struct {
	open func() (Store, error)

	mu      sync.RWMutex
	current Store // nil while it is let go
	closed  bool
}

var _ Store = (*Movable)(nil)

// OpenMovable opens a store by that function, which is called again by Reopen.
func OpenMovable(open func() (Store, error)) (*Movable, error) {
	m := &Movable{open: open}
	return m, m.Reopen()
}

// LetGo closes the store and keeps the Movable.
func (m *Movable) LetGo() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current == nil {
		return nil
	}
	s := m.current
	m.current = nil
	return s.Close()
}

// Reopen opens the store that was let go.
func (m *Movable) Reopen() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current != nil || m.closed {
		return nil
	}
	s, err := m.open()
	if err == nil { // else s may be a nil pointer, which is no nil Store
		m.current = s
	}
	return err
}

// store is the current one. It may be closed under its user, who gets
// ErrClosed then.
func (m *Movable) store() (Store, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	switch {
	case m.closed:
		return nil, ErrClosed
	case m.current == nil:
		return nil, ErrMoving
	}
	return m.current, nil
}

// Get implements Store.
func (m *Movable) Get(ctx context.Context, key string) (Entry, error) {
	s, err := m.store()
	if err != nil {
		return Entry{}, err
	}
	return s.Get(ctx, key)
}

// List implements Store.
func (m *Movable) List(ctx context.Context, prefix string) ([]Entry, uint64, error) {
	s, err := m.store()
	if err != nil {
		return nil, 0, err
	}
	return s.List(ctx, prefix)
}

// Put implements Store.
func (m *Movable) Put(ctx context.Context, key string, value json.RawMessage, when Condition) (uint64, error) {
	s, err := m.store()
	if err != nil {
		return 0, err
	}
	return s.Put(ctx, key, value, when)
}

// Delete implements Store.
func (m *Movable) Delete(ctx context.Context, key string, when Condition) error {
	s, err := m.store()
	if err != nil {
		return err
	}
	return s.Delete(ctx, key, when)
}

// Txn implements Store.
func (m *Movable) Txn(ctx context.Context, changes ...Change) (uint64, error) {
	s, err := m.store()
	if err != nil {
		return 0, err
	}
	return s.Txn(ctx, changes...)
}

// Watch implements Store. It ends when the store is let go.
func (m *Movable) Watch(ctx context.Context, prefix string, since uint64) iter.Seq2[Changed, error] {
	return func(yield func(Changed, error) bool) {
		s, err := m.store()
		if err != nil {
			yield(Changed{}, err)
			return
		}
		s.Watch(ctx, prefix, since)(yield)
	}
}

// Close implements Store.
func (m *Movable) Close() error {
	m.mu.Lock()
	m.closed = true
	m.mu.Unlock()
	return m.LetGo()
}
