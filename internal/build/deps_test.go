package build

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeNPM stands for npm: it makes node_modules and writes its arguments down.
const fakeNPM = "#!/bin/sh\nmkdir -p \"$3/node_modules\" && echo \"$*\" >> npm.log\n"

func TestDepsInstallsEveryLockfileOnceAndAgainWhenItChanges(t *testing.T) {
	repo := quiet(t.TempDir())
	touch(t, repo, "tools/package-lock.json", "apps/hono/package-lock.json", "apps/example/index.ts", "runtime/rip/testdata/npm/package-lock.json", dashboard+"/package-lock.json")
	program(t, "npm", fakeNPM)
	calls := func() int {
		t.Helper()
		if err := repo.Deps(t.Context()); err != nil {
			t.Fatal(err)
		}
		log, _ := os.ReadFile(filepath.Join(repo.Root, "npm.log"))
		return strings.Count(string(log), "ci --prefix ")
	}
	if got := calls(); got != 4 {
		t.Errorf("first Deps: %d npm calls, want one each for tools, apps/hono, the runtime's packages and the dashboard", got)
	}
	if got := calls(); got != 4 {
		t.Errorf("second Deps: %d npm calls in all, want still 4", got)
	}
	if err := os.WriteFile(filepath.Join(repo.Root, "tools/package-lock.json"), []byte("newer bun"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := calls(); got != 5 {
		t.Errorf("Deps after a change of one lockfile: %d npm calls in all, want 5", got)
	}
}

func TestDepsSaysHowToGetNPM(t *testing.T) {
	repo := quiet(t.TempDir())
	touch(t, repo, "tools/package-lock.json")
	t.Setenv("PATH", t.TempDir())
	if err := repo.Deps(t.Context()); !errors.Is(err, ErrNoNPM) {
		t.Errorf("Deps = %v, want ErrNoNPM", err)
	}
}

func TestServeWithoutNPMAndBunSaysHowToGetEither(t *testing.T) {
	repo := quiet(t.TempDir())
	touch(t, repo, "tools/package-lock.json")
	t.Setenv("PATH", t.TempDir())
	if err := repo.Serve(t.Context()); !errors.Is(err, ErrNoRuntime) {
		t.Errorf("Serve = %v, want ErrNoRuntime", err)
	}
}

func TestThePinnedBunGoesBeforeTheOneOnPath(t *testing.T) {
	repo := quiet(t.TempDir())
	elsewhere := program(t, "bun", "#!/bin/sh\n")
	if got := repo.Bun(); got != elsewhere {
		t.Errorf("Bun = %q, want %q from PATH", got, elsewhere)
	}
	touch(t, repo, toolsBin+"/bun")
	pinned := filepath.Join(repo.Root, toolsBin, "bun")
	if got := repo.Bun(); got != pinned {
		t.Errorf("Bun = %q, want the pinned %q", got, pinned)
	}
	if found, err := repo.output(t.Context(), "sh", "-c", "command -v bun"); err != nil || found != pinned {
		t.Errorf("commands find %q (%v), want the pinned %q", found, err, pinned)
	}
}

// program puts a program on an otherwise usual PATH and returns its path.
func program(t *testing.T, name, script string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return path
}
