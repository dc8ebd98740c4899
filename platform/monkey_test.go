package platform_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/platform"
)

// expected are the ways in which an order may be refused while others order too.
func expected(err error) bool {
	for _, known := range []error{platform.ErrNotFound, platform.ErrExists, platform.ErrConflict, platform.ErrBusy, platform.ErrDidNotStart} {
		if errors.Is(err, known) {
			return true
		}
	}
	return err == nil
}

func TestWhateverIsOrderedAtOnceLeavesEachAppWhole(t *testing.T) {
	if testing.Short() {
		t.Skip("orders at random for seconds")
	}
	t.Parallel()
	w := newWorld(t, nil)
	good, bad := w.source("good", says("good")), w.source("bad", `throw new Error("bad");`)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	var monkeys sync.WaitGroup
	for range 6 {
		monkeys.Go(func() { // ends with ctx
			for ctx.Err() == nil {
				if what, err := w.orderSomething(good, bad); !expected(err) {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
	monkeys.Wait()
	for _, app := range w.Apps() {
		w.wantWhole(app.Name)
	}
}

// orderSomething waits for its end: an order that hangs is found out by the
// test's own timeout.
func (w *world) orderSomething(good, bad string) (what string, err error) {
	ctx, name := context.Background(), fmt.Sprint("app", rand.IntN(2))
	d := platform.Deployment{Name: name, Directory: good, Update: rand.IntN(3) > 0, Workers: rand.IntN(3), Settings: embedded()}
	if rand.IntN(4) == 0 {
		d.Directory = bad
	}
	var revision uint64
	if app, err := w.App(name); err == nil && rand.IntN(2) == 0 {
		revision = app.Revision
	}
	switch rand.IntN(9) {
	case 0:
		return "undeploy", w.Undeploy(ctx, name, revision)
	case 1:
		_, err = w.StopApp(ctx, name, revision)
		return "stop", err
	case 2:
		_, err = w.StartApp(ctx, name, revision)
		return "start", err
	case 3:
		_, err = w.RestartApp(ctx, name, revision)
		return "restart", err
	case 4:
		_, _, err = w.Scale(ctx, name, 1+rand.IntN(3), revision)
		return "scale", err
	case 5:
		_, err = w.Rollback(ctx, name, 0, revision)
		return "rollback", err
	case 6:
		_, err = w.Patch(ctx, name, platform.Changes{IdleStop: new(idleAfter), Path: new("/" + name)}, revision)
		return "patch", err
	}
	_, err = w.Deploy(ctx, d)
	return "deploy", err
}

// wantWhole has an app do what it can do, and compares it with the store.
func (w *world) wantWhole(name string) {
	w.Helper()
	if _, err := w.Deploy(context.Background(), platform.Deployment{Name: name, Directory: w.source("good", says("good")), Update: true}); err != nil {
		w.Errorf("%s cannot be updated any more: %v", name, err)
	}
	w.want(name, 200, "good")
	app, spec := w.app(name), platform.Spec{}
	entry, err := w.opts.Store.Get(context.Background(), "apps/"+name)
	if err == nil {
		err = json.Unmarshal(entry.Value, &spec)
	}
	if err != nil || entry.Revision != app.Revision || spec.Current != app.Version || spec.Workers != app.Workers || spec.Port != app.Port || !spec.Run {
		w.Errorf("%+v is kept as %+v, %v", app, spec, err)
	}
}
