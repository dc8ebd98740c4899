package store_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/platform/store"
)

// movable is one of a file, which another opener can have when it is let go.
func movable(t *testing.T) (m *store.Movable, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "state.db")
	m, err := store.OpenMovable(func() (store.Store, error) { return store.Open(path) })
	if err != nil {
		t.Fatal(err)
	}
	return m, path
}

func TestMovableKeepsTheContract(t *testing.T) {
	keepsContract(t, func(t *testing.T) store.Store {
		m, _ := movable(t)
		return m
	})
}

func TestAStoreThatIsLetGoCanBeHadByAnotherAndComesBackWithWhatThatWrote(t *testing.T) {
	m, path := movable(t)
	if err := m.LetGo(); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Get(t.Context(), "a"); !errors.Is(err, store.ErrMoving) {
		t.Errorf("while it is let go: %v", err)
	}
	other, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Put(t.Context(), "a", json.RawMessage(`1`), store.IfAbsent()); err != nil {
		t.Fatal(err)
	}
	if err := m.Reopen(); err == nil {
		t.Error("two have it")
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := m.Reopen(); err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if e, err := m.Get(t.Context(), "a"); err != nil || string(e.Value) != "1" {
		t.Errorf("it came back with %s, %v", e.Value, err)
	}
}
