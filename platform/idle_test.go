package platform_test

import (
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
)

// idleAfter is the shortest that the actor's look, once a second, tells from none.
const idleAfter = platform.Duration(10 * time.Millisecond)

func soonIdle(d *platform.Deployment) { d.IdleStop = new(idleAfter) }

// door opens a port at which an app is reached as through the router.
func (w *world) door(name string) string {
	w.Helper()
	handler, err := w.Handler(name)
	if err != nil {
		w.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	limits := lb.ClientLimits{HeaderTimeout: patience, IdleTimeout: patience, MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget}
	server := lb.NewServer(handler, limits, nil, slog.New(slog.DiscardHandler))
	server.Serve(ln, "http")
	w.Cleanup(func() {
		if err := server.Shutdown(w.Context()); err == nil {
			server.Wait()
		}
	})
	return ln.Addr().String()
}

func TestIdleAppLetsItsWorkersGoAndBootsForTheNextRequests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("awake"), soonIdle)
	routed := w.door("shop")
	for _, address := range []string{addr(w.app("shop")), routed} {
		app := w.wantState("shop", platform.Idle)
		if app.Slots.Desired != 0 || app.Workers != 2 || app.StartedAt == nil {
			t.Errorf("idle, the app is %+v", app)
		}
		var clients sync.WaitGroup
		for range 8 {
			clients.Go(func() { // ends with the answer
				answer, err := testkit.NewClient(address).Do("POST", "/", "a body")
				if err != nil || answer.Status != 200 || answer.Body != "awake" {
					t.Errorf("at %s: %d %q, %v", address, answer.Status, answer.Body, err)
				}
			})
		}
		clients.Wait()
	}
	w.wantState("shop", platform.Idle)
	answer, err := testkit.NewClient(addr(w.app("shop"))).Get("/status")
	if err != nil || answer.Status != 503 {
		t.Errorf("the status of an idle app is %d, %v", answer.Status, err)
	}
	if app := w.app("shop"); app.Status != platform.Idle {
		t.Errorf("a look at the status has made the app %s", app.Status)
	}
}

func TestMonitorsKeepNobodyAwake(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("x"), soonIdle)
	load := testkit.Load{
		Addr: addr(w.app("shop")), Clients: 2, Pause: time.Millisecond,
		Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) { return c.Get("/status?probe") },
	}.Start(t)
	defer load.Stop()
	if app := w.wantState("shop", platform.Idle); app.Traffic.Requests != 0 {
		t.Errorf("%d looks at the status are counted", app.Traffic.Requests)
	}
}

func TestAppIsNotIdleWhileARequestIsUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", `export default async () => { await new Promise((ok) => setTimeout(ok, 1500)); return new Response("slow"); };`, soonIdle)
	w.want("shop", 200, "slow")
	w.wantState("shop", platform.Idle)
}

func TestIdleAppThatCannotBeWokenAnswersWithAnErrorAndHeals(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("fine"), soonIdle)
	w.wantState("shop", platform.Idle)
	w.source("shop", `throw new Error("gone bad");`)
	if a := w.get("shop"); a.Status < 500 {
		t.Errorf("answered %d %q", a.Status, a.Body)
	}
	w.wantState("shop", platform.Failed)
	w.source("shop", says("healed"))
	w.wantState("shop", platform.Running)
}

func TestIdleAppIsStoppedScaledAndUpdatedLikeAnyOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("one"), soonIdle)
	w.wantState("shop", platform.Idle)
	if _, _, err := w.Scale(t.Context(), "shop", 3, 0); err != nil {
		t.Fatal(err)
	}
	if app := w.app("shop"); app.Status != platform.Idle || app.Workers != 3 {
		t.Errorf("scaled while idle, the app is %s with %d workers", app.Status, app.Workers)
	}
	if _, err := w.update("shop", w.source("shop-2", says("two"))); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	w.wantState("shop", platform.Idle)
	if _, err := w.StopApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	if app := w.app("shop"); app.Status != platform.Stopped {
		t.Errorf("the app is %s", app.Status)
	}
}

func TestRequestsThroughTheRouterAreTurnedAwayFromAnAppThatIsStopped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", `export default async () => { await new Promise((ok) => setTimeout(ok, 300)); return new Response("done"); };`, nil)
	routed := w.door("shop")
	answers := make(chan testkit.Answer, 6)
	for range cap(answers) { // two are being worked on, the others wait
		go func() { // ends with the answer
			answer, err := testkit.NewClient(routed).Get("/")
			if err != nil {
				t.Error(err)
			}
			answers <- answer
		}()
	}
	testkit.Eventually(t, "four wait", func() bool { return w.app("shop").Traffic.Queue == 4 })
	if _, err := w.StopApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	for range cap(answers) {
		if answer := <-answers; answer.Status != 200 {
			t.Errorf("a request from before the stop is answered %d %q", answer.Status, answer.Body)
		}
	}
	wantAnswer := func(status int, reason string) {
		t.Helper()
		answer, err := testkit.NewClient(routed).Get("/")
		if err != nil || answer.Status != status || !contains(answer.Body, reason) {
			t.Errorf("answered %d %q, %v, want %d %s", answer.Status, answer.Body, err, status, reason)
		}
	}
	wantAnswer(503, "app-stopped")
	if err := w.Undeploy(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	wantAnswer(404, "app-gone")
}
