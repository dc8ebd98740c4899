package appserver_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip"
)

// garbageEnv makes this test binary a worker that answers with garbage.
const garbageEnv = "RIP_TEST_GARBAGE"

func TestMain(m *testing.M) {
	if os.Getenv(garbageEnv) != "" {
		garbageWorker()
		return
	}
	if len(os.Args) == 2 && os.Args[1] == rip.Verb {
		os.Exit(ripWorker())
	}
	goleak.VerifyTestMain(m, testkit.OutliveCertmagic()...)
}
