package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Memory is a Store that keeps nothing beyond its life.
type Memory struct {
	mu       sync.RWMutex
	entries  memoryTable
	revision uint64
	history  *history
	closed   bool
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{entries: memoryTable{}, history: newHistory(0)}
}

// Get implements Store.
func (m *Memory) Get(ctx context.Context, key string) (Entry, error) {
	if err := ctx.Err(); err != nil {
		return Entry{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return Entry{}, ErrClosed
	}
	e, ok := m.entries[key]
	if !ok {
		return Entry{}, fmt.Errorf("%s: %w", key, ErrNotFound)
	}
	return e.clone(), nil
}

// List implements Store.
func (m *Memory) List(ctx context.Context, prefix string) ([]Entry, uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.closed {
		return nil, 0, ErrClosed
	}
	var list []Entry
	for _, key := range slices.Sorted(maps.Keys(m.entries)) {
		if strings.HasPrefix(key, prefix) {
			list = append(list, m.entries[key].clone())
		}
	}
	return list, m.revision, nil
}

// Put implements Store.
func (m *Memory) Put(ctx context.Context, key string, value json.RawMessage, when Condition) (uint64, error) {
	return m.Txn(ctx, put(key, value, when))
}

// Delete implements Store.
func (m *Memory) Delete(ctx context.Context, key string, when Condition) error {
	_, err := m.Txn(ctx, Change{Key: key, When: when})
	return err
}

// Txn implements Store.
func (m *Memory) Txn(ctx context.Context, changes ...Change) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := check(changes); err != nil {
		return 0, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return 0, ErrClosed
	}
	made, err := apply(m.entries, changes, m.revision+1)
	if err != nil || len(made) == 0 {
		return m.revision, err
	}
	m.revision++
	m.history.add(m.revision, made)
	return m.revision, nil
}

// Watch implements Store.
func (m *Memory) Watch(ctx context.Context, prefix string, since uint64) iter.Seq2[Changed, error] {
	return m.history.watch(ctx, prefix, since)
}

// Close implements Store.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.history.close()
	return nil
}

// memoryTable is the entries by key; its puts and removes never fail.
type memoryTable map[string]Entry

func (t memoryTable) revision(key string) uint64 { return t[key].Revision }

func (t memoryTable) put(key string, value json.RawMessage, revision uint64) error {
	t[key] = Entry{Key: key, Value: slices.Clone(value), Revision: revision}
	return nil
}

func (t memoryTable) remove(key string) error {
	delete(t, key)
	return nil
}

func (e Entry) clone() Entry {
	e.Value = slices.Clone(e.Value)
	return e
}

// put is the change that writes value; no value is null, since nil would delete.
func put(key string, value json.RawMessage, when Condition) Change {
	if value == nil {
		value = json.RawMessage("null")
	}
	return Change{key, value, when}
}
