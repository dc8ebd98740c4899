package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestRunEndsAsItsProgramDoes(t *testing.T) {
	dir, sockets := t.TempDir(), testkit.ShortDir(t)
	t.Setenv("TMPDIR", sockets)
	environ := append(os.Environ(), "RIP_BUN="+testkit.Bun(t), "RIP_CACHE_DIR="+filepath.Join(dir, "cache"))
	for name, test := range map[string]struct {
		source string
		code   int
	}{
		"well.rip":    {"console.log 'done'\n", 0},
		"exit.rip":    {"console.log 'done'\nprocess.exit 7\n", 7},
		"throw.rip":   {"console.log 'done'\nthrow new Error 'no'\n", 1},
		"mistake.rip": {"x = (\n", 1},
		"killed.rip":  {"console.log 'done'\nprocess.kill process.pid, 'SIGTERM'\nsetTimeout (-> 0), 20000\n", 128 + 15},
	} {
		file := filepath.Join(dir, name)
		testkit.WriteFile(t, file, test.source)
		code, stdout, stderr := run(t, environ, "run", file)
		if code != test.code || (stdout == "done\n") != (name != "mistake.rip") {
			t.Errorf("%s: exit code %d, want %d; it printed %q, %q", name, code, test.code, stdout, stderr)
		}
		if strings.Contains(stderr, "rip-server:") {
			t.Errorf("%s: the program's failure is told as ours: %s", name, stderr)
		}
	}
	if left, err := os.ReadDir(sockets); err != nil || len(left) != 0 {
		t.Errorf("directories of control sockets are left: %v, %v", left, err)
	}
}
