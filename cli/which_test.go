package cli

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform/api"
)

// world is servers and apps of a platform by their names.
func world(t *testing.T, servers, apps string) around {
	t.Helper()
	var a around
	for i, name := range strings.Fields(servers) {
		a.servers.Running = append(a.servers.Running, control.Running{
			Client: control.NewClient("/none"), Status: control.Status{App: name, Variant: "dev", PID: 100 + i},
		})
	}
	if apps == "none" {
		return a
	}
	client, err := api.NewClient("http://localhost:3000", "")
	if err != nil {
		t.Fatal(err)
	}
	a.client, a.platform = client, client.Server()
	for _, name := range strings.Fields(apps) {
		a.apps = append(a.apps, api.App{Name: name})
	}
	return a
}

// meant is whom a name means, or what is wrong with it.
func meant(s subject, err error) string {
	switch {
	case err != nil:
		return err.Error()
	case s.client != nil:
		return "app " + s.app.Name
	}
	return "server " + s.server.Status.App
}

func TestANameMeansTheServerOrTheAppThatHasIt(t *testing.T) {
	for _, c := range []struct{ servers, apps, name, want string }{
		{"shop", "none", "shop", "server shop"},
		{"shop", "blog", "shop", "server shop"},
		{"shop", "blog", "blog", "app blog"},
		{"", "blog", "blog", "app blog"},
		{"shop", "shop", "dev_shop", "server shop"},
		{"shop", "shop", "shop", "say dev_shop for the server, and --server=http://localhost:3000 shop for the app"},
		{"", "blog shop", "bolg", "the platform has no app bolg; it has blog, shop"},
		{"", "", "bolg", "the platform has no app bolg; it has none"},
		{"shop", "blog", "bolg", "no running server is called \"bolg\"; running: dev_shop (pid 100); on the platform: blog"},
		{"", "none", "bolg", "no server is running"},
	} {
		if got := meant(world(t, c.servers, c.apps).named(c.name)); !strings.Contains(got, c.want) {
			t.Errorf("%s among servers %q and apps %q is %q, want %q", c.name, c.servers, c.apps, got, c.want)
		}
	}
}

func TestWithoutANameTheOnlyOneIsMeant(t *testing.T) {
	for _, c := range []struct{ servers, apps, want string }{
		{"shop", "none", "server shop"},
		{"shop", "", "server shop"},
		{"", "blog", "app blog"},
		{"shop", "blog", "say which:\ndev_shop ()\nblog (, on the platform)"},
		{"", "none", "no server is running"},
	} {
		if got := meant(world(t, c.servers, c.apps).only()); !strings.Contains(got, c.want) {
			t.Errorf("among servers %q and apps %q it is %q, want %q", c.servers, c.apps, got, c.want)
		}
	}
}
