package platform_test

import (
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/manager"
	"github.com/rip-server/rip-server/platform"
)

// noisy keeps its workers busy, fails, and now and then takes one down.
const noisy = `let n = 0;
export default async () => {
	await new Promise((ok) => setTimeout(ok, 100));
	if (++n % 25 === 0) process.exit(1);
	return new Response("noise");
};`

// An app that is saturated, with a full queue, and crashes all the time is its
// own trouble. How far the other's latency goes up is in the log: a test on a
// busy machine cannot judge it.
func TestNoisyNeighbourCostsTheOthersNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("measures for seconds")
	}
	w := newWorld(t, nil)
	w.deploy("quiet", says("quiet"), nil)
	w.deploy("noisy", noisy, func(d *platform.Deployment) { d.Settings["maxQueue"] = "16" })
	alone := w.latency("quiet")
	load := testkit.Load{Addr: addr(w.app("noisy")), Clients: 32, Pause: 50 * time.Millisecond}.Start(t)
	load.More(t, 200)
	beside := w.latency("quiet")
	tally := load.Stop()
	if tally.Status[503] == 0 {
		t.Errorf("the noisy app was not saturated: %v", tally)
	}
	t.Logf("p99 alone %v, beside the noisy app %v (%.2f times); the noisy one: %v", alone, beside, float64(beside)/float64(alone), tally.Status)
	if app := w.app("quiet"); app.Status != platform.Running || app.Error != nil {
		t.Errorf("the quiet app is %+v", app)
	}
}

// latency is an app's 99th percentile, at two requests at a time, all of which
// must be answered.
func (w *world) latency(name string) time.Duration {
	w.Helper()
	var mu sync.Mutex
	var took []time.Duration
	tally := testkit.Load{
		Addr: addr(w.app(name)), Clients: 2, Each: 500, Pause: time.Millisecond,
		Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) {
			begun := time.Now()
			answer, err := c.Get("/")
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(begun))
			return answer, err
		},
	}.Start(w).Wait()
	tally.WantAll(w, 200)
	slices.Sort(took)
	return took[len(took)*99/100]
}

// collected is the resident memory of this process without garbage.
func collected() int64 {
	debug.FreeOSMemory()
	bytes, _ := manager.ResidentMemory(os.Getpid())
	return bytes
}

// PLATFORM_APPS says how many; docs/platform.md has the figures for a hundred.
func TestManySmallAppsShareOneServer(t *testing.T) {
	if testing.Short() {
		t.Skip("starts two dozen workers")
	}
	n := 12
	if text := os.Getenv("PLATFORM_APPS"); text != "" {
		n, _ = strconv.Atoi(text)
	}
	w := newWorld(t, nil)
	before := collected()
	names, begun := []string{}, time.Now()
	for i := range n {
		name := "app-" + itoa(i)
		names = append(names, name)
		w.deploy(name, says(name), func(d *platform.Deployment) { d.Workers = 1 })
	}
	deployed := time.Since(begun)
	w.end()
	begun = time.Now()
	w.begin()
	for _, name := range names {
		w.wantState(name, platform.Running)
	}
	restarted := time.Since(begun)
	for _, name := range names {
		w.want(name, 200, name)
	}
	after := collected()
	t.Logf("%d apps: deployed one after the other in %v, all back after a restart in %v, %d KB each",
		n, deployed, restarted, (after-before)/int64(n)/1024)
}
