package platform

import (
	"context"
	"errors"
	"time"

	"github.com/rip-server/rip-server/appserver"
)

// start has the app running; see Controller.StartApp. It runs in the actor, as
// all methods here do.
func (a *actor) start(ctx context.Context) error {
	if !a.now.spec.Run {
		spec := a.now.spec.clone()
		spec.Run = true
		if err := a.save(spec); err != nil {
			return err
		}
	}
	app := a.running.Load()
	switch a.now.state {
	case Running:
		return nil
	case Idle:
		return a.wake(ctx)
	case Starting:
		return a.settle(ctx, app)
	case Failed:
		if app != nil { // do not wait for its next attempt
			return a.attempted(ctx, app.Restart(ctx))
		}
	}
	return a.launch(ctx)
}

// wake starts the workers of an app that is idle; it does nothing to another.
func (a *actor) wake(ctx context.Context) error {
	if a.now.state != Idle {
		return nil
	}
	a.become(Starting)
	a.busyUntil = time.Now()
	return a.attempted(ctx, a.running.Load().Scale(ctx, a.now.spec.Workers))
}

// park lets the workers go, unless somebody comes while it closes the gate.
func (a *actor) park(ctx context.Context) error {
	app := a.running.Load()
	a.hold(app.Handler())
	if !a.gate.empty() {
		a.open(app)
		return nil
	}
	if err := app.Park(ctx); err != nil {
		a.open(app)
		return err
	}
	a.become(Idle)
	return nil
}

// stop has the app stopped, and wanted so.
func (a *actor) stop(context.Context) error {
	if a.now.spec.Run {
		spec := a.now.spec.clone()
		spec.Run = false
		if err := a.save(spec); err != nil {
			return err
		}
	}
	return a.halt()
}

// halt ends everything of the app that runs: what was asked is answered first.
func (a *actor) halt() error {
	if a.now.state == Deployed || a.now.state == Stopped {
		return nil
	}
	app := a.running.Load()
	a.become(Stopping)
	var err error
	if app == nil || a.gate.passage.Load().held {
		a.gate.shut(errAppStopped) // who waits for workers waits in vain
	}
	if app != nil {
		err = a.drain(app)
	}
	a.gate.shut(errAppStopped)
	a.running.Store(nil)
	a.now.startedAt, a.now.failure = time.Time{}, ""
	a.become(Stopped)
	return err
}

// drain stops the App. Its own ports drain by themselves, what comes through
// the router is ours.
func (a *actor) drain(app *appserver.App) error {
	if a.gate.passage.Load().next != nil {
		a.gate.leave(app.Handler())
	}
	ctx, cancel := context.WithTimeout(a.hard, app.DrainTimeout())
	defer cancel()
	cut := errors.Join(app.Drain(ctx), a.gate.drained(ctx))
	end := a.hard
	if cut != nil && end.Err() == nil {
		a.log.Warn("not every request was answered in time; the rest is cut off", "drain-timeout", app.DrainTimeout())
		var done context.CancelFunc
		end, done = context.WithTimeout(a.hard, stopGrace)
		defer done()
	}
	return app.Stop(end)
}

// stopGrace is how long workers may take to go when their requests had their
// time already.
const stopGrace = 2 * time.Second
