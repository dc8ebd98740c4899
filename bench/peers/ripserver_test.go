package peers

import (
	"testing"

	"github.com/rip-server/rip-server/runtime/rip"
)

func TestWorkersOfEveryRuntimeAreToldFromTheServer(t *testing.T) {
	for cmdline, want := range map[string]bool{
		"/src/bin/rip-server /src/apps/example prod w:4":           false,
		"/src/bin/rip-server " + rip.Verb:                          true,
		"/bin/bun run /tmp/rip_0/bunbridge-1a2b3c/worker.ts":       true,
		"/src/bin/rip-server /src/apps/worker-process prod w:auto": false,
	} {
		if got := isWorker(cmdline); got != want {
			t.Errorf("%q is a worker: %v", cmdline, got)
		}
	}
}
