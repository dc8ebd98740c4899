package testkit

import (
	"os"
	"path/filepath"
	"testing"
)

// ShortDir returns a private directory whose path leaves room for the names
// of Unix sockets, which t.TempDir's does not always. It goes with the test.
func ShortDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "rip")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// CopyTo copies files into dir, which is their new directory.
func CopyTo(t testing.TB, dir string, files ...string) {
	t.Helper()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		WriteFile(t, filepath.Join(dir, filepath.Base(file)), string(text))
	}
}

// WriteFile writes a file at once: whoever reads it sees the old or the new text.
func WriteFile(t testing.TB, path, text string) {
	t.Helper()
	fresh := path + ".new"
	if err := os.WriteFile(fresh, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(fresh, path); err != nil {
		t.Fatal(err)
	}
}
