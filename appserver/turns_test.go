package appserver_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestAWorkerNeverHasTwoRequestsInFlight(t *testing.T) {
	for _, mode := range []string{"none", "module"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := serveFixture(t, "ledger.ts", func(c *setup) { c.HotReload, c.Workers = mode, 3 })
			tally := testkit.Load{
				Addr: s.addr, Clients: 32, Each: 25,
				Send: func(c *testkit.Client, client, n int) (testkit.Answer, error) {
					return c.Get(fmt.Sprintf("/?id=%d.%d&ms=%d", client, n, n%4))
				},
			}.Start(t).Wait()
			tally.WantAll(t, 200)
			s.ledger.wantOneInFlight(t)
			// The worker guards its turn too: that it never had to shows in the retries.
			if traffic := s.Status().Traffic; traffic.Retries != 0 {
				t.Errorf("%d requests were refused by a busy worker", traffic.Retries)
			}
			if runs := s.ledger.runs(t); len(runs) != 32*25 {
				t.Errorf("%d different requests were run, want %d", len(runs), 32*25)
			}
		})
	}
}

func TestQueuedRequestsAreRunInTheOrderTheyCame(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Workers, c.QueueTimeout = 1, patience })
	want := []string{"holder"}
	var clients sync.WaitGroup
	defer clients.Wait()
	clients.Go(func() { s.get("/?id=holder&ms=1000") })
	testkit.Eventually(t, "the worker is busy", func() bool { return len(s.ledger.started(t)) == 1 })
	for i := range 20 {
		id := fmt.Sprintf("waiter-%d", i)
		want = append(want, id)
		clients.Go(func() { s.get("/?id=" + id) })
		testkit.Eventually(t, id+" waits", func() bool { return s.Status().Traffic.QueueDepth == i+1 })
	}
	clients.Wait()
	if got := s.ledger.started(t); !slices.Equal(got, want) {
		t.Errorf("the requests were run in this order:\n%q, want\n%q", got, want)
	}
}

func TestARequestThatAWorkerIsTooBusyForGoesToAnother(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", nil)
	// Behind the balancer's back, straight to the first worker's socket.
	first := s.paths.Worker(s.workers()[0].ID)
	var intruder sync.WaitGroup
	defer intruder.Wait()
	intruder.Go(func() { s.intrude(first, "/?id=intruder&ms=700") })
	testkit.Eventually(t, "the intruder runs", func() bool { return s.ledger.runs(t)["intruder"] == 1 })
	for i := range 6 {
		s.want(s.get(fmt.Sprintf("/?id=%d", i)), 200, "ok")
	}
	if s.Status().Traffic.Retries == 0 {
		t.Error("no request met the busy worker")
	}
	intruder.Wait()
	s.ledger.wantOneInFlight(t)
	s.ledger.wantNeverTwice(t)
	if n := len(s.workers()); n != 2 {
		t.Errorf("%d workers are left after one was busy", n)
	}
}
