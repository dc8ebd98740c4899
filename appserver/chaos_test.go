package appserver_test

import (
	"math/rand/v2"
	"os"
	"strconv"
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
	switch {
	case text == "" && testing.Short():
		return 3 * time.Second
	case text == "":
		return 8 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("CHAOS_TIME: %v", err)
	}
	return d
}
