package api_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/internal/testkit"
)

// strictly are the settings with the least tolerance.
func strictly() []string {
	return []string{
		"--noEmit", "--strict", "--noUncheckedIndexedAccess", "--pretty", "false", "--target", "ES2024",
		"--lib", "ES2024,DOM,DOM.Iterable", "--module", "preserve", "--types", "",
	}
}

func TestDeclarationsAreWhatAnAppInTypeScriptNeeds(t *testing.T) {
	dir := t.TempDir()
	testkit.WriteFile(t, filepath.Join(dir, "rip.d.ts"), api.Types())
	testkit.CopyTo(t, dir, filepath.Join("testdata", "types", "app.ts"))
	typecheck(t, filepath.Join(dir, "app.ts"), filepath.Join(dir, "rip.d.ts"))
}

func TestSourcesHaveNoTypeErrors(t *testing.T) {
	typecheck(t, "src/index.ts", "src/middleware.ts", "worker/adopt.ts", "worker/reloader.ts", "testdata/types/env.d.ts")
}

// typecheck fails for what the TypeScript compiler has to say of files.
func typecheck(t *testing.T, files ...string) {
	t.Helper()
	compiler := filepath.Join(testkit.Root(t), "platform", "dashboard", "node_modules", ".bin", "tsc")
	if _, err := os.Stat(compiler); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("TypeScript is missing: run `go tool mage deps`")
		}
		t.Skip("TypeScript is missing: run `go tool mage deps`")
	}
	if out, err := exec.Command(compiler, slices.Concat(strictly(), files)...).CombinedOutput(); err != nil {
		t.Errorf("tsc: %v\n%s", err, out)
	}
}
