package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/rip-server/rip-server/internal/testkit"
)

// TestScripts runs testdata/script/*.txtar: each is a story of the command
// line with real servers, real bun and sockets of its own. The commands that
// testscript does not have are in script_commands_test.go.
func TestScripts(t *testing.T) {
	bun, root := testkit.Bun(t), testkit.Root(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: testkit.Update(), RequireExplicitExec: true, RequireUniqueNames: true,
		Cmds: scriptCommands(),
		Setup: func(env *testscript.Env) error {
			// Short, for the bound of socket paths.
			dir, err := os.MkdirTemp("", "rip")
			if err != nil {
				return err
			}
			env.Defer(func() {
				if left := servers(dir); len(left) > 0 {
					fmt.Fprintf(os.Stderr, "%s left servers running: %v\n", t.Name(), left)
				}
				os.RemoveAll(dir)
			})
			env.Setenv("RIP_RUNTIME_DIR", dir)
			env.Setenv("RIP_CACHE_DIR", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("RIP_BUN", bun)
			env.Setenv("GORACE", os.Getenv("GORACE"))                                  // see "mage race"
			bin, _, _ := strings.Cut(env.Getenv("PATH"), string(os.PathListSeparator)) // where testscript puts rip-server
			env.Setenv("BIN", bin)
			env.Setenv("EXAMPLE", filepath.Join(root, "apps", "example"))
			env.Values[flightsKey{}] = &flights{}
			// Settings of whoever runs the tests are not the scripts'.
			for _, entry := range os.Environ() {
				if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "RIP_") && env.Getenv(name) == "" {
					env.Setenv(name, "")
				}
			}
			return nil
		},
	})
}
