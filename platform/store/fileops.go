package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"
)

// Get implements Store.
func (f *File) Get(ctx context.Context, key string) (e Entry, err error) {
	err = f.view(ctx, func(tx *bbolt.Tx) error {
		raw := tx.Bucket([]byte(entriesBucket)).Get([]byte(key))
		if raw == nil {
			return fmt.Errorf("%s: %w", key, ErrNotFound)
		}
		e = entryOf([]byte(key), raw)
		return nil
	})
	return e, err
}

// List implements Store.
func (f *File) List(ctx context.Context, prefix string) (list []Entry, revision uint64, err error) {
	err = f.view(ctx, func(tx *bbolt.Tx) error {
		revision = number(tx.Bucket([]byte(metaBucket)).Get([]byte(revisionKey)))
		c := tx.Bucket([]byte(entriesBucket)).Cursor()
		for key, raw := c.Seek([]byte(prefix)); key != nil && bytes.HasPrefix(key, []byte(prefix)); key, raw = c.Next() {
			list = append(list, entryOf(key, raw))
		}
		return nil
	})
	return list, revision, err
}

// Put implements Store.
func (f *File) Put(ctx context.Context, key string, value json.RawMessage, when Condition) (uint64, error) {
	return f.Txn(ctx, put(key, value, when))
}

// Delete implements Store.
func (f *File) Delete(ctx context.Context, key string, when Condition) error {
	_, err := f.Txn(ctx, Change{Key: key, When: when})
	return err
}

// Txn implements Store.
func (f *File) Txn(ctx context.Context, changes ...Change) (revision uint64, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if err := check(changes); err != nil {
		return 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var made []Changed
	err = f.db.Update(func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte(metaBucket))
		revision = number(meta.Get([]byte(revisionKey)))
		var err error
		if made, err = apply(fileTable{tx.Bucket([]byte(entriesBucket))}, changes, revision+1); err != nil || len(made) == 0 {
			return err
		}
		revision++
		return meta.Put([]byte(revisionKey), bytesOf(revision))
	})
	if err != nil {
		return 0, closedOr(err)
	}
	if len(made) > 0 {
		f.history.add(revision, made)
	}
	return revision, nil
}

// Watch implements Store.
func (f *File) Watch(ctx context.Context, prefix string, since uint64) iter.Seq2[Changed, error] {
	return f.history.watch(ctx, prefix, since)
}

func (f *File) view(ctx context.Context, look func(*bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f.mu.RLock()
	defer f.mu.RUnlock()
	return closedOr(f.db.View(look))
}

func closedOr(err error) error {
	if errors.Is(err, bbolterrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return err
}

// entryOf copies what is valid within the transaction only.
func entryOf(key, raw []byte) Entry {
	return Entry{Key: string(key), Value: slices.Clone(raw[8:]), Revision: number(raw)}
}

// fileTable is the entries within a transaction.
type fileTable struct{ *bbolt.Bucket }

func (t fileTable) revision(key string) uint64 { return number(t.Get([]byte(key))) }

func (t fileTable) put(key string, value json.RawMessage, revision uint64) error {
	return t.Put([]byte(key), append(bytesOf(revision), value...))
}

func (t fileTable) remove(key string) error { return t.Delete([]byte(key)) }
