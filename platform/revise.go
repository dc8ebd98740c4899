package platform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/manager"
	"github.com/rip-server/rip-server/platform/store"
)

// revise makes the app what change makes of its spec; if that is what it is,
// nothing happens, and its revision stays. What needs other workers
// comes first and is kept in the store when it has worked: a version that does
// not come up was never the current one, whatever ends this process meanwhile.
func (a *actor) revise(ctx context.Context, change func(*Spec) error) error {
	old, spec := &a.now.spec, a.now.spec.clone()
	before, _ := old.version(old.Current)
	defer func() {
		// Workers of the version before may still answer, and read files: its copy
		// stays until the next time in any case.
		a.keepCopies(append(a.now.spec.copyNames(), before.copyName())...)
	}()
	if err := change(&spec); err != nil {
		return err
	}
	if reflect.DeepEqual(&spec, old) {
		return nil
	}
	if !slices.Equal(spec.places(), old.places()) {
		if err := a.c.clash(&spec); err != nil {
			return err
		}
	}
	if err := a.reserve(&spec); err != nil {
		return err
	}
	defer func() { a.c.ports.keep(a.name, a.now.spec.Port, a.now.spec.HTTPSPort) }()
	if spec.Current != old.Current {
		if err := a.cutOver(ctx, &spec); err != nil {
			return err
		}
	}
	workers := spec.Workers != old.Workers
	if err := a.save(spec); err != nil {
		return err
	}
	a.c.routes.changed()
	if !workers {
		return nil
	}
	a.tell(AppScaled, scaledTo(spec.Workers))
	return a.scaleTo(ctx, spec.Workers)
}

// reserve sees to the ports that spec has and the app has not.
func (a *actor) reserve(spec *Spec) error {
	old := &a.now.spec
	if spec.Port == old.Port && spec.HTTPSPort == old.HTTPSPort && spec.Protocol == old.Protocol {
		return nil
	}
	if a.running.Load() != nil {
		return fmt.Errorf("%w: ports and protocol of %s can change only while it is stopped", ErrConflict, a.name)
	}
	return a.c.reserve(spec)
}

// cutOver has the version that spec names take the traffic, if there is any.
func (a *actor) cutOver(ctx context.Context, spec *Spec) error {
	ready, err := a.c.prepare(spec)
	if err != nil {
		return err
	}
	app := a.running.Load()
	if app == nil {
		return nil // it is what the next start starts
	}
	if err := a.wake(ctx); err != nil && ctx.Err() != nil { // else the new version may do better
		return err
	}
	if err := app.Update(ctx, ready.Edition); err != nil {
		var failed *manager.FailedReload
		if errors.As(err, &failed) {
			err = failed.Cause // the manager's numbers are not the app's
		}
		if ctx.Err() == nil {
			a.tell(UpdateFailed, fmt.Sprintf("version %d did not come up, version %d stays: %v", spec.Current, a.now.spec.Current, err))
		}
		return fmt.Errorf("version %d of %s %w, version %d stays: %w", spec.Current, a.name, ErrDidNotStart, a.now.spec.Current, err)
	}
	a.noteStale(a.applied.loaded, ready.loaded)
	a.applied = ready
	a.open(app)
	a.look()
	return nil
}

// noteStale tells which settings have changed that a cut-over does not change.
func (a *actor) noteStale(before, after *config.Loaded) {
	var stale []string
	rows := after.Explain()
	for i, was := range before.Explain() {
		if was.Value != rows[i].Value && !ofWorkers(was.Key.Name) {
			stale = append(stale, was.Key.Name)
		}
	}
	if len(stale) > 0 {
		a.tell(AppNote, strings.Join(stale, ", ")+" will take effect when the app is stopped and started")
	}
}

// ofWorkers is whether a setting is the workers' and so a version's own; the
// others are the balancer's, which lives as long as the app runs.
func ofWorkers(key string) bool {
	return slices.Contains([]string{
		"env", "runtime", "isolation", "hotReload", "reloadErrors", "workers", "requests", "minAgeMs", "maxAge",
		"maxMemory", "surge", "bootTimeoutMs", "drainTimeoutMs",
	}, key)
}

// scaleTo changes the workers of an app that has some.
func (a *actor) scaleTo(ctx context.Context, workers int) error {
	app := a.running.Load()
	if app == nil || a.now.state == Idle {
		return nil
	}
	if err := app.Scale(ctx, workers); err != nil {
		return fmt.Errorf("%w: %w", ErrDidNotStart, err)
	}
	return nil
}

func scaledTo(workers int) string {
	if workers == 1 {
		return "1 worker is wanted"
	}
	return fmt.Sprintf("%d workers are wanted", workers)
}

// restart replaces all workers, or has the app started.
func (a *actor) restart(ctx context.Context) error {
	app := a.running.Load()
	if a.now.state != Running || app == nil {
		return a.start(ctx)
	}
	if err := app.Restart(ctx); err != nil {
		return fmt.Errorf("%s: %w: %w", a.name, ErrDidNotStart, err)
	}
	a.tell(AppRestarted, "all workers were replaced")
	return nil
}

// keyOf is where an app's spec is in the store.
func keyOf(app string) string { return specs + app }

const specs = "apps/"

// save keeps spec in the store, and makes it what is wanted.
func (a *actor) save(spec Spec) error {
	when := store.IfRevision(a.now.revision)
	if a.now.revision == 0 {
		when = store.IfAbsent()
	}
	text, err := json.Marshal(spec)
	if err != nil {
		return fmt.Errorf("%s: %w", a.name, err)
	}
	// What is being done must be known, whether or not somebody waits for it.
	revision, err := a.c.opts.Store.Put(context.Background(), keyOf(a.name), text, when)
	if err != nil {
		return fmt.Errorf("%s: what is wanted cannot be kept: %w", a.name, err)
	}
	a.now.spec, a.now.revision = spec, revision
	a.publish()
	return nil
}

// create keeps a new app, before anything of it runs, and a copy of its code.
func (a *actor) create(ctx context.Context, copied bool) error {
	spec := a.now.spec.clone()
	var err error
	if copied {
		err = a.copyCode(ctx, &spec)
	}
	if err == nil {
		err = a.save(spec)
	}
	if err != nil {
		a.over = true
		a.keepCopies() // none, before the name is free
		a.c.forget(a)
		return err
	}
	a.tell(AppDeployed, "deployed from "+a.now.spec.Versions[0].Directory)
	return nil
}

// remove ends the app and forgets it.
func (a *actor) remove(context.Context) error {
	if err := a.halt(); err != nil {
		a.log.Warn("the app did not end in order", "err", err)
	}
	if err := a.c.opts.Store.Delete(context.Background(), keyOf(a.name), store.Condition{}); err != nil {
		return fmt.Errorf("%s is stopped and cannot be forgotten: %w", a.name, err)
	}
	a.over = true
	a.keepCopies() // none
	a.c.forget(a)  // before anybody is answered: the name is free then
	a.gate.shut(errAppGone)
	a.c.events.add(Event{App: a.name, Kind: AppUndeployed, Message: "undeployed"})
	return nil
}
