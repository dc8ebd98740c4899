package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/platform/store"
)

func openFile(t *testing.T, path string) *store.File {
	t.Helper()
	f, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFileKeepsEntriesAndRevisionsOverItsClosing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	f := openFile(t, path)
	mustPut(t, f, "a", 1)
	last := mustPut(t, f, "b", 2)
	want, _, err := f.List(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	f = openFile(t, path)
	defer f.Close()
	got, revision, err := f.List(t.Context(), "")
	if diff := cmp.Diff(want, got); diff != "" || revision != last || err != nil {
		t.Errorf("%s at revision %d, %v", diff, revision, err)
	}
	if next := mustPut(t, f, "a", 3); next != last+1 {
		t.Errorf("revision %d follows %d", next, last)
	}
	for _, err := range f.Watch(t.Context(), "", 0) {
		wantErr(t, err, store.ErrCompacted)
	}
}

func TestSecondOpenerIsToldWhoHasTheStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	f := openFile(t, path)
	_, err := store.Open(path)
	var busy *store.InUseError
	if !errors.As(err, &busy) || busy.PID != os.Getpid() || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v, want who has it and where it is", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	again := openFile(t, path)
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) != 1 {
		t.Errorf("beside the store %v are left", left)
	}
}

func TestFileIsForItsOwnerOnlyWhateverItsModeWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	f := openFile(t, path)
	defer f.Close()
	for _, name := range []string{path, path + ".holder"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", name, info.Mode(), err)
		}
	}
}

func TestFileThatIsNoStoreIsRefusedByName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no store. "), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(path)
	if err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
}
