package appserver_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestGetIsRetriedOnceWhenItsWorkerDies(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", nil)
	s.want(s.get("/die-once?id=lucky"), 200, "ok")
	s.healed()
	s.wantRejection(s.get("/die?id=doomed"), 502, "worker-died")
	if runs := s.ledger.runs(t); runs["lucky"] != 2 || runs["doomed"] != 2 {
		t.Errorf("the requests were run %v times, want 2 each", runs)
	}
	s.healed()
	s.want(s.get("/?id=after"), 200, "ok")
}

func TestPostIsNeverRunTwiceWhenItsWorkerDies(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", nil)
	s.wantRejection(s.send("POST", "/die?id=post", "data"), 502, "worker-died")
	s.wantRejection(s.send("PATCH", "/die?id=patch", "data"), 502, "worker-died")
	s.ledger.wantNeverTwice(t)
	s.healed()
	s.want(s.send("POST", "/?id=after", "data"), 200, "ok")
}

func TestKilledWorkersCostGetsNothing(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Workers = 3 })
	load := s.load(8, "GET", "/?ms=1")
	s.killWorkers(load, 6)
	load.Stop().WantAll(t, 200)
	s.ledger.wantOneInFlight(t)
}

func TestKilledWorkersNeverMakeAPostRunTwice(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Workers = 3 })
	load := testkit.Load{
		Addr: s.addr, Clients: 8, Pause: time.Millisecond,
		Send: func(c *testkit.Client, client, n int) (testkit.Answer, error) {
			return c.Do("POST", fmt.Sprintf("/?id=%d.%d&ms=3", client, n), "data")
		},
	}.Start(t)
	s.killWorkers(load, 6)
	tally := load.Stop()
	if tally.Status[200]+tally.Status[502] != tally.Requests {
		t.Errorf("some were answered with neither 200 nor 502: %v", tally)
	}
	if lost := tally.Status[502]; lost > 6 {
		t.Errorf("6 deaths cost %d requests, more than one each", lost)
	}
	s.ledger.wantNeverTwice(t)
	if runs := len(s.ledger.runs(t)); runs < tally.Status[200] {
		t.Errorf("%d requests were answered, only %d were run", tally.Status[200], runs)
	}
}

// killWorkers kills one worker after the other, each when the last one has
// been replaced, while load goes on.
func (s *served) killWorkers(load *testkit.Running, times int) {
	s.Helper()
	for i := range times {
		load.More(s, 30)
		workers := s.workers()
		if err := syscall.Kill(workers[i%len(workers)].PID, syscall.SIGKILL); err != nil {
			s.Fatal(err)
		}
		pid := workers[i%len(workers)].PID
		testkit.Eventually(s, "the killed worker is noticed", func() bool {
			for _, w := range s.Status().Workers {
				if w.PID == pid {
					return false
				}
			}
			return true
		})
		s.healed()
	}
}
