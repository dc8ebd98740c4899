package api_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/api"
)

func modules(t *testing.T, except ...string) map[string]string {
	t.Helper()
	modules, err := api.Modules(except...)
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

func TestModulesImportNothingThatARuntimeDoesNotHave(t *testing.T) {
	known := []string{api.Core, "node:async_hooks", "node:fs", "node:path"}
	for name, text := range modules(t) {
		for _, found := range regexp.MustCompile(`(?m)^(?:import|export) .* from "(.*)";`).FindAllStringSubmatch(text, -1) {
			if !slices.Contains(known, found[1]) {
				t.Errorf("%s imports %s", name, found[1])
			}
		}
	}
}

// The embedded engine has neither, and lowering them is slow.
func TestModulesHaveNoAsyncGenerators(t *testing.T) {
	for _, form := range []string{"async *", "async function*", "for await"} {
		if strings.Contains(modules(t)[api.Core], form) {
			t.Errorf("the API has %q", form)
		}
	}
}

func TestEveryExportIsDeclaredAndNothingElse(t *testing.T) {
	var exported []string
	_, list, _ := strings.Cut(modules(t)[api.Core], "export {")
	for _, name := range regexp.MustCompile(`(?m)^  (?:\w+ as )?(\w+),?$`).FindAllStringSubmatch(list, -1) {
		exported = append(exported, name[1])
	}
	var declared []string
	for _, name := range regexp.MustCompile(`(?m)^  export (?:function|const) (\w+)`).FindAllStringSubmatch(api.Types(), -1) {
		declared = append(declared, name[1])
	}
	slices.Sort(exported)
	slices.Sort(declared)
	if declared = slices.Compact(declared); len(exported) < 50 || !slices.Equal(exported, declared) {
		t.Errorf("exported %v\ndeclared %v", exported, declared)
	}
	for _, pkg := range modulesOf(t) {
		if !strings.Contains(api.Types(), `declare module "`+pkg+`" {`) {
			t.Errorf("%s is not declared", pkg)
		}
	}
}

func modulesOf(t *testing.T) (names []string) {
	for name := range modules(t) {
		if name != api.Core {
			names = append(names, name)
		}
	}
	return names
}

func TestInstalledPackagesAreFoundAboveTheAppAndLeftAlone(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "apps", "shop")
	own := filepath.Join(root, "node_modules", "@rip-lang", "server")
	for _, path := range []string{dir, own} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if found := api.Installed(dir); len(found) != 0 { // a folder alone is no package
		t.Errorf("found %v", found)
	}
	if err := os.WriteFile(filepath.Join(own, "package.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := api.Installed(dir); len(found) != 1 || found["@rip-lang/server"] != own {
		t.Errorf("found %v", found)
	}
	for name := range modules(t, "@rip-lang/server") {
		if strings.HasPrefix(name, "@rip-lang/server") {
			t.Errorf("%s is there nevertheless", name)
		}
	}
}
