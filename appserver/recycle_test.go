package appserver_test

import (
	"runtime"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestRecyclingByRequestsUnderLoadLosesNothing(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Requests, c.MinAge = 50, 0 })
	load := s.load(6, "POST", "/?ms=2")
	s.wantRecycled("requests", 4)
	load.Stop().WantAll(t, 200)
	s.ledger.wantOneInFlight(t)
}

func TestRecyclingByMemoryUnderLoadLosesNothing(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("memory is measured on Linux only")
	}
	t.Parallel()
	s := serveFixture(t, "trouble.ts", func(c *setup) { c.MaxMemory = 256 << 20 })
	load := s.load(4, "POST", "/")
	leak := testkit.NewClient(s.addr)
	defer leak.Close()
	for range 120 { // 4 MiB each, over two workers: both outgrow the limit
		if a, err := leak.Get("/leak"); err != nil || a.Status != 200 {
			t.Fatalf("%v %v", a, err)
		}
	}
	s.wantRecycled("memory", 1)
	load.Stop().WantAll(t, 200)
}

// wantRecycled waits until at least n workers were replaced for that reason.
func (s *served) wantRecycled(reason string, n float64) {
	s.Helper()
	testkit.Eventually(s, "workers are replaced because of "+reason, func() bool {
		return s.metric(`rip_restarts_total{app="app",reason="`+reason+`",variant="test"}`) >= n
	})
}
