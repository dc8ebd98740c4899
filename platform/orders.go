package platform

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"time"
)

// Orders that take an ifRevision are carried out if the app's revision is that
// one, which is looked at in the same step, and else are ErrRevision; 0 is no
// condition. What they return is the app as they have left it, and nobody else.

// AnyRevision is an ifRevision that every app has, and a name that is free has not.
const AnyRevision = math.MaxUint64

// Deploy deploys a new app or a new version of one, and returns when it serves
// or it is known why not. A new app whose workers do not come up is deployed all
// the same: its state is error and attempts go on. A version of a running app
// takes over when all its workers have come up; else the error is
// ErrDidNotStart with the reason, and the version before goes on.
func (c *Controller) Deploy(ctx context.Context, d Deployment) (App, error) {
	if err := checkName(d.Name); err != nil {
		return App{}, err
	}
	ch, err := d.changes()
	if err != nil {
		return App{}, err
	}
	a, err := c.actor(d.Name)
	switch {
	case errors.Is(err, ErrNotFound) && d.IfRevision != 0:
		return App{}, fmt.Errorf("%w: there is no app %s", ErrRevision, d.Name)
	case errors.Is(err, ErrNotFound):
		return c.deployNew(ctx, &d, &ch)
	case !d.Update:
		return App{}, fmt.Errorf("%w: there is an app %s; a new version of it is deployed with update (--update)", ErrExists, d.Name)
	}
	return a.order(ctx, d.IfRevision, false, func(a *actor, ctx context.Context) error { return a.update(ctx, &d, &ch) })
}

// update is a new version of an app that is there, even when nothing of it has
// changed but the files.
func (a *actor) update(ctx context.Context, d *Deployment, ch *Changes) error {
	err := a.revise(ctx, func(s *Spec) error {
		current, _ := s.version(s.Current)
		directory := cmp.Or(d.Directory, current.Directory)
		if directory == "" {
			return invalid("directory", "%s has no current version; give a directory", a.name)
		}
		if err := ch.apply(s, directory); err != nil {
			return err
		}
		if d.copies(current) {
			return a.copyCode(ctx, s)
		}
		s.Versions[len(s.Versions)-1].Copy = ""
		return nil
	})
	if err != nil {
		return err
	}
	a.tell(AppUpdated, fmt.Sprintf("version %d is the current one", a.now.spec.Current))
	if d.NoStart {
		return nil
	}
	return a.start(ctx)
}

// deployNew makes an actor for a name that is free.
func (c *Controller) deployNew(ctx context.Context, d *Deployment, ch *Changes) (App, error) {
	spec := Spec{Name: d.Name, Run: !d.NoStart, DeployedAt: time.Now().UTC()}
	if err := ch.apply(&spec, d.Directory); err != nil {
		return App{}, err
	}
	if len(spec.Versions) == 0 || spec.Versions[0].Directory == "" {
		return App{}, invalid("directory", "a new app needs one")
	}
	ready, err := c.prepare(&spec)
	if err != nil {
		return App{}, err
	}
	spec.Protocol = ready.Config.Protocol
	if spec.Workers == 0 {
		spec.Workers = DefaultWorkers
		if ready.loaded.IsSet("workers") {
			spec.Workers = ready.Config.Workers
		}
	}
	a, err := c.admit(spec)
	if err != nil {
		return App{}, err
	}
	return a.order(ctx, 0, false, func(a *actor, ctx context.Context) error {
		if err := a.create(ctx, d.copies(Version{})); err != nil || d.NoStart {
			return err
		}
		if err := a.start(ctx); !errors.Is(err, ErrDidNotStart) {
			return err
		}
		return nil // it is deployed, and its state says why it does not run
	})
}

// Undeploy stops an app and forgets it.
func (c *Controller) Undeploy(ctx context.Context, name string, ifRevision uint64) error {
	_, err := c.order(ctx, name, ifRevision, true, (*actor).remove)
	return err
}

// StartApp has an app running and returns when it does, or with ErrDidNotStart
// when its workers do not come up; attempts go on then. Nothing happens to one
// that runs; one that is idle is woken.
func (c *Controller) StartApp(ctx context.Context, name string, ifRevision uint64) (App, error) {
	return c.order(ctx, name, ifRevision, false, (*actor).start)
}

// StopApp ends an app's workers when they have answered what they have. The app
// keeps its ports and is not started again with the controller. Nothing happens
// to one that is stopped.
func (c *Controller) StopApp(ctx context.Context, name string, ifRevision uint64) (App, error) {
	return c.order(ctx, name, ifRevision, true, (*actor).stop)
}

// RestartApp replaces all workers, one after the other, without a request lost;
// it starts an app that does not run.
func (c *Controller) RestartApp(ctx context.Context, name string, ifRevision uint64) (App, error) {
	return c.order(ctx, name, ifRevision, false, (*actor).restart)
}

// Scale sets the number of workers, now or for the next start. previous is how
// many were wanted before.
func (c *Controller) Scale(ctx context.Context, name string, workers int, ifRevision uint64) (previous int, app App, err error) {
	ch := Changes{Workers: &workers}
	var before int // the actor's, until it has succeeded
	app, err = c.order(ctx, name, ifRevision, false, func(a *actor, ctx context.Context) error {
		before = a.now.spec.Workers
		return a.revise(ctx, func(s *Spec) error { return ch.apply(s, "") })
	})
	if err != nil {
		return 0, App{}, err
	}
	return before, app, nil
}

// Rollback makes an earlier version the current one, as Deploy does with a new
// one; 0 is the one before the current one.
func (c *Controller) Rollback(ctx context.Context, name string, version int, ifRevision uint64) (App, error) {
	return c.order(ctx, name, ifRevision, false, func(a *actor, ctx context.Context) error {
		if err := a.revise(ctx, func(s *Spec) error { return s.rollBack(version) }); err != nil {
			return err
		}
		v, _ := a.now.spec.version(a.now.spec.Current)
		code := "with the code that is in " + v.Directory + " now"
		if v.Copy != "" {
			code = "with its code of then"
		}
		a.tell(AppRolledBack, fmt.Sprintf("version %d is the current one again, %s", v.Number, code))
		return nil
	})
}

// Patch changes settings.
func (c *Controller) Patch(ctx context.Context, name string, changes Changes, ifRevision uint64) (App, error) {
	if err := changes.lift(); err != nil {
		return App{}, err
	}
	return c.order(ctx, name, ifRevision, false, func(a *actor, ctx context.Context) error {
		before := a.now.revision
		err := a.revise(ctx, func(s *Spec) error { return changes.apply(s, "") })
		if err == nil && a.now.revision != before {
			a.tell(AppChanged, "settings were changed")
		}
		return err
	})
}

func (c *Controller) order(ctx context.Context, name string, ifRevision uint64, urgent bool, run func(*actor, context.Context) error) (App, error) {
	a, err := c.actor(name)
	if err != nil {
		return App{}, err
	}
	return a.order(ctx, ifRevision, urgent, run)
}

// order has run carried out and returns the app as it is then. With a condition
// it makes an end of nothing that is under way, as that may be what lets the
// condition fail.
func (a *actor) order(ctx context.Context, ifRevision uint64, urgent bool, run func(*actor, context.Context) error) (App, error) {
	var after App // the actor's, until it has succeeded
	err := a.do(ctx, urgent && ifRevision == 0, func(ctx context.Context) error {
		if err := a.unchanged(ifRevision); err != nil {
			return err
		}
		err := run(a, ctx)
		a.publish()
		after = a.view()
		return err
	})
	if err != nil {
		return App{}, err
	}
	return after, nil
}

func (a *actor) unchanged(ifRevision uint64) error {
	switch ifRevision {
	case 0, AnyRevision, a.now.revision:
		return nil
	}
	return fmt.Errorf("%w: %s is at revision %d, not %d; read it again", ErrRevision, a.name, a.now.revision, ifRevision)
}
