package bunbridge_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// layOut lays the worker program out in cache and returns its path.
func layOut(t *testing.T, cache string) (string, error) {
	t.Helper()
	return mainFile(findWithCache(t, cache))
}

func findWithCache(t *testing.T, cache string) *bunbridge.Bun {
	t.Helper()
	bun, err := bunbridge.Find(t.TempDir(), []string{
		"RIP_BUN=" + fakeBun(t, t.TempDir(), "bun", "1.4.5"), "RIP_CACHE_DIR=" + cache,
	})
	if err != nil {
		t.Fatal(err)
	}
	return bun
}

func mainFile(bun *bunbridge.Bun) (string, error) {
	command, err := bun.Worker(runtime.App{}, runtime.Slot{})
	if err != nil {
		return "", err
	}
	return command.Args[len(command.Args)-1], nil
}

func TestProgramIsPrivate(t *testing.T) {
	path, err := layOut(t, filepath.Join(t.TempDir(), "new", "cache"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, filepath.Dir(filepath.Dir(path)): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: mode %v, %v; want %v", path, info.Mode(), err, want)
		}
	}
}

func TestChangedOrMissingProgramIsPutRight(t *testing.T) {
	cache := t.TempDir()
	path, err := layOut(t, cache)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(t.TempDir(), "victim")
	for name, spoil := range map[string]func() error{
		"gone":    func() error { return os.RemoveAll(filepath.Dir(path)) },
		"changed": func() error { return os.WriteFile(path, []byte("evil"), 0o600) },
		"a link": func() error {
			if err := os.WriteFile(victim, []byte("precious"), 0o600); err != nil {
				return err
			}
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.Symlink(victim, path)
		},
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		again, err := layOut(t, cache)
		if err != nil || again != path {
			t.Fatalf("%s: got %s, %v", name, again, err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != string(want) {
			t.Errorf("%s: the program is not put right: %v", name, err)
		}
	}
	if got, err := os.ReadFile(victim); err != nil || string(got) != "precious" {
		t.Errorf("the link's target is now %q, %v", got, err)
	}
}

func TestHostileCacheIsRefusedWithAWayOut(t *testing.T) {
	open := t.TempDir()
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	_, err := layOut(t, open)
	if err == nil || !strings.Contains(err.Error(), "may be written by other users") || !strings.Contains(err.Error(), "RIP_CACHE_DIR") {
		t.Errorf("got %v", err)
	}
}

func TestServersMayLayOutAtOnce(t *testing.T) {
	cache := t.TempDir()
	bun := findWithCache(t, cache)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			path, err := mainFile(bun)
			if err != nil {
				t.Error(err)
				return
			}
			if content, err := os.ReadFile(path); err != nil || len(content) == 0 {
				t.Errorf("read %d bytes, %v", len(content), err)
			}
		})
	}
	wg.Wait()
	left, err := filepath.Glob(filepath.Join(cache, "*", ".*"))
	if err != nil || len(left) != 0 {
		t.Errorf("temporary files stay: %v, %v", left, err)
	}
}
