// Package testkit holds what tests of several packages need: small functions
// that find, start and watch real things. Only tests import it.
package testkit

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Bun returns the path of a bun that runs: RIP_BUN, the one that `mage deps`
// installed, or the one on the PATH. Without any the test is skipped, or fails
// where CI is set: there nobody would see that it was not run.
func Bun(t testing.TB) string {
	t.Helper()
	for _, path := range bunCandidates(t) {
		if path != "" && exec.Command(path, "--version").Run() == nil {
			return path
		}
	}
	const how = "bun is missing: run `go tool mage deps`"
	if os.Getenv("CI") != "" {
		t.Fatal(how)
	}
	t.Skip(how)
	return ""
}

func bunCandidates(t testing.TB) []string {
	t.Helper()
	modules := filepath.Join(Root(t), "tools", "node_modules")
	// Where npm's postinstall did not run the binary is in the platform's package.
	paths, err := filepath.Glob(filepath.Join(modules, "@oven", "bun-*", "bin", "bun"))
	if err != nil {
		t.Fatal(err)
	}
	paths = append([]string{os.Getenv("RIP_BUN"), filepath.Join(modules, ".bin", "bun")}, paths...)
	if path, err := exec.LookPath("bun"); err == nil {
		paths = append(paths, path)
	}
	return paths
}
