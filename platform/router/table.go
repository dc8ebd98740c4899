package router

import (
	"errors"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
)

// table is all routes at one moment. It is never changed once it is used.
type table struct {
	hosts map[string]*paths
	other paths // of hosts that are no app's
}

// place is where requests of one host and prefix go.
type place struct {
	app     string // "": the platform's own
	handler lb.Handler
	prefix  []byte // "": all paths
	strip   bool
}

// DefaultHost is where an app is found without being told anything, whatever
// other hosts and path it has: browsers lead every name below localhost to
// this machine (RFC 6761 section 6.3).
func DefaultHost(name string) string { return name + ".localhost" }

// newTable lays out routes; see Router.Update for its error. Default hosts
// come first, so that no app can take another's.
func newTable(own *Own, routes []platform.Route) (*table, error) {
	l := layout{table: table{hosts: map[string]*paths{}}, own: own}
	for _, prefix := range own.Paths {
		l.other.add(&place{handler: own.Handler, prefix: []byte(prefix)})
	}
	for _, r := range routes {
		l.host(DefaultHost(r.Name), &place{app: r.Name, handler: r.Handler})
	}
	for _, r := range routes {
		to := &place{app: r.Name, handler: r.Handler, prefix: []byte(r.Path), strip: r.StripPath && r.Path != ""}
		for _, host := range r.Hosts {
			l.host(host, to)
		}
		if r.Path != "" {
			l.path(to)
		}
	}
	return &l.table, errors.Join(l.conflicts...)
}

// find returns the place that a request is for, nil when it is no app's.
func (t *table) find(authority, target []byte) *place {
	var buf [maxHost]byte
	if p := t.hosts[string(hostOf(buf[:0], authority))]; p != nil {
		if to := p.find(target); to != nil {
			return to
		}
	}
	return t.other.find(target)
}

// layout is a table in the making.
type layout struct {
	table
	own       *Own
	conflicts []error
}

// host puts to at a host.
func (l *layout) host(host string, to *place) {
	if l.own.HasHost(host) {
		l.conflict(&Conflict{App: to.app, Host: host, Path: string(to.prefix)})
		return
	}
	p := l.hosts[host]
	if p == nil {
		p = &paths{}
		l.hosts[host] = p
	}
	l.add(p, host, to)
}

// path puts to at hosts that are no app's.
func (l *layout) path(to *place) {
	if l.own.HasPath(string(to.prefix)) {
		l.conflict(&Conflict{App: to.app, Path: string(to.prefix)})
		return
	}
	l.add(&l.other, "", to)
}

func (l *layout) add(p *paths, host string, to *place) {
	if holder := p.at(to.prefix); holder != nil && holder.app != to.app {
		l.conflict(&Conflict{App: to.app, Host: host, Path: string(to.prefix), Owner: holder.app})
		return
	}
	p.add(to)
}

func (l *layout) conflict(c *Conflict) { l.conflicts = append(l.conflicts, c) }
