// Package store keeps small JSON values by key, so that nothing that was
// written is lost and nobody overwrites what they have not seen. It knows no apps.
//
// Every write raises one revision for the whole store. Writes are conditional,
// several can be made at once or not at all, and whoever wants to follow what
// happens watches from the revision that they have read. A store on many
// machines can keep the same promises; the suite in contract_test.go says them all.
package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// Store is safe for concurrent use. Errors wrap ErrNotFound, ErrConflict,
// ErrCompacted or ErrClosed where they can.
type Store interface {
	// Get returns the entry of key, or ErrNotFound.
	Get(ctx context.Context, key string) (Entry, error)
	// List returns the entries whose key begins with prefix, in the order of
	// keys, and the revision of the store that they are of.
	List(ctx context.Context, prefix string) ([]Entry, uint64, error)
	// Put writes value if the condition holds, and returns the entry's revision.
	Put(ctx context.Context, key string, value json.RawMessage, when Condition) (uint64, error)
	// Delete removes the entry if the condition holds. Without one, it is no
	// error that there is none.
	Delete(ctx context.Context, key string, when Condition) error
	// Txn makes all changes, at one revision, or none. Each key may be in it once.
	Txn(ctx context.Context, changes ...Change) (uint64, error)
	// Watch yields each change of a key that begins with prefix, made after
	// revision since, in their order, until ctx ends or the store is closed. An
	// error is the last thing it yields; ErrCompacted says that changes since
	// then are not known any more: List and watch from there.
	Watch(ctx context.Context, prefix string, since uint64) iter.Seq2[Changed, error]
	// Close ends watches and waits for writes under way.
	Close() error
}

// Entry is a value and when it was last written.
type Entry struct {
	Key      string
	Value    json.RawMessage
	Revision uint64
}

// Change is one write of a transaction; a nil Value deletes.
type Change struct {
	Key   string
	Value json.RawMessage
	When  Condition
}

// Changed is one write that was made; a nil Value is a delete.
type Changed struct {
	Key      string
	Value    json.RawMessage
	Revision uint64
}

// Condition is what must be so for a write. The zero one always holds.
type Condition struct {
	kind     conditionKind
	revision uint64
}

type conditionKind uint8

const (
	always conditionKind = iota
	absent
	unchanged
)

// IfAbsent holds when there is no such entry.
func IfAbsent() Condition { return Condition{kind: absent} }

// IfRevision holds when the entry's revision is still this one.
func IfRevision(revision uint64) Condition { return Condition{unchanged, revision} }

// holds says what is against a write to key, whose entry has that revision; 0
// is none.
func (c Condition) holds(key string, revision uint64) error {
	switch {
	case c.kind == absent && revision != 0:
		return fmt.Errorf("%w: %s exists already", ErrConflict, key)
	case c.kind == unchanged && revision == 0:
		return fmt.Errorf("%w: %s has been deleted", ErrConflict, key)
	case c.kind == unchanged && revision != c.revision:
		return fmt.Errorf("%w: %s is at revision %d, not %d", ErrConflict, key, revision, c.revision)
	}
	return nil
}

// What can go wrong.
var (
	// ErrNotFound: there is no entry of that key.
	ErrNotFound = errors.New("not in the store")
	// ErrConflict: a condition does not hold; somebody else has written.
	ErrConflict = errors.New("the store has changed")
	// ErrCompacted: the changes that a watch asks for are not known any more.
	ErrCompacted = errors.New("changes are not known back to there")
	// ErrClosed: the store is closed.
	ErrClosed = errors.New("the store is closed")
)
