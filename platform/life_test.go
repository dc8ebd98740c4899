package platform_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestVerbsAreIdempotentAndLeadThroughTheStates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("open"), func(d *platform.Deployment) { d.NoStart = true })
	if app.Status != platform.Deployed || app.StartedAt != nil {
		t.Errorf("deployed without a start the app is %s", app.Status)
	}
	for range 2 {
		if _, err := w.StartApp(t.Context(), "shop", 0); err != nil {
			t.Fatal(err)
		}
		w.want("shop", 200, "open")
	}
	for range 2 {
		if _, err := w.StopApp(t.Context(), "shop", 0); err != nil {
			t.Fatal(err)
		}
		if app := w.app("shop"); app.Status != platform.Stopped || app.Slots.Desired != 0 || app.StartedAt != nil {
			t.Errorf("stopped: %+v", app)
		}
	}
	if _, err := testkit.NewClient(addr(app)).Get("/"); err == nil {
		t.Error("the port of a stopped app answers")
	}
	if _, err := w.RestartApp(t.Context(), "shop", 0); err != nil { // of a stopped one is a start
		t.Fatal(err)
	}
	w.want("shop", 200, "open")
	if err := w.Undeploy(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	if err := w.Undeploy(t.Context(), "shop", 0); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	var states []string
	replay, _, cancel := w.Events(0)
	cancel()
	for _, e := range replay {
		if e.Kind == platform.AppState {
			states = append(states, string(e.Status))
		}
	}
	want := "starting running stopping stopped starting running stopping stopped"
	if got := strings.Join(states, " "); got != want {
		t.Errorf("the states were %s, want %s", got, want)
	}
}

func TestAppThatDoesNotBootIsInErrorWithItsReasonAndHeals(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", `throw new Error("no database");`, nil)
	if app.Status != platform.Failed || app.Error == nil || !strings.Contains(*app.Error, "no database") {
		t.Fatalf("the app is %s: %v", app.Status, app.Error)
	}
	_, err := w.StartApp(t.Context(), "shop", 0)
	if !errors.Is(err, platform.ErrDidNotStart) || !strings.Contains(err.Error(), "no database") {
		t.Errorf("a start says %v", err)
	}
	w.source("shop", says("mended"))
	app = w.wantState("shop", platform.Running)
	w.want("shop", 200, "mended")
	testkit.Eventually(t, "the error is forgotten", func() bool { return w.app("shop").Error == nil })
}

func TestCrashLoopIsAnErrorAndOtherAppsDoNotNotice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("good", says("fine"), nil)
	w.deploy("bad", `setTimeout(() => process.exit(1), 20); export default () => new Response("");`, nil)
	w.wantState("bad", platform.Failed)
	w.want("good", 200, "fine")
	if app := w.app("good"); app.Status != platform.Running {
		t.Errorf("the good one is %s", app.Status)
	}
	if _, err := w.StopApp(t.Context(), "bad", 0); err != nil {
		t.Error(err)
	}
	w.wantState("bad", platform.Stopped)
}

func TestStopOvertakesAStartThatHangs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	started := make(chan error, 1)
	go func() { // ends with the stop
		_, err := w.Deploy(context.Background(), platform.Deployment{
			Name: "slow", Directory: w.source("slow", `await new Promise((ok) => setTimeout(ok, 60_000)); export default () => new Response("");`), Settings: embedded(),
		})
		started <- err
	}()
	testkit.Eventually(t, "the app starts", func() bool {
		app, err := w.App("slow")
		return err == nil && app.Status == platform.Starting && app.Slots.Starting > 0
	})
	w.deploy("other", says("quick"), nil) // nobody waits for the slow one
	begun := time.Now()
	if _, err := w.StopApp(t.Context(), "slow", 0); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("the stop took %v", took)
	}
	if err := <-started; !errors.Is(err, platform.ErrConflict) {
		t.Errorf("the deployment says %v, want that it was stopped", err)
	}
	if app := w.app("slow"); app.Status != platform.Stopped {
		t.Errorf("the app is %s", app.Status)
	}
}

func TestWhatIsWantedComesBackWithTheController(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	running := w.deploy("running", says("still here"), func(d *platform.Deployment) {
		d.Hosts, d.Path, d.IdleStop = []string{"Shop.Test"}, new("/shop/"), new(platform.Duration(time.Hour))
		d.Environ = map[string]string{"A": "1"}
	})
	w.deploy("stopped", says("x"), nil)
	if _, err := w.StopApp(t.Context(), "stopped", 0); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Scale(t.Context(), "running", 1, 0); err != nil {
		t.Fatal(err)
	}
	w.end()
	w.begin()
	app := w.wantState("running", platform.Running)
	w.want("running", 200, "still here")
	if app.Port != running.Port || app.Workers != 1 || app.Path != "/shop" || app.Hosts[0] != "shop.test" || app.IdleStop.String() != "1h" || app.Environ[0] != "A" {
		t.Errorf("it came back as %+v", app)
	}
	if app := w.app("stopped"); app.Status != platform.Stopped || app.Slots.Desired != 0 {
		t.Errorf("the stopped one came back as %s", app.Status)
	}
}

func TestWorkersHaveTheVariablesOfTheirVersion(t *testing.T) {
	t.Parallel()
	for _, isolation := range []string{"vm", "process"} {
		t.Run(isolation, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(o *platform.Options) {
				o.Environ = append(o.Environ, "RIP_TOKEN=secret", "SHARED=all")
				o.Program, _ = os.Executable()
			})
			w.deploy("shop", `export default () => new Response([process.env.A, process.env.SHARED, process.env.RIP_TOKEN].join());`,
				func(d *platform.Deployment) {
					d.Environ, d.Settings["isolation"] = map[string]string{"A": "mine"}, isolation
				})
			w.want("shop", 200, "mine,all,")
		})
	}
}

func TestLogsOutliveTheRunsOfAnApp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", `console.log("hello"); export default () => new Response("");`, func(d *platform.Deployment) { d.Workers = 1 })
	_, stopped := w.StopApp(t.Context(), "shop", 0)
	_, started := w.StartApp(t.Context(), "shop", 0)
	if err := errors.Join(stopped, started); err != nil {
		t.Fatal(err)
	}
	lines := 0
	testkit.Eventually(t, "both runs have said hello", func() bool {
		lines = 0
		log, err := w.Logs(t.Context(), "shop", 100, false)
		if err != nil {
			t.Fatal(err)
		}
		for line := range log {
			if strings.Contains(line.Text, "hello") {
				lines++
			}
		}
		return lines >= 2
	})
	follow, err := w.Logs(context.Background(), "shop", 0, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Undeploy(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	for range follow { // ends with the app
	}
}

func TestOrderGoesOnWithoutItsCaller(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	marker := filepath.Join(w.dir, "go")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { // ends with ctx
		_, err := w.Deploy(ctx, platform.Deployment{Name: "shop", Directory: w.source("shop", bootsWith(marker)), Settings: embedded()})
		done <- err
	}()
	testkit.Eventually(t, "the app starts", func() bool {
		app, err := w.App("shop")
		return err == nil && app.Status == platform.Starting
	})
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller got %v", err)
	}
	testkit.WriteFile(t, marker, "")
	w.wantState("shop", platform.Running)
	w.want("shop", 200, "up")
}
