package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

// subject is what a verb is for: an app of a platform, or a server of its own.
type subject struct {
	client *api.Client // nil: it is a server
	app    api.App
	server control.Running
}

// around is all that a verb could be for.
type around struct {
	servers  control.Discovery // without those that are apps of the platform
	client   *api.Client       // nil: no platform runs
	platform string            // its URL
	apps     []api.App
}

// around looks for the servers of this user and for the platform: the one that
// f names, and then nothing else, or that of RIP_SERVER, or this user's own.
func (p *Process) around(ctx context.Context, f *platformFlags) (around, error) {
	var a around
	if f.server != "" {
		client, err := p.platform(ctx, f)
		if err != nil {
			return a, err
		}
		a.client, a.platform = client, f.server
		a.apps, err = client.Apps(ctx)
		return a, err
	}
	found, err := p.discover(ctx)
	if err != nil {
		return a, err
	}
	a.servers = found
	client, about, err := p.ownPlatform(ctx)
	if server := p.getenv("RIP_SERVER"); server != "" {
		about = localPlatform{URL: server}
		client, err = p.platform(ctx, f)
	}
	switch {
	case errors.Is(err, errNoPlatform):
		return a, nil
	case err != nil:
		return a, err
	}
	// A platform's apps have control sockets too, for their workers.
	a.servers.Running = slices.DeleteFunc(found.Running, func(r control.Running) bool { return r.Status.PID == about.PID })
	a.client, a.platform = client, about.URL
	a.apps, err = client.Apps(ctx)
	return a, err
}

// subject is the one that args name, or the only one there is.
func (p *Process) subject(ctx context.Context, args []string, f *platformFlags) (subject, error) {
	a, err := p.around(ctx, f)
	if err != nil {
		return subject{}, err
	}
	if len(args) == 0 {
		return a.only()
	}
	return a.named(args[0])
}

func (a around) only() (subject, error) {
	switch len(a.servers.Running) + len(a.apps) {
	case 0:
		return subject{}, errNoneRunning
	case 1:
		if len(a.apps) == 1 {
			return subject{client: a.client, app: a.apps[0]}, nil
		}
		return subject{server: a.servers.Running[0]}, nil
	}
	if len(a.apps) == 0 {
		return subject{}, usagef("several servers are running, say which:\n%s", strings.Join(labels(a.servers), "\n"))
	}
	names := labels(a.servers)
	for _, app := range a.apps {
		names = append(names, fmt.Sprintf("%s (%s, on the platform)", app.Name, app.Status))
	}
	return subject{}, usagef("there are several servers and apps, say which:\n%s", strings.Join(names, "\n"))
}

func (a around) named(name string) (subject, error) {
	server, err := a.servers.Match(name)
	at := slices.IndexFunc(a.apps, func(app api.App) bool { return app.Name == name })
	switch {
	case at >= 0 && err == nil:
		return subject{}, usagef("%s is an app of the platform and a server of its own, too: say %s for the server, and --server=%s %s for the app",
			name, label(server.Status), a.platform, name)
	case at >= 0:
		return subject{client: a.client, app: a.apps[at]}, nil
	case err == nil:
		return subject{server: server}, nil
	case a.client == nil:
		return subject{}, err
	case len(a.servers.Running) == 0:
		return subject{}, fmt.Errorf("the platform has no app %s; it has %s", shown(name), a.appNames())
	}
	return subject{}, fmt.Errorf("%w; on the platform: %s", err, a.appNames())
}

func (a around) appNames() string {
	var names []string
	for _, app := range a.apps {
		names = append(names, app.Name)
	}
	if names == nil {
		return "none"
	}
	return strings.Join(names, ", ")
}
