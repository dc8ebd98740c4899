package bundle_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

const keptApp = installed + "-- package-lock.json --\n{}\n-- index.ts --\nimport { b } from 'cjs'; import { n } from './lib/n'; export const value = b + n\n-- lib/n.ts --\nexport const n = 10\n"

// kept are options with a cache that is in dir, as if the process had started anew.
func kept(t *testing.T, dir string, log *testkit.Buffer) func(*bundle.Options) {
	t.Helper()
	texts, err := bundle.NewTexts([]string{"RIP_CACHE_DIR=" + dir}, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return func(o *bundle.Options) { o.Texts = texts }
}

func TestAnAppThatHasNotChangedStartsWithoutEsbuild(t *testing.T) {
	cache, dir := t.TempDir(), write(t, keptApp)
	log := &testkit.Buffer{}
	first := build(t, source(t, dir, "index.ts", dev, kept(t, cache, log)))
	again := source(t, dir, "index.ts", dev, kept(t, cache, log))
	second := build(t, again)
	if again.RanEsbuild() {
		t.Error("esbuild ran")
	}
	if first.Hash() != second.Hash() {
		t.Error("the bundle is another")
	}
	if got := evaluate(t, second); got != int64(12) {
		t.Errorf("value = %v", got)
	}
	testkit.WriteFile(t, filepath.Join(dir, "lib", "n.ts"), "export const n = 20\n")
	changed(t, again)
	edited := build(t, again)
	if got := evaluate(t, edited); got != int64(22) {
		t.Errorf("value = %v after an edit", got)
	}
	if second.Packages() != edited.Packages() {
		t.Error("the edit had the packages built again")
	}
}

func TestWhatWasKeptIsNotUsedWhenAnythingChanged(t *testing.T) {
	for name, change := range map[string]struct {
		path, text string
		want       int64
	}{
		"a module":          {"lib/n.ts", "export const n = 20\n", 22},
		"a package":         {"node_modules/cjs/other.js", "exports.b = 3\n", 13},
		"a package's entry": {"node_modules/cjs/package.json", `{"main": "new.js"}`, 15},
		"a file that comes": {"lib/n.rip", "export n = 30\n", 32},
		"a tsconfig.json":   {"tsconfig.json", `{"compilerOptions": {"paths": {"cjs": ["./node_modules/cjs/new.js"]}}}`, 15},
	} {
		cache, dir := t.TempDir(), write(t, keptApp+"-- node_modules/cjs/new.js --\nexports.b = 5\n")
		log := &testkit.Buffer{}
		build(t, source(t, dir, "index.ts", dev, kept(t, cache, log)))
		testkit.WriteFile(t, filepath.Join(dir, filepath.FromSlash(change.path)), change.text)
		if got := evaluate(t, build(t, source(t, dir, "index.ts", dev, kept(t, cache, log)))); got != change.want {
			t.Errorf("%s: value = %v, want %d", name, got, change.want)
		}
	}
}

func TestDamagedBundlesAreBuiltAgain(t *testing.T) {
	cache, dir := t.TempDir(), write(t, keptApp)
	log := &testkit.Buffer{}
	build(t, source(t, dir, "index.ts", dev, kept(t, cache, log)))
	files, err := filepath.Glob(filepath.Join(cache, "bundles", "*"))
	if err != nil || len(files) != 2 {
		t.Fatalf("kept: %v, %v; want the app and its packages", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
		}
		damaged := strings.Replace(string(text), "exports", "exparts", 1)
		if err := os.WriteFile(file, []byte(damaged[:len(damaged)-1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := evaluate(t, build(t, source(t, dir, "index.ts", dev, kept(t, cache, log)))); got != int64(12) {
		t.Errorf("value = %v", got)
	}
}

func TestACacheThatCannotBeUsedIsToldOfOnce(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "file")
	testkit.WriteFile(t, cache, "not a directory")
	log := &testkit.Buffer{}
	s := source(t, write(t, keptApp), "index.ts", dev, kept(t, cache, log))
	if got := evaluate(t, build(t, s)); got != int64(12) {
		t.Errorf("value = %v", got)
	}
	if got := strings.Count(log.String(), "RIP_CACHE_DIR"); got != 1 {
		t.Errorf("the log says so %d times:\n%s", got, log.String())
	}
}
