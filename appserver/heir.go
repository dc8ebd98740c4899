package appserver

import (
	"context"
	"maps"
	"net"
	"time"

	"github.com/rip-server/rip-server/control"
)

// What follows hands an App over to another process, which runs the same app
// with workers of its own and has been given the listeners (see
// internal/takeover): its sockets are beside ours, its claim is made of ours.

// claim takes the app's sockets, or what a predecessor has handed over of them.
func (o *Options) claim(ctx context.Context) (*control.Claim, error) {
	if o.Inherit == nil {
		return o.Paths.Claim(ctx)
	}
	claim, paths, err := o.Paths.Inherit(ctx, *o.Inherit)
	o.Paths = paths
	return claim, err
}

// Inheritance is what an heir needs of the App's claim. It stays the App's.
func (a *App) Inheritance() control.Inheritance {
	return control.Inheritance{Lock: a.claim.Lock(), Generation: a.opts.Paths.Generation() + 1}
}

// Upgrade has another program take over; for the control socket.
func (o orders) Upgrade(ctx context.Context, program string) error {
	if o.opts.Upgrade == nil {
		return control.Conflict("this is an app of a platform, which is upgraded as a whole: rip-server platform upgrade")
	}
	return o.opts.Upgrade(ctx, program)
}

// Listeners are what clients come in by, by scheme. They stay the App's.
func (a *App) Listeners() map[string][]net.Listener {
	a.mu.Lock()
	defer a.mu.Unlock()
	return maps.Clone(a.listeners)
}

// MetricsListener is where metrics are read, nil when there is no address for
// that. It stays the App's.
func (a *App) MetricsListener() net.Listener { return a.metrics.ln }

// Bequeath leaves the claim to the heir with that pid, which serves. The App is
// to retire now.
func (a *App) Bequeath(pid int) error { return a.claim.Bequeath(pid) }

// Succeed tells the App of an heir that its predecessor has heard of it.
func (a *App) Succeed() { a.claim.Succeed() }

// Retire takes no new connections and answers what comes on those it has, until
// they have ended or have been idle for as long as they may; an heir takes the
// new ones. Stop must follow.
func (a *App) Retire(ctx context.Context) {
	a.mu.Lock()
	a.draining = true
	a.mu.Unlock()
	config := a.edition.Load().Config
	ctx, cancel := context.WithTimeout(ctx, min(config.DrainTimeout, config.IdleTimeout+time.Second))
	defer cancel()
	a.balancer.DrainStreams()
	a.server.Retire(ctx)
}
