package store

import (
	"encoding/json"
	"errors"
	"fmt"
)

// maxKey and maxValue are generous for what is kept here, and far below what
// would slow the store down.
const (
	maxKey   = 512
	maxValue = 1 << 20
)

// check refuses a transaction that makes no sense, whatever is in the store.
func check(changes []Change) error {
	if len(changes) == 0 {
		return errors.New("the transaction changes nothing")
	}
	seen := make(map[string]bool, len(changes))
	for _, c := range changes {
		switch {
		case c.Key == "" || len(c.Key) > maxKey:
			return fmt.Errorf("the key %q is %d bytes long; 1 to %d are possible", c.Key, len(c.Key), maxKey)
		case seen[c.Key]:
			return fmt.Errorf("the key %q is in the transaction twice", c.Key)
		case len(c.Value) > maxValue:
			return fmt.Errorf("the value of %s is %d bytes long; %d are possible", c.Key, len(c.Value), maxValue)
		case c.Value != nil && !json.Valid(c.Value):
			return fmt.Errorf("the value of %s is not JSON", c.Key)
		}
		seen[c.Key] = true
	}
	return nil
}

// table is the entries as a transaction sees them.
type table interface {
	// revision is that of an entry; 0: there is none.
	revision(key string) uint64
	put(key string, value json.RawMessage, revision uint64) error
	remove(key string) error
}

// apply makes the changes at revision, if all conditions hold. What it returns
// are the changes that were one: deleting what is not there is none.
func apply(t table, changes []Change, revision uint64) ([]Changed, error) {
	for _, c := range changes {
		if err := c.When.holds(c.Key, t.revision(c.Key)); err != nil {
			return nil, err
		}
	}
	var made []Changed
	for _, c := range changes {
		var err error
		switch {
		case c.Value != nil:
			err = t.put(c.Key, c.Value, revision)
		case t.revision(c.Key) != 0:
			err = t.remove(c.Key)
		default:
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", c.Key, err)
		}
		made = append(made, Changed{Key: c.Key, Value: append(json.RawMessage(nil), c.Value...), Revision: revision})
	}
	return made, nil
}
