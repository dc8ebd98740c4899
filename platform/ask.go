package platform

import (
	"context"
	"os"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/manager"
)

// Apps are all apps, by name.
func (c *Controller) Apps() []App {
	var list []App
	for _, a := range c.actors() {
		list = append(list, a.view())
	}
	return list
}

// App is the app of that name, or ErrNotFound.
func (c *Controller) App(name string) (App, error) {
	a, err := c.actor(name)
	if err != nil {
		return App{}, err
	}
	return a.view(), nil
}

// Stats is the sum over all apps.
func (c *Controller) Stats() Stats {
	s := Stats{Version: c.opts.Build, UptimeSeconds: time.Since(c.started).Seconds()}
	s.MemoryBytes, _ = manager.ResidentMemory(os.Getpid()) // 0 where it cannot be measured
	for _, app := range c.Apps() {
		s.Apps++
		if app.Status == Running {
			s.Running++
		}
		s.Workers += app.Slots.Idle + app.Slots.Busy
		s.Requests += app.Traffic.Requests
		s.RPS += app.Traffic.RPS
		s.MemoryBytes += app.Traffic.MemoryBytes
	}
	return s
}

// Events returns what happened after the event with that ID, as far as it is
// kept, and what happens from now on. live is closed when its reader falls far
// behind: who wants to go on begins anew after the last event it has seen.
// cancel ends it; it must be called.
func (c *Controller) Events(since uint64) (replay []Event, live <-chan Event, cancel func()) {
	return c.events.follow(since)
}

// Logs returns the last lines of an app's workers, oldest first, also of runs
// before, and with follow those to come until ctx ends or the app is undeployed.
// The channel is closed at the end; who stops reading early must end ctx.
func (c *Controller) Logs(ctx context.Context, name string, lines int, follow bool) (<-chan control.LogLine, error) {
	a, err := c.actor(name)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(a.life, cancel)
	context.AfterFunc(ctx, func() { stop() })
	return a.book.Read(ctx, lines, follow), nil
}

// Samples is the app's past, at most window and at most 15 minutes of it.
func (c *Controller) Samples(name string, window time.Duration) (Series, error) {
	a, err := c.actor(name)
	if err != nil {
		return Series{}, err
	}
	return a.past.since(time.Now().Add(-window)), nil
}

// Handler answers requests for an app, as Route.Handler does; or ErrNotFound.
func (c *Controller) Handler(name string) (lb.Handler, error) {
	a, err := c.actor(name)
	if err != nil {
		return nil, err
	}
	return &a.gate.routed, nil
}

// Routes are how all apps are reached, by name; changed is closed as soon as
// that is not so any more.
func (c *Controller) Routes() (routes []Route, changed <-chan struct{}) {
	changed = c.routes.heard() // before looking: a change in between is told
	for _, a := range c.actors() {
		routes = append(routes, Route{a.name, a.current.Load().spec.Routing, &a.gate.routed})
	}
	return routes, changed
}

// sampleAll measures all apps until the controller stops.
func (c *Controller) sampleAll() {
	tick := time.NewTicker(sampleEvery)
	defer tick.Stop()
	for {
		select {
		case now := <-tick.C:
			for _, a := range c.actors() {
				a.sample(now)
			}
		case <-c.quit:
			return
		}
	}
}
