package platform_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

// conditional are the orders that leave an app at another revision; each is for
// the app at that one.
func (w *world) conditional() map[string]func(context.Context, uint64) error {
	return map[string]func(context.Context, uint64) error{
		"deploy": func(ctx context.Context, revision uint64) error {
			_, err := w.Deploy(ctx, platform.Deployment{Name: "shop", Update: true, IfRevision: revision})
			return err
		},
		"rollback": func(ctx context.Context, revision uint64) error {
			_, err := w.Rollback(ctx, "shop", 0, revision)
			return err
		},
		"patch": func(ctx context.Context, revision uint64) error {
			_, err := w.Patch(ctx, "shop", platform.Changes{IdleStop: new(idleAfter)}, revision)
			return err
		},
		"scale": func(ctx context.Context, revision uint64) error {
			_, _, err := w.Scale(ctx, "shop", 3, revision)
			return err
		},
		"stop": func(ctx context.Context, revision uint64) error {
			_, err := w.StopApp(ctx, "shop", revision)
			return err
		},
		"undeploy": func(ctx context.Context, revision uint64) error {
			return w.Undeploy(ctx, "shop", revision)
		},
	}
}

func TestOfManyOrdersForOneRevisionOneIsCarriedOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	orders := w.conditional()
	for name, order := range orders {
		w.racesWithItself(name, order)
	}
	app := w.redeployed()
	var all []func(context.Context, uint64) error
	for _, order := range orders {
		all = append(all, order)
	}
	w.race("any of them", app.Revision, all)
}

// racesWithItself has many clients order the same at once.
func (w *world) racesWithItself(name string, order func(context.Context, uint64) error) {
	w.Helper()
	var same []func(context.Context, uint64) error
	for range 4 {
		same = append(same, order)
	}
	w.race(name, w.redeployed().Revision, same)
}

// redeployed is an app that runs, that has a version before, and that every
// order changes.
func (w *world) redeployed() (app platform.App) {
	w.Helper()
	for range 2 {
		app = w.deploy("shop", says("x"), func(d *platform.Deployment) { d.Update, d.IdleStop = true, new(platform.Duration(0)) })
	}
	return app
}

// race gives all orders at once, for the same revision.
func (w *world) race(name string, revision uint64, orders []func(context.Context, uint64) error) {
	w.Helper()
	errs := make([]error, len(orders))
	var racers sync.WaitGroup
	for i, order := range orders {
		racers.Go(func() { errs[i] = order(context.Background(), revision) })
	}
	racers.Wait()
	done := 0
	for _, err := range errs {
		switch {
		case err == nil:
			done++
		case errors.Is(err, platform.ErrNotFound): // it was undeployed before
		case !errors.Is(err, platform.ErrRevision) || !strings.Contains(err.Error(), fmt.Sprintf("not %d", revision)):
			w.Errorf("%s: %v", name, err)
		}
	}
	if done != 1 {
		w.Errorf("%s: %d of %d orders for one revision were carried out", name, done, len(orders))
	}
}

func TestOrderWhoseConditionFailsChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for name, order := range w.conditional() {
		before := w.redeployed()
		if err := order(t.Context(), before.Revision+1); !errors.Is(err, platform.ErrRevision) ||
			!strings.Contains(err.Error(), fmt.Sprintf("revision %d, not %d", before.Revision, before.Revision+1)) {
			t.Errorf("%s says %v", name, err)
		}
		if after := w.app("shop"); after.Revision != before.Revision || after.Status != platform.Running || after.Version != before.Version {
			t.Errorf("%s: %+v", name, after)
		}
	}
}

func TestOrderThatChangesNothingLeavesTheRevision(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	before := w.deploy("shop", says("x"), func(d *platform.Deployment) {
		d.Hosts, d.Path, d.Environ = []string{"a.test"}, new("/shop"), map[string]string{"A": "1"}
	})
	settings, environ := embedded(), map[string]string{"A": "1"}
	same := platform.Changes{
		Workers: new(2), Hosts: &[]string{"A.test.", "shop.localhost"}, Path: new("/shop/"), StripPath: new(false),
		Settings: &settings, Environ: &environ, Port: &before.Port,
	}
	_, _, scaled := w.Scale(t.Context(), "shop", 2, 0)
	_, rolledBack := w.Rollback(t.Context(), "shop", 1, 0)
	_, restarted := w.RestartApp(t.Context(), "shop", 0)
	_, started := w.StartApp(t.Context(), "shop", 0)
	after, patched := w.Patch(t.Context(), "shop", same, 0)
	if err := errors.Join(scaled, rolledBack, restarted, started, patched); err != nil {
		t.Fatal(err)
	}
	if after.Revision != before.Revision || after.Version != 1 || len(after.Hosts) != 1 {
		t.Errorf("%+v, and before %+v", after, before)
	}
	events, _, cancel := w.Events(0)
	cancel()
	for _, e := range events {
		if e.Kind == platform.AppChanged || e.Kind == platform.AppScaled {
			t.Errorf("told of %+v", e)
		}
	}
}

func TestWhatAnOrderReturnsIsForTheNextOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("x"), nil)
	for _, order := range []func() (platform.App, error){
		func() (platform.App, error) { return w.StopApp(t.Context(), "shop", app.Revision) },
		func() (platform.App, error) { return w.StartApp(t.Context(), "shop", app.Revision) },
		func() (platform.App, error) { return w.RestartApp(t.Context(), "shop", app.Revision) },
		func() (_ platform.App, err error) {
			_, app, err := w.Scale(t.Context(), "shop", 1, app.Revision)
			return app, err
		},
		func() (platform.App, error) { return w.StartApp(t.Context(), "shop", platform.AnyRevision) },
	} {
		var err error
		if app, err = order(); err != nil {
			t.Fatal(err)
		}
	}
	if now := w.app("shop"); app.Revision != now.Revision || app.Workers != 1 {
		t.Errorf("the last order returned %+v, and the app is %+v", app, now)
	}
}

func TestConditionOnANameThatIsFreeFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for _, revision := range []uint64{7, platform.AnyRevision} {
		d := platform.Deployment{Name: "shop", Directory: w.source("shop", says("x")), Update: true, IfRevision: revision}
		if _, err := w.Deploy(t.Context(), d); !errors.Is(err, platform.ErrRevision) || !strings.Contains(err.Error(), "no app shop") {
			t.Errorf("revision %d: %v", revision, err)
		}
	}
}

// A stop makes an end of a start that is under way; one that may come to
// nothing must not, since nobody would go on with the start.
func TestStopWithAConditionWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	marker := filepath.Join(w.dir, "go")
	deployed := make(chan error, 1)
	go func() { // ends when the marker is there
		_, err := w.Deploy(context.Background(), platform.Deployment{Name: "shop", Directory: w.source("shop", bootsWith(marker)), Settings: embedded()})
		deployed <- err
	}()
	testkit.Eventually(t, "the app starts", func() bool {
		app, err := w.App("shop")
		return err == nil && app.Status == platform.Starting
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := w.StopApp(ctx, "shop", w.app("shop").Revision+1); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the stop did not wait: %v", err)
	}
	testkit.WriteFile(t, marker, "")
	if err := <-deployed; err != nil {
		t.Errorf("the deployment was disturbed: %v", err)
	}
	w.want("shop", 200, "up")
}
