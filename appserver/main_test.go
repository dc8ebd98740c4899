package appserver_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// garbageEnv makes this test binary a worker that answers with garbage.
const garbageEnv = "RIP_TEST_GARBAGE"

func TestMain(m *testing.M) {
	if os.Getenv(garbageEnv) != "" {
		garbageWorker()
		return
	}
	goleak.VerifyTestMain(m)
}
