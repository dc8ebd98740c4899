package platform_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestEventsAreResumedWhereTheirReaderLeftOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, live, cancel := w.Events(0)
	w.deploy("shop", says("x"), nil)
	first := <-live
	cancel()
	if first.Kind != platform.AppDeployed || first.App != "shop" || first.ID == 0 || first.Time.IsZero() {
		t.Errorf("the first event is %+v", first)
	}
	replay, live, cancel := w.Events(first.ID)
	defer cancel()
	if len(replay) != 2 || replay[0].Status != platform.Starting || replay[1].Status != platform.Running || replay[0].ID != first.ID+1 {
		t.Errorf("after the first event came %+v", replay)
	}
	if _, _, err := w.Scale(t.Context(), "shop", 1, 0); err != nil {
		t.Fatal(err)
	}
	if e := <-live; e.Kind != platform.AppScaled || e.ID != first.ID+3 {
		t.Errorf("then came %+v", e)
	}
	w.end()
	w.begin()
	if replay, _, cancel := w.Events(first.ID + 3); len(replay) > 0 && replay[0].ID <= first.ID+3 {
		t.Errorf("a new controller begins with %+v", replay[0])
	} else {
		cancel()
	}
}

func TestReaderOfEventsThatFallsBehindIsLetGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, live, cancel := w.Events(0)
	defer cancel()
	w.deploy("shop", says("x"), func(d *platform.Deployment) { d.NoStart = true })
	for i := range 300 {
		if _, err := w.Patch(t.Context(), "shop", platform.Changes{Path: new([]string{"/p", "/q"}[i%2])}, 0); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for range live { // it ends, since nobody read it in time
		n++
	}
	if n == 0 || n > 300 {
		t.Errorf("%d events were read", n)
	}
}

func TestSamplesSayWhatAnAppDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for samples, which are taken every two seconds")
	}
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", `let n = 0; export default async () => {
		await new Promise((ok) => setTimeout(ok, 20));
		return new Response("", { status: n++ % 2 ? 200 : 500 });
	};`, nil)
	load := testkit.Load{Addr: addr(w.app("shop")), Clients: 4}.Start(t)
	defer load.Stop()
	var series platform.Series
	testkit.Eventually(t, "two samples are taken", func() bool {
		var err error
		if series, err = w.Samples("shop", time.Minute); err != nil {
			t.Fatal(err)
		}
		return len(series.Times) >= 2
	})
	s := series.Series
	last := len(series.Times) - 1
	if s.RPS[last] < 10 || s.RPS[last] > 110 || s.Errors[last] < s.RPS[last]/4 || s.P50[last] < 20 || s.P99[last] < s.P50[last] || s.Busy[last] == 0 {
		t.Errorf("the last sample of %v is %v requests and %v errors a second, p50 %v, p99 %v, %v busy",
			series.Times, s.RPS[last], s.Errors[last], s.P50[last], s.P99[last], s.Busy[last])
	}
	app := w.app("shop")
	if app.Traffic.RPS == 0 || app.Traffic.Errors5xx == 0 || app.Traffic.P99Ms == 0 {
		t.Errorf("the app's traffic is %+v", app.Traffic)
	}
	if stats := w.Stats(); stats.Apps != 1 || stats.Running != 1 || stats.Workers != 2 || stats.Requests == 0 || stats.MemoryBytes == 0 {
		t.Errorf("the sums are %+v", stats)
	}
	if early, err := w.Samples("shop", time.Nanosecond); err != nil || len(early.Times) != 0 || early.Series.RPS == nil {
		t.Errorf("of the last nanosecond there are %v, %v", early, err)
	}
}

func TestWhatIsOrderedOverTheAppsOwnSocketIsWantedFromThenOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("x"), nil)
	client := w.socket("shop")
	if err := client.Scale(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	testkit.Eventually(t, "three workers are wanted", func() bool { return w.app("shop").Workers == 3 })
	if err := client.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.wantState("shop", platform.Stopped)
	w.end()
	w.begin()
	if app := w.app("shop"); app.Status != platform.Stopped || app.Workers != 3 {
		t.Errorf("it came back %s with %d workers", app.Status, app.Workers)
	}
}
