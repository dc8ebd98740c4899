// Package router finds out which app a request on the platform's port is for:
// by its host, then by the longest prefix of its path. What is no app's is the
// platform's own.
package router

import (
	"context"
	"log/slog"
	"sync/atomic"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
)

// Router is the lb.Handler of the platform's port. A request reads one pointer
// and looks into a few maps; it takes no lock and allocates nothing. Safe for
// concurrent use.
type Router struct {
	own   Own
	table atomic.Pointer[table]
}

// New returns a router without apps.
func New(own Own) *Router {
	r := &Router{own: own}
	r.table.Store(&table{})
	return r
}

// Source is the controller as the router knows it.
type Source interface {
	// Routes are all routes, and a channel that is closed when they have changed.
	Routes() (routes []platform.Route, changed <-chan struct{})
}

// Follow keeps the routes as source has them until ctx ends.
func (r *Router) Follow(ctx context.Context, source Source, log *slog.Logger) {
	for {
		routes, changed := source.Routes()
		if err := r.Update(routes); err != nil {
			log.Warn("some apps are not reached where they want to be", "err", err)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// Update replaces all routes at once. Requests that are under way stay where
// they are. Where two apps want the same place the first keeps it, and the
// error, *Conflict values joined, says so.
func (r *Router) Update(routes []platform.Route) error {
	t, err := newTable(&r.own, routes)
	r.table.Store(t)
	return err
}

// Has is whether a host is an app's, whatever the path; it may have a port.
func (r *Router) Has(host []byte) bool {
	var buf [maxHost]byte
	return r.table.Load().hosts[string(hostOf(buf[:0], host))] != nil
}

// Serve has x answered by its app.
func (r *Router) Serve(x *lb.Exchange) {
	to := r.table.Load().find(x.Host, x.Target)
	if to == nil {
		r.own.Handler.Serve(x)
		return
	}
	if to.strip {
		strip(x, to.prefix)
	}
	to.handler.Serve(x)
}

// Refused is the platform's to count: nobody knows whom it was for.
func (r *Router) Refused(x *lb.Exchange) { r.own.Handler.Refused(x) }
