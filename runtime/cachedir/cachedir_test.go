package cachedir_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/cachedir"
)

func TestLastVariableNamesTheCache(t *testing.T) {
	dir, err := cachedir.Of([]string{"RIP_CACHE_DIR=/first", "OTHER=x", "RIP_CACHE_DIR=last"})
	if err != nil || !filepath.IsAbs(dir) || filepath.Base(dir) != "last" {
		t.Errorf("got %s, %v; want an absolute path to last", dir, err)
	}
	if dir, err := cachedir.Of([]string{"RIP_CACHE_DIR="}); err != nil || !strings.Contains(filepath.Base(dir), "rip-server") {
		t.Errorf("without one: got %s, %v", dir, err)
	}
}

func TestDirectoryIsMadePrivateEachTime(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "new", "cache")
	for _, spoil := range []func(dir string) error{
		func(string) error { return nil },
		os.RemoveAll,
		func(dir string) error { return os.Chmod(dir, 0o755) },
	} {
		if err := spoil(filepath.Join(cache, "made")); err != nil {
			t.Fatal(err)
		}
		dir, err := cachedir.Private(cache, "made")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{dir, cache} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("%s: mode %v, %v; want 0700", path, info.Mode(), err)
			}
		}
	}
}

func TestDirectoryThatOthersCouldChangeIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(cache, dir string) error
		want  string
	}{
		"a cache open to all": {func(cache, _ string) error { return os.Chmod(cache, 0o777) }, "may be written by other users"},
		"a link in its place": {func(cache, dir string) error { return os.Symlink(cache, dir) }, "is not a directory; remove it"},
		"a file in its place": {func(_, dir string) error { return os.WriteFile(dir, nil, 0o600) }, "is not a directory; remove it"},
		"somebody else's": {func(_, dir string) error {
			if os.Geteuid() != 0 {
				return os.ErrPermission
			}
			if err := os.Mkdir(dir, 0o700); err != nil {
				return err
			}
			return os.Chown(dir, 12345, -1)
		}, "belongs to user 12345"},
	} {
		t.Run(name, func(t *testing.T) {
			cache := t.TempDir()
			if err := test.spoil(cache, filepath.Join(cache, "made")); os.IsPermission(err) {
				t.Skip("only root can give files away")
			} else if err != nil {
				t.Fatal(err)
			}
			if _, err := cachedir.Private(cache, "made"); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestStickyDirectoryMayHoldACache(t *testing.T) {
	shared := t.TempDir()
	if err := os.Chmod(shared, 0o777|os.ModeSticky); err != nil {
		t.Fatal(err)
	}
	if _, err := cachedir.Private(shared, "made"); err != nil {
		t.Error(err)
	}
}

func TestReadersSeeWholeFilesWhileTheyAreReplaced(t *testing.T) {
	dir := t.TempDir()
	long := []byte(strings.Repeat("x", 1<<20))
	if err := cachedir.WriteChecked(dir, "file", long); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for i := range 4 {
		writers.Go(func() {
			if err := cachedir.WriteChecked(dir, "file", long[i:]); err != nil {
				t.Error(err)
			}
		})
	}
	for range 50 {
		if _, ok := cachedir.ReadChecked(dir, "file"); !ok {
			t.Fatal("a file was read that is not whole")
		}
	}
	writers.Wait()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("temporary files stay: %v, %v", entries, err)
	}
	if info, err := entries[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestFileThatIsMissingOrDamagedIsNotRead(t *testing.T) {
	dir := t.TempDir()
	if _, ok := cachedir.ReadChecked(dir, "none"); ok {
		t.Error("a missing file was read")
	}
	if err := cachedir.WriteChecked(dir, "file", []byte("content")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "file")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range whole {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := cachedir.ReadChecked(dir, "file"); ok {
			t.Errorf("the first %d bytes were read as %q", cut, got)
		}
	}
}

func TestDirectoryIsCleanedOfOldFilesOnceADay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(dir, "old")
	fill := func() {
		testkit.WriteFile(t, old, "")
		testkit.WriteFile(t, filepath.Join(dir, "new"), "")
		month := time.Now().Add(-30 * 24 * time.Hour)
		if err := os.Chtimes(old, month, month); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	fill()
	if cachedir.Clean(dir, time.Hour); count() != 1 {
		t.Error("the old file is there")
	}
	fill()
	if cachedir.Clean(dir, time.Hour); count() != 2 {
		t.Error("it was looked through again")
	}
	yesterday := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(dir+".cleaned", yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	if cachedir.Clean(dir, time.Hour); count() != 1 {
		t.Error("the old file is there a day later")
	}
}
