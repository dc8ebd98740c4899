package build

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestFuzzTestsAreFoundByTheirSignature(t *testing.T) {
	names, err := fuzzTests("grammar_test.go", `package cli
import "testing"
func FuzzGrammar(f *testing.F) {}
func FuzzMessages(f *testing.F) {}
func FuzzyMatch(a, b string) bool { return a == b }
func FuzzHelper(t *testing.T) {}
func (s *suite) FuzzMethod(f *testing.F) {}
func TestFuzz(t *testing.T) {}
`)
	if want := []string{"FuzzGrammar", "FuzzMessages"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("fuzzTests = %v, %v; want %v", names, err, want)
	}
}

func TestOnlyPackagesWithTaggedTestsAreE2E(t *testing.T) {
	repo := module(t, map[string]string{
		"plain/plain.go":       "package plain\n",
		"plain/plain_test.go":  "package plain\n",
		"page/page.go":         "package page\n",
		"page/browser_test.go": "//go:build e2e\n\npackage page\n",
	})
	tagged, err := repo.taggedPackages(t.Context(), "e2e")
	if want := []string{"example.org/m/page"}; err != nil || !slices.Equal(tagged, want) {
		t.Errorf("taggedPackages = %v, %v; want %v", tagged, err, want)
	}
}

func TestPackagesDependOnTheSystemAskedFor(t *testing.T) {
	repo := module(t, map[string]string{
		"both/both.go":     "package both\n",
		"mac/a_darwin.go":  "// Package mac is for macOS.\npackage mac\n\nimport _ \"example.org/m/both\"\n",
		"linux/a_linux.go": "package linux\n",
	})
	packages, err := Packages(t.Context(), repo.Root, "darwin")
	if err != nil || len(packages) != 2 {
		t.Fatalf("Packages(darwin) = %+v, %v; want both and mac", packages, err)
	}
	mac := packages[1]
	if mac.Top() != "mac" || mac.Doc != "Package mac is for macOS." || !slices.Equal(mac.Imports, []string{"example.org/m/both"}) {
		t.Errorf("mac = %+v, top %q", mac, mac.Top())
	}
}

// module is a repository with a Go module of the files given.
func module(t *testing.T, files map[string]string) Repo {
	t.Helper()
	repo := quiet(t.TempDir())
	files["go.mod"] = "module example.org/m\n\ngo 1.26\n"
	for path, content := range files {
		touch(t, repo, path)
		if err := os.WriteFile(filepath.Join(repo.Root, path), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return repo
}
