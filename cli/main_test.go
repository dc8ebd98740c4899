package cli_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/cli"
)

// TestMain makes the test binary be rip-server when a script runs it by that
// name, as a process of its own: signals, sockets and exits are real there.
func TestMain(m *testing.M) {
	testscript.Main(leakless{m}, map[string]func(){
		"rip-server": func() { os.Exit(cli.Main(cli.System())) },
	})
}

// leakless is the tests, and then the proof that no goroutine is left of them.
type leakless struct{ m *testing.M }

func (l leakless) Run() int {
	code := l.m.Run()
	if code != 0 {
		return code
	}
	if err := goleak.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}
