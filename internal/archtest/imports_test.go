package archtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/build"
)

// root is the repository's root, from this package's folder.
const root = "../.."

// systems are the ones that a release is built for: a file for macOS must not
// import upwards either, wherever the test runs.
var systems = []string{"linux", "darwin"}

func TestImportsRunOneWayDownwards(t *testing.T) {
	for _, system := range systems {
		t.Run(system, func(t *testing.T) {
			for _, p := range load(t, system) {
				if _, err := layerOf(p.Top()); err != nil {
					t.Errorf("%s: %v", p.ImportPath, err)
					continue
				}
				checkImports(t, p, p.Imports, false)
				checkImports(t, p, append(p.TestImports, p.XTestImports...), true)
			}
		})
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range load(t, "") {
		if p.Doc == "" {
			t.Errorf("%s has no package comment: say in a sentence what it is for, above one of its package clauses", p.ImportPath)
		}
	}
}

// The rules themselves, so that a slip in them cannot pass every import.
func TestRulesRefuseWhatTheDesignRefuses(t *testing.T) {
	for _, c := range []struct {
		from, to string
		test     bool
		want     string // part of the error; empty is allowed
	}{
		{from: "cli", to: "appserver"},
		{from: "cmd", to: "cli"},
		{from: "appserver", to: "config"},
		{from: "compiler", to: "compiler"},
		{from: "lb", to: "internal", test: true},
		{from: "runtime", to: "control", test: true},
		{from: "lb", to: "manager", want: "neighbours"},
		{from: "lb", to: "manager", test: true, want: "neighbours"},
		{from: "manager", to: "lb", test: true, want: "neighbours"},
		{from: "runtime", to: "control", want: "neighbours"},
		{from: "runtime", to: "lb", want: "below"},
		{from: "runtime", to: "lb", test: true, want: "below"},
		{from: "internal", to: "config", want: "below"},
		{from: "lb", to: "cmd", want: "below"},
		{from: "helpers", to: "lb", want: "no place"},
		{from: "lb", to: "helpers", want: "no place"},
	} {
		err := checkImport(c.from, c.to, c.test)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("checkImport(%s, %s, test %v) = %v, want %q", c.from, c.to, c.test, err, c.want)
		}
	}
}

// checkImports checks those imports of p that are packages of this module.
func checkImports(t *testing.T, p build.Package, imports []string, test bool) {
	t.Helper()
	for _, path := range imports {
		imported := build.Package{ImportPath: path, Module: p.Module}
		if !strings.HasPrefix(path, p.Module.Path+"/") {
			continue
		}
		if err := checkImport(p.Top(), imported.Top(), test); err != nil {
			t.Errorf("%s imports %s: %v", p.ImportPath, path, err)
		}
	}
}

// load lists the module's packages. Fewer than this package and the one it
// imports would mean that go list looked in the wrong place.
func load(t *testing.T, system string) []build.Package {
	t.Helper()
	packages, err := build.Packages(t.Context(), root, system)
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) < 2 {
		t.Fatalf("go list found %d packages from %s; the rules were checked against nothing", len(packages), root)
	}
	for _, p := range packages {
		watch(t, p.Dir)
	}
	return packages
}

// watch reads the package's folder and those above it, up to the root. Go
// keeps the result of a passed test until a file or folder that the test
// itself read has changed; what go list read for it does not count.
func watch(t *testing.T, dir string) {
	t.Helper()
	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for strings.HasPrefix(dir, top) {
		if _, err := os.ReadDir(dir); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Dir(dir)
	}
}
