package appserver

import (
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/manager"
	"github.com/rip-server/rip-server/runtime"
)

// idleUpstream: nobody else talks to a worker's socket, so the balancer keeps
// the clock of its idle connections (spec: 5 to 10 s).
const idleUpstream = 10 * time.Second

// streamGrace is how long event streams and websockets may go on when their
// worker or the server drains: time for an app's own goodbye.
const streamGrace = 2 * time.Second

func (a *App) balancerOptions() lb.Options {
	c := a.opts.Config
	return lb.Options{
		App: c.Name, Variant: c.Variant,
		Policy: lb.Policy(c.LBPolicy), MaxQueue: c.MaxQueue, QueueTimeout: c.QueueTimeout,
		ConnectTimeout: c.ConnectTimeout, ReadTimeout: c.ReadTimeout,
		IdleUpstream: idleUpstream, KeepUpstream: c.UpstreamMaxIdle > 0,
		MaxBody: c.MaxBody, MaxStreams: c.MaxStreamsPerWorker, StreamGrace: min(streamGrace, c.DrainTimeout),
		StatusPath: c.StatusPath, DebugHeaders: c.DebugHeaders, Quarantine: c.Quarantine,
		RedirectHTTP: c.RedirectHTTP, HSTS: c.HSTS, Challenge: a.opts.Challenge,
		Health: lb.HealthCheck{Path: c.HealthPath, Interval: c.HealthInterval, Failures: c.HealthFailures, Circuit: c.Circuit},
		Ports:  a.Ports, Log: a.access, Logger: a.opts.Logger, Events: events{a},
	}
}

func (a *App) clientLimits() lb.ClientLimits {
	c := a.opts.Config
	return lb.ClientLimits{
		HeaderTimeout: c.HeaderTimeout, IdleTimeout: c.IdleTimeout,
		MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget,
		HTTP2: c.HTTP2,
	}
}

func (a *App) gated() lb.Handler {
	if a.opts.Gate == nil {
		return a.balancer
	}
	return a.opts.Gate(a.balancer)
}

func (a *App) managerConfig(e *Edition) manager.Config {
	c := e.Config
	return manager.Config{
		App: runtime.App{
			Name: c.Name, Entry: e.Entry.File, Dir: e.Entry.Dir,
			Env: c.Env, HotReload: c.HotReload, ReloadErrors: c.ReloadErrors,
			ReadTimeout: c.ReadTimeout, MaxMemory: c.MaxMemory,
		},
		Runtime: e.Runtime, Control: a.opts.Paths.Control(), Socket: a.opts.Paths.Worker,
		Workers: c.Workers, MaxRequests: c.Requests, MinAge: c.MinAge, MaxAge: c.MaxAge, MaxMemory: c.MaxMemory, Surge: c.Surge,
		BootTimeout: c.BootTimeout, DrainTimeout: c.DrainTimeout,
		Starter: a.spawner, Traffic: traffic{a.balancer}, Observer: a.observe, Output: a.output,
	}
}

// traffic is the balancer as the manager knows it.
type traffic struct{ *lb.Balancer }

func (t traffic) Add(m manager.Member) {
	t.Balancer.Add(lb.Member{ID: m.ID, Socket: m.Socket, Dial: m.Dial, Version: m.Version, RecycleAfter: m.RecycleAfter, Trailers: m.Trailers})
}

// events is the manager as the balancer knows it.
type events struct{ app *App }

func (e events) Exhausted(id string) { e.app.manager.Exhausted(id) }

func (e events) Failed(id string, kind lb.FailureKind) {
	reason := map[lb.FailureKind]manager.Reason{
		lb.Hung: manager.Hung, lb.Unreachable: manager.Unreachable, lb.Died: manager.Died,
		lb.Broken: manager.Broken, lb.Leaving: manager.Quit,
	}[kind]
	e.app.manager.Failed(id, reason)
}

// URL is what a person on this machine puts into a browser for what listens on
// host and port; host is as lb.Listen takes it. The port that a browser tries by
// itself is left out.
func URL(scheme, host string, port int) string {
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	authority := net.JoinHostPort(host, strconv.Itoa(port))
	if scheme == "http" && port == 80 || scheme == "https" && port == 443 {
		authority = strings.TrimSuffix(authority, ":"+strconv.Itoa(port))
	}
	u := url.URL{Scheme: scheme, Host: authority}
	return u.String()
}
