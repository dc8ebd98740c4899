package appserver_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// occupy keeps the only worker busy for a while and returns when it is.
func (s *served) occupy(clients *sync.WaitGroup, d time.Duration) {
	s.Helper()
	clients.Go(func() { s.get(fmt.Sprintf("/?id=occupier&ms=%d", d.Milliseconds())) })
	testkit.Eventually(s, "the worker is busy", func() bool { return s.ledger.runs(s)["occupier"] == 1 })
}

func TestBeyondTheQueuesBoundTheAnswerIs503AtOnce(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Workers, c.MaxQueue, c.QueueTimeout = 1, 3, patience })
	var clients sync.WaitGroup
	s.occupy(&clients, time.Second)
	for i := range 3 {
		clients.Go(func() { s.want(s.get(fmt.Sprintf("/?id=queued-%d", i)), 200, "ok") })
	}
	testkit.Eventually(t, "the queue is full", func() bool { return s.Status().Traffic.QueueDepth == 3 })
	refused := s.get("/?id=too-many")
	s.wantRejection(refused, 503, "queue-full")
	if refused.Header.Get("Retry-After") == "" {
		t.Error("the refusal does not say when to come again")
	}
	if depth := s.Status().Traffic.QueueDepth; depth != 3 {
		t.Errorf("the refusal came when %d were queued, not at once", depth)
	}
	clients.Wait()
	if n := s.ledger.runs(t)["too-many"]; n != 0 {
		t.Errorf("the refused request was run %d times", n)
	}
}

func TestWhoWaitsLongerThanTheQueueTimeoutGets504AndIsNotRun(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) { c.Workers, c.QueueTimeout = 1, 200*time.Millisecond })
	var clients sync.WaitGroup
	s.occupy(&clients, 1500*time.Millisecond)
	asked := time.Now()
	s.wantRejection(s.get("/?id=late"), 504, "queue-timeout")
	if took := time.Since(asked); took < 200*time.Millisecond || took > 1300*time.Millisecond {
		t.Errorf("the answer came after %v, the queue timeout is 200ms", took)
	}
	clients.Wait()
	s.want(s.get("/?id=next"), 200, "ok")
	if n := s.ledger.runs(t)["late"]; n != 0 {
		t.Errorf("the request that timed out was run %d times", n)
	}
}

func TestAHungWorkerIsReplacedAndTheNextRequestIsServed(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", func(c *setup) {
		c.Workers, c.ReadTimeout, c.QueueTimeout = 1, 300*time.Millisecond, patience
	})
	hung := s.workers()[0]
	s.wantRejection(s.get("/hang?id=stuck"), 504, "worker-timeout")
	s.want(s.get("/?id=next"), 200, "ok")
	s.healed()
	if now := s.workers()[0]; now.PID == hung.PID {
		t.Errorf("worker %s is still the one that hung", now.ID)
	}
	if n := s.ledger.runs(t)["stuck"]; n != 1 {
		t.Errorf("the request that hung was run %d times", n)
	}
}
