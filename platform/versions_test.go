package platform_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

// asks is a load on an app's own port.
func (w *world) asks(name string) *testkit.Running {
	return testkit.Load{
		Addr: addr(w.app(name)), Clients: 4,
		Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) { return c.Do("POST", "/", "") },
	}.Start(w)
}

// update deploys a new version of an app.
func (w *world) update(name, directory string) (platform.App, error) {
	return w.Deploy(context.Background(), platform.Deployment{Name: name, Directory: directory, Update: true})
}

func TestUpdatesAndRollbacksUnderLoadLoseNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	first := w.deploy("shop", says("one"), nil)
	load := w.asks("shop")
	load.More(t, 20)
	app, err := w.update("shop", w.source("shop-2", says("two")))
	if err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	if app.Version != 2 || len(app.Versions) != 2 || !app.Versions[1].Current || app.Revision <= first.Revision || app.Workers != 2 {
		t.Errorf("after the update: %+v", app)
	}
	load.More(t, 20)
	if app, err = w.Rollback(t.Context(), "shop", 0, 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "one")
	if app.Version != 1 || len(app.Versions) != 2 || app.Directory != first.Directory {
		t.Errorf("after the rollback: %+v", app)
	}
	if _, err = w.Rollback(t.Context(), "shop", 2, 0); err != nil { // and forward again
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	load.More(t, 20)
	load.Stop().WantAll(t, 200)
}

func TestUpdateOfTheSameDirectoryServesWhatIsInItNow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("one"), nil)
	w.source("shop", says("two"))
	w.want("shop", 200, "one") // deployed code is not edited in place
	if _, err := w.update("shop", ""); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "two")
	if now := w.app("shop"); now.Directory != app.Directory || now.Version != 2 {
		t.Errorf("after the update: %+v", now)
	}
}

func TestVersionThatDoesNotComeUpLeavesTheOldOneServing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	before := w.deploy("shop", says("one"), nil)
	load := w.asks("shop")
	load.More(t, 20)
	_, err := w.update("shop", w.source("shop-2", `throw new Error("half-baked");`))
	if !errors.Is(err, platform.ErrDidNotStart) || !strings.Contains(err.Error(), "half-baked") {
		t.Errorf("the update says %v", err)
	}
	load.More(t, 20)
	load.Stop().WantAll(t, 200)
	w.want("shop", 200, "one")
	if app := w.app("shop"); app.Version != 1 || len(app.Versions) != 1 || app.Status != platform.Running || app.Revision != before.Revision {
		t.Errorf("after the update that failed: %+v", app)
	}
	if !w.happened(platform.UpdateFailed, "version 2 did not come up, version 1 stays: worker ") {
		t.Error("nobody was told that the update failed")
	}
}

// happened is whether there was such an event.
func (w *world) happened(kind platform.Kind, part string) bool {
	replay, _, cancel := w.Events(0)
	cancel()
	for _, e := range replay {
		if e.Kind == kind && strings.Contains(e.Message, part) {
			return true
		}
	}
	return false
}

func TestNewVersionMayHaveOtherSettingsAndVariables(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	dir := w.deploy("shop", `export default () => new Response(String(process.env.MODE));`, nil).Directory
	app, err := w.Deploy(t.Context(), platform.Deployment{
		Name: "shop", Directory: dir, Update: true, Workers: 1, Environ: map[string]string{"MODE": "new"},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "new")
	if app.Workers != 1 || app.Settings["runtime"] != "rip" {
		t.Errorf("after the update: %+v", app)
	}
	settings := embedded()
	settings["maxQueue"] = "5"
	if _, err := w.Patch(t.Context(), "shop", platform.Changes{Settings: &settings}, 0); err != nil {
		t.Fatal(err)
	}
	if !w.happened(platform.AppNote, "maxQueue") {
		t.Error("nobody was told that maxQueue waits for the next start")
	}
	if _, err := w.Rollback(t.Context(), "shop", 1, 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "undefined")
}

func TestOnlySoManyVersionsAreKeptAndNumbersGoOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("x"), func(d *platform.Deployment) { d.NoStart = true })
	for range platform.KeptVersions + 3 {
		_, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Update: true, NoStart: true, Directory: w.source("shop", says("x"))})
		if err != nil {
			t.Fatal(err)
		}
	}
	app := w.app("shop")
	if n := len(app.Versions); n != platform.KeptVersions || app.Version != platform.KeptVersions+4 || app.Versions[0].Version != 5 {
		t.Errorf("%d versions are kept, the current one is %d, the oldest %d", n, app.Version, app.Versions[0].Version)
	}
	if _, err := w.Rollback(t.Context(), "shop", 1, 0); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("a rollback to a version that is gone: %v", err)
	}
}

func TestPatchHeedsTheRevisionThatItsCallerHasRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("x"), nil)
	_, changed := w.Routes()
	after, err := w.Patch(t.Context(), "shop", platform.Changes{Hosts: &[]string{"SHOP.test."}, Workers: new(3)}, app.Revision)
	if err != nil {
		t.Fatal(err)
	}
	if after.Hosts[0] != "shop.test" || after.Slots.Desired != 3 || after.Version != 1 {
		t.Errorf("after the patch: %+v", after)
	}
	<-changed
	if routes, _ := w.Routes(); routes[0].Hosts[0] != "shop.test" {
		t.Errorf("the routes are %+v", routes)
	}
	_, err = w.Patch(t.Context(), "shop", platform.Changes{Workers: new(1)}, app.Revision)
	if !errors.Is(err, platform.ErrRevision) || !errors.Is(err, platform.ErrConflict) {
		t.Errorf("a patch of what was read before: %v", err)
	}
	port := testkit.FreePort(t)
	if _, err := w.Patch(t.Context(), "shop", platform.Changes{Port: &port}, 0); !errors.Is(err, platform.ErrConflict) {
		t.Errorf("a new port while it runs: %v", err)
	}
	if _, err := w.StopApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"", "ftp"} {
		if _, err := w.Patch(t.Context(), "shop", platform.Changes{Protocol: &wrong}, 0); !errors.Is(err, platform.ErrInvalid) {
			t.Errorf("the protocol %q: %v", wrong, err)
		}
	}
	if _, err := w.Patch(t.Context(), "shop", platform.Changes{Port: &port}, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.StartApp(t.Context(), "shop", 0); err != nil {
		t.Fatal(err)
	}
	w.want("shop", 200, "x")
	if got := w.app("shop").Port; got != port {
		t.Errorf("the port is %d, want %d", got, port)
	}
}

func TestManyOrdersAtOnceAreCarriedOutOneByOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.deploy("shop", says("x"), nil)
	load := w.asks("shop")
	var orders sync.WaitGroup
	for i := range 12 {
		orders.Go(func() {
			var err error
			switch i % 3 {
			case 0:
				_, _, err = w.Scale(context.Background(), "shop", 1+i%4, 0)
			case 1:
				_, err = w.update("shop", "")
			default:
				_, err = w.RestartApp(context.Background(), "shop", 0)
			}
			if err != nil {
				t.Errorf("order %d: %v", i, err)
			}
		})
	}
	orders.Wait()
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	if app := w.app("shop"); app.Version != 5 || app.Slots.Desired != app.Workers {
		t.Errorf("after all orders: %+v", app)
	}
}
