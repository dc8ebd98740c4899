package platform

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
)

// What follows hands all apps over to a controller in another process; see
// appserver's App, which does so for one.

// Handed is what a predecessor hands over of one app.
type Handed struct {
	Listeners map[string][]net.Listener // by scheme
	Inherit   control.Inheritance
	// Serving is whether its workers served: then they have to here, too.
	Serving bool
}

// Estates are what an heir needs of each app that has ports now. All of it
// stays the Controller's.
func (c *Controller) Estates() map[string]Handed {
	all := map[string]Handed{}
	for _, a := range c.actors() {
		if app := a.running.Load(); app != nil {
			all[a.name] = Handed{app.Listeners(), app.Inheritance(), a.view().Status == Running}
		}
	}
	return all
}

// Bequeath leaves the apps' claims to the heir with that pid, which serves. The
// Controller is to retire now.
func (c *Controller) Bequeath(pid int) error {
	return c.each(func(app *appserver.App) error { return app.Bequeath(pid) })
}

// Retire has all apps answer what comes on the connections they have, and take
// no new ones. Stop must follow.
func (c *Controller) Retire(ctx context.Context) {
	var retiring sync.WaitGroup
	_ = c.each(func(app *appserver.App) error {
		retiring.Go(func() { app.Retire(ctx) })
		return nil
	})
	retiring.Wait()
}

// Succeed tells the apps of an heir that their predecessor has heard of it.
func (c *Controller) Succeed() {
	_ = c.each(func(app *appserver.App) error {
		app.Succeed()
		return nil
	})
}

// Settled waits until no app is starting, and returns why one does not serve
// that did so when it was handed over.
func (c *Controller) Settled(ctx context.Context) error {
	tick := time.NewTicker(settlePoll)
	defer tick.Stop()
	for {
		starting, err := c.unsettled()
		if err != nil || len(starting) == 0 {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("still starting: %s", strings.Join(starting, ", "))
		}
	}
}

// settlePoll: nobody tells of all apps at once, and an upgrade takes seconds.
const settlePoll = 20 * time.Millisecond

func (c *Controller) unsettled() (starting []string, err error) {
	var errs []error
	for name, handed := range c.opts.Handed {
		app, err := c.App(name)
		switch {
		case err != nil:
			errs = append(errs, err)
		case !handed.Serving:
		case app.Status == Failed && app.Error != nil:
			errs = append(errs, fmt.Errorf("%s: %s", name, *app.Error))
		case app.Status != Running && app.Status != Idle:
			starting = append(starting, name)
		}
	}
	return starting, errors.Join(errs...)
}

func (c *Controller) each(do func(*appserver.App) error) error {
	var errs []error
	for _, a := range c.actors() {
		if app := a.running.Load(); app != nil {
			errs = append(errs, do(app))
		}
	}
	return errors.Join(errs...)
}

// handed is what was handed over of the app, once; ok is false when that is
// nothing.
func (c *Controller) handed(name string) (h Handed, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok = c.opts.Handed[name]
	ok = ok && !c.taken[name]
	c.taken[name] = true
	return h, ok
}

// ports are the app's listeners, handed over or opened. What was handed over
// goes into opts, too.
func (a *actor) ports(c *config.Config, opts *appserver.Options) (appserver.Ports, error) {
	h, ok := a.c.handed(a.name)
	if !ok {
		return listen(c)
	}
	opts.Inherit = &h.Inherit
	return appserver.Ports{HTTP: h.Listeners["http"], HTTPS: h.Listeners["https"]}, nil
}
