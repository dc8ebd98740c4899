package platform

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
)

// launch makes an App of what the spec wants.
func (a *actor) launch(ctx context.Context) error {
	a.become(Starting)
	spec := &a.now.spec
	ready, err := a.c.prepare(spec)
	if err != nil {
		return a.fail(err)
	}
	a.applied, a.status = ready, ready.Config.StatusPath
	a.hold(nil)
	app, err := a.build(ctx, ready)
	if err != nil {
		return a.fail(err)
	}
	a.running.Store(app)
	a.now.startedAt, a.retries, a.busyUntil = time.Now().UTC(), 0, time.Now()
	for _, warning := range ready.loaded.Warnings {
		a.tell(AppNote, warning)
	}
	return a.settle(ctx, app)
}

// hold has requests wait for workers, as long as a boot may take.
func (a *actor) hold(next lb.Handler) {
	c := a.applied.Config
	a.gate.hold(next, a.status, c.BootTimeout+c.QueueTimeout, c.MaxQueue)
}

// open lets requests through to the App.
func (a *actor) open(app *appserver.App) { a.gate.open(app.Handler(), a.status) }

// build opens the ports and starts the workers.
func (a *actor) build(ctx context.Context, p *prepared) (*appserver.App, error) {
	opts, err := a.options(p)
	if err != nil {
		return nil, err
	}
	ports, err := a.ports(p.Config, &opts)
	if err != nil {
		return nil, err
	}
	app, err := appserver.New(ctx, opts)
	if err != nil {
		ports.Close()
		return nil, err
	}
	ports.Serve(app, p.Config.Host)
	if err := app.Start(); err != nil {
		return nil, errors.Join(err, app.Stop(a.hard))
	}
	return app, nil
}

func (a *actor) options(p *prepared) (appserver.Options, error) {
	c := p.Config
	paths, err := control.NewPaths(control.RuntimeDir(a.c.getenv), c.Variant, c.Name, c.SocketPrefix)
	if err != nil {
		return appserver.Options{}, err
	}
	opts := appserver.Options{
		Config: c, Entry: p.Entry, Runtime: p.Runtime, Paths: paths, Build: a.c.opts.Build,
		Environ: a.c.environ, Logger: a.log, Output: a.c.output(a.name, c.JSONLogging), Color: a.c.opts.Color,
		StopRequested: func() { go a.stopOrdered() }, // ends with the stop
		Gate:          func(lb.Handler) lb.Handler { return &a.gate.own },
		Observer:      a.observed, Logs: a.book,
	}
	if c.WantsHTTPS() {
		if a.c.opts.Certificates == nil {
			return opts, invalid("protocol", "this platform has no certificates; use http")
		}
		if opts.Certificates, err = a.c.opts.Certificates(c, a.log); err != nil {
			return opts, err
		}
	}
	return opts, nil
}

// stopOrdered is a stop that came over the app's own control socket.
func (a *actor) stopOrdered() {
	if err := a.do(context.Background(), true, a.stop); err != nil {
		a.log.Error("the app could not be stopped", "err", err)
	}
}

// settle waits until the workers serve or it is known why not.
func (a *actor) settle(ctx context.Context, app *appserver.App) error {
	return a.attempted(ctx, app.Ready(ctx))
}

// attempted draws the conclusion of an attempt to have workers.
func (a *actor) attempted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errInterrupted // whoever interrupted goes on from here
	}
	a.open(a.running.Load())
	if err != nil {
		return a.fail(err)
	}
	a.now.failure = ""
	a.become(Running)
	return nil
}

// fail notes why the app does not run. Some workers may serve all the same.
func (a *actor) fail(reason error) error {
	a.now.failure = reason.Error()
	if a.serving() > 0 {
		a.become(Running)
	} else {
		a.become(Failed)
	}
	if a.running.Load() == nil {
		a.gate.shut(errAppStopped)
		a.retries++
		a.retryAt = time.Now().Add(min(time.Second<<min(a.retries, 5), maxRetry))
	}
	return fmt.Errorf("%s %w: %w", a.name, ErrDidNotStart, reason)
}

// maxRetry is the slowest pace at which ports that are taken, or directories
// that are gone, are looked for again.
const maxRetry = 30 * time.Second

// serving is how many workers serve.
func (a *actor) serving() int {
	app := a.running.Load()
	if app == nil {
		return 0
	}
	slots := app.Status().Slots
	return slots.Idle + slots.Busy
}
