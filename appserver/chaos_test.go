package appserver_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/testkit"
)

// TestChaos runs alone: what it leaves open would else be lost among others' files.
func TestChaos(t *testing.T) {
	seed := chaosSeed(t)
	t.Logf("RIP_CHAOS_SEED=%d does the same deeds again", seed)
	wantNothingLeft(t)
	runtime := &moody{rand: rand.New(rand.NewPCG(seed, 1))}
	runtime.calm.Store(true) // until all workers are up
	s := serveFixture(t, "ledger.ts", func(c *setup) {
		runtime.Runtime, c.Runtime = c.Runtime, runtime
		c.Workers, c.AccessLog = 4, false
		c.ReadTimeout, c.QueueTimeout = 500*time.Millisecond, 3*time.Second
		c.BootTimeout, c.DrainTimeout = 3*time.Second, 2*time.Second
		c.Environ = []string{"BOOT_MS=400"}
	})
	verdict := &verdict{}
	load := testkit.Load{Addr: s.addr, Clients: 8, Pause: time.Millisecond, Send: verdict.send, Seen: verdict.see}.Start(t)

	runtime.calm.Store(false)
	m := &monkey{served: s, rand: rand.New(rand.NewPCG(seed, 2))}
	m.rage(chaosTime(t))
	runtime.calm.Store(true)

	s.healed()
	if err := s.Restart(t.Context()); err != nil {
		t.Errorf("after the chaos a restart fails: %v", err)
	}
	tally := load.Stop()
	t.Logf("%v; deeds %v", tally, m.deeds)
	verdict.tell(t)
	s.wantPostsOnce()
	s.ledger.wantOneInFlight(t)
	if now := s.Status(); now.Status != "healthy" || now.Slots.Idle != 4 || now.Traffic.InFlight != 0 || now.Traffic.QueueDepth != 0 {
		t.Errorf("after the chaos: %s, slots %+v, traffic %+v", now.Status, now.Slots, now.Traffic)
	}
	s.load(4, "GET", "/").More(t, 100)
}

// verdict judges every answer.
type verdict struct {
	mu    sync.Mutex
	wrong []string
}

func (v *verdict) send(c *testkit.Client, client, n int) (testkit.Answer, error) {
	path := fmt.Sprintf("/echo?ms=%d&id=%s", n%5, requestID(client, n))
	if n%2 == 1 {
		return c.Do("POST", path, "data")
	}
	return c.Get(path)
}

// requestID names a request; the ones with a P must never be run twice.
func requestID(client, n int) string { return fmt.Sprintf("%c%d.%d", "GP"[n%2], client, n) }

// see: each request has one valid answer, and a good one is its own.
func (v *verdict) see(client, n int, a testkit.Answer, err error) {
	id, what := requestID(client, n), ""
	switch {
	case err != nil:
		what = err.Error()
	case a.Status == 200 && a.Body != id:
		what = fmt.Sprintf("the answer %q", a.Body)
	case a.Status != 200 && a.Status != 502 && a.Status != 503 && a.Status != 504:
		what = fmt.Sprintf("the status %d", a.Status)
	}
	if what != "" {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.wrong = append(v.wrong, id+" got "+what)
	}
}

func (v *verdict) tell(t testing.TB) {
	t.Helper()
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.wrong) > 0 {
		t.Errorf("%d requests did not have one valid answer: %q", len(v.wrong), v.wrong[:min(5, len(v.wrong))])
	}
}

func (s *served) wantPostsOnce() {
	s.Helper()
	for id, n := range s.ledger.runs(s) {
		if limit := map[bool]int{true: 1, false: 2}[strings.HasPrefix(id, "P")]; n > limit {
			s.Errorf("%s was run %d times", id, n)
		}
	}
}

// wantNothingLeft looks, when everything else of the test has ended, for open files and goroutines.
func wantNothingLeft(t *testing.T) {
	t.Helper()
	files, running := testkit.Descriptors(), goleak.IgnoreCurrent()
	t.Cleanup(func() {
		goleak.VerifyNone(t, running)
		if now := testkit.Descriptors(); now > files {
			t.Errorf("%d files are open, %d were before", now, files)
		}
	})
}

func chaosSeed(t testing.TB) uint64 {
	t.Helper()
	text := os.Getenv("RIP_CHAOS_SEED")
	if text == "" {
		return rand.Uint64()
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("RIP_CHAOS_SEED: %v", err)
	}
	return seed
}

// chaosTime is short in an ordinary run; mage chaos sets CHAOS_TIME.
func chaosTime(t testing.TB) time.Duration {
	t.Helper()
	text := os.Getenv("CHAOS_TIME")
	if text == "" {
		return 8 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("CHAOS_TIME: %v", err)
	}
	return d
}
