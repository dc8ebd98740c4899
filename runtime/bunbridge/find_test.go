package bunbridge_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// fakeBun writes a program to path that prints version, below dir.
func fakeBun(t *testing.T, dir, path, version string) string {
	t.Helper()
	return script(t, filepath.Join(dir, path), "#!/bin/sh\necho "+version+"\n")
}

func script(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// find looks from an app two folders below dir, with dir/path as the PATH.
func find(t *testing.T, dir string, env ...string) (*bunbridge.Bun, error) {
	t.Helper()
	t.Chdir(dir) // out of the repository, whose own bun would be found
	return bunbridge.Find(filepath.Join(dir, "apps", "shop"), append(env, "PATH="+filepath.Join(dir, "path"), "RIP_CACHE_DIR="+dir))
}

func wantPath(t *testing.T, want string) func(*bunbridge.Bun, error) {
	return func(bun *bunbridge.Bun, err error) {
		t.Helper()
		if err != nil || bun.Path() != want {
			t.Errorf("got %+v, %v; want %s", bun, err, want)
		}
	}
}

func TestNearestBunWins(t *testing.T) {
	dir := t.TempDir()
	tools := fakeBun(t, dir, "tools/node_modules/.bin/bun", "1.9.0")
	wantPath(t, tools)(find(t, dir))
	path := fakeBun(t, dir, "path/bun", "1.3.0")
	wantPath(t, path)(find(t, dir))
	above := fakeBun(t, dir, "node_modules/.bin/bun", "1.4.0")
	wantPath(t, above)(find(t, dir))
	own := fakeBun(t, dir, "apps/shop/node_modules/.bin/bun", "1.4.5")
	wantPath(t, own)(find(t, dir))
	explicit := fakeBun(t, dir, "elsewhere/bun", "1.5.0")
	wantPath(t, explicit)(find(t, dir, "RIP_BUN="+explicit))

	bun, err := find(t, dir)
	if err != nil || bun.Name() != "bun" || bun.Describe() != "bun 1.4.5 ("+own+")" {
		t.Errorf("got %+v, %v", bun, err)
	}
}

func TestBinaryIsFoundBesideNpmsStub(t *testing.T) {
	// As npm leaves it when it does not run bun's postinstall script: no #! line.
	stub := `echo "Error: Bun's postinstall script was not run." >&2` + "\nexit 1\n"
	for name, binary := range map[string]string{
		"npm":      "node_modules/@oven/bun-linux-x64/bin/bun",
		"baseline": "node_modules/@oven/bun-linux-x64-baseline/bin/bun",
		"musl":     "node_modules/@oven/bun-linux-x64-musl/bin/bun",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			script(t, filepath.Join(dir, "node_modules/.bin/bun"), stub)
			wantPath(t, fakeBun(t, dir, binary, "1.4.5"))(find(t, dir))
		})
	}
	t.Run("pnpm", func(t *testing.T) {
		dir := t.TempDir()
		script(t, filepath.Join(dir, "node_modules/.bin/bun"), stub)
		store := "node_modules/.pnpm/bun@1.4.5/node_modules"
		want := fakeBun(t, dir, store+"/@oven/bun-darwin-aarch64/bin/bun", "1.4.5")
		script(t, filepath.Join(dir, store, "bun/bin/bun.exe"), stub)
		if err := os.Symlink(".pnpm/bun@1.4.5/node_modules/bun", filepath.Join(dir, "node_modules/bun")); err != nil {
			t.Fatal(err)
		}
		wantPath(t, want)(find(t, dir))
	})
}

func TestCandidateThatDoesNotRunIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	script(t, filepath.Join(dir, "apps/shop/node_modules/.bin/bun"), "#!/bin/sh\nexit 3\n")
	fakeBun(t, dir, "node_modules/.bin/bun", "0.8.1")
	wantPath(t, fakeBun(t, dir, "path/bun", "1.2.0"))(find(t, dir))
}

func TestErrorSaysWhatWasTriedAndHowToGetBun(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		prepare func() []string
		want    string
	}{
		{func() []string { return nil }, "there is none in node_modules/.bin of " + filepath.Join(dir, "apps", "shop")},
		{func() []string { fakeBun(t, dir, "path/bun", "1.1.45"); return nil }, `is version "1.1.45", and rip-server needs 1.2.0 or newer`},
		{func() []string { return []string{"RIP_BUN=" + filepath.Join(dir, "nowhere")} }, "RIP_BUN is set, but " + filepath.Join(dir, "nowhere") + " does not run"},
		{func() []string {
			return []string{"RIP_BUN=" + script(t, filepath.Join(dir, "stub"), "#!/bin/sh\necho no postinstall >&2; exit 1\n")}
		}, "exit status 1: no postinstall"},
	} {
		_, err := find(t, dir, test.prepare()...)
		if !errors.Is(err, bunbridge.ErrNotFound) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v\nwant it to say %q", err, test.want)
		}
	}
	if _, err := find(t, dir); !strings.Contains(err.Error(), "npm install bun") || !strings.Contains(err.Error(), "mage deps") {
		t.Errorf("no way to get bun in: %v", err)
	}
}

func TestRealBunTellsItsVersion(t *testing.T) {
	path := testkit.Bun(t)
	bun, err := bunbridge.Find(t.TempDir(), []string{"RIP_BUN=" + path, "RIP_CACHE_DIR=" + t.TempDir()})
	if err != nil || !strings.HasPrefix(bun.Version(), "1.") || bun.Describe() != "bun "+bun.Version()+" ("+path+")" {
		t.Errorf("got %+v, %v", bun, err)
	}
}
