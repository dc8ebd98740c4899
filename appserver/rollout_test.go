package appserver_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// versioned answers with the version of the app it is part of; the first one
// takes its time, so that it has answers to give when the second one comes.
const versioned = `export default async () => {
	await Bun.sleep(process.env.RIP_VERSION === "1" ? 200 : 1);
	return new Response("v" + process.env.RIP_VERSION);
};`

func TestTenRollingRestartsUnderLoadLoseNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("starts twenty workers")
	}
	t.Parallel()
	s := serveFixture(t, "ledger.ts", nil)
	load := s.load(8, "POST", "/?ms=1")
	before := s.workers()
	for range 10 {
		if err := s.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		load.More(t, 8)
	}
	load.Stop().WantAll(t, 200)
	s.ledger.wantOneInFlight(t)
	for i, w := range s.workers() {
		if w.PID == before[i].PID || w.Restarts != 10 {
			t.Errorf("worker %s: pid %d was %d, %d restarts", w.ID, w.PID, before[i].PID, w.Restarts)
		}
	}
	if failed := s.Status().Traffic.Rejected; len(failed) > 0 {
		t.Errorf("some were turned away: %v", failed)
	}
}

func TestAfterTheFirstAnswerOfANewVersionNoOldOneComes(t *testing.T) {
	t.Parallel()
	s := serveSource(t, versioned, func(c *setup) { c.HotReload = "process" })
	order := &versions{}
	load := testkit.Load{
		Addr: s.addr, Clients: 8, Seen: order.see,
		Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) { return c.Do("POST", "/", "") },
	}.Start(t)
	for range 3 {
		load.More(t, 10)
		if err := s.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	load.More(t, 20)
	load.Stop().WantAll(t, 200)
	if order.newest != "v4" {
		t.Errorf("after three reloads the answers are %q", order.newest)
	}
	if len(order.wrong) > 0 {
		t.Errorf("old answers after new ones: %q", order.wrong)
	}
}

// versions watches the order of the answers.
type versions struct {
	mu     sync.Mutex
	newest string
	since  time.Time // its first answer
	wrong  []string
}

// reading is how long an answer may lie at its client unread. The slow
// version's answers take twice as long: one that was not waited for is seen.
const reading = 100 * time.Millisecond

func (v *versions) see(_, _ int, a testkit.Answer, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case err != nil || a.Status != 200: // the tally tells
	case a.Body > v.newest:
		v.newest, v.since = a.Body, time.Now()
	case a.Body < v.newest && time.Since(v.since) > reading:
		v.wrong = append(v.wrong, a.Body+" after "+v.newest)
	}
}

func TestAVersionThatDoesNotComeUpLeavesTheOldOneServing(t *testing.T) {
	t.Parallel()
	s := serveSource(t, versioned, func(c *setup) { c.HotReload = "process" })
	load := s.load(4, "POST", "/")
	load.More(t, 10)
	before := s.workers()
	testkit.WriteFile(t, s.entry, `throw new Error("the new version is broken");`)
	err := s.Reload(t.Context())
	if err == nil || !strings.Contains(err.Error(), "the new version is broken") {
		t.Errorf("the reload says %v, not what is wrong with the new version", err)
	}
	load.More(t, 10)
	for i, w := range s.workers() {
		if w.PID != before[i].PID {
			t.Errorf("the old version's worker %s was replaced", before[i].ID)
		}
	}
	testkit.WriteFile(t, s.entry, versioned)
	if err := s.Reload(t.Context()); err != nil {
		t.Errorf("the mended version does not come up: %v", err)
	}
	tally := load.Stop()
	tally.WantAll(t, 200)
	s.want(s.get("/"), 200, "v3")
}

func TestScalingUpAndDownUnderLoadLosesNothing(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "ledger.ts", nil)
	load := s.load(8, "POST", "/?ms=1")
	for _, workers := range []int{4, 1, 3, 2} {
		if err := s.Scale(t.Context(), workers); err != nil {
			t.Fatal(err)
		}
		load.More(t, 20)
		if slots := s.Status().Slots; slots.Desired != workers || slots.Idle+slots.Busy != workers {
			t.Errorf("scaled to %d, the slots are %+v", workers, slots)
		}
	}
	load.Stop().WantAll(t, 200)
	s.ledger.wantOneInFlight(t)
}
