package platform_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/runtime/rip"
)

func TestMain(m *testing.M) {
	switch {
	case len(os.Args) == 2 && os.Args[1] == rip.Verb:
		os.Exit(ripWorker())
	case os.Getenv(controllerEnv) != "":
		os.Exit(controllerProcess())
	}
	goleak.VerifyTestMain(m)
}
