package testkit

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Tool is the path of a program that the module of tools names. It is built when
// it is not yet, which takes seconds. Where it cannot be the test is skipped, or
// fails where CI is set.
func Tool(t testing.TB, name string) string {
	t.Helper()
	build := exec.Command("go", "tool", "-modfile=tools/go.mod", "-n", name)
	build.Dir = Root(t)
	var problem strings.Builder
	build.Stderr = &problem
	path, err := build.Output()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s cannot be built: %v\n%s", name, err, problem.String())
		}
		t.Skipf("%s cannot be built: %v\n%s", name, err, problem.String())
	}
	return strings.TrimSpace(string(path))
}
