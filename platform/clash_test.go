package platform_test

import (
	"errors"
	"testing"

	"github.com/rip-server/rip-server/platform"
)

func TestNoTwoAppsHaveTheSamePlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	idle := func(hosts []string, path string) func(*platform.Deployment) {
		return func(d *platform.Deployment) { d.NoStart, d.Hosts, d.Path = true, hosts, &path }
	}
	w.deploy("one", says("1"), idle([]string{"a.test", "b.test"}, "/one"))
	two := w.deploy("two", says("2"), idle([]string{"a.test"}, "/two")) // the same host at another path
	dir := w.source("three", says("3"))
	for name, d := range map[string]platform.Deployment{
		"a path on the platform's hosts": {Path: new("/one/")},
		"a host and path":                {Hosts: []string{"B.test"}, Path: new("/one")},
		"a host that is an app's name":   {Hosts: []string{"one.localhost"}},
	} {
		d.Name, d.Directory, d.Settings, d.NoStart = "three", dir, embedded(), true
		if _, err := w.Deploy(t.Context(), d); !errors.Is(err, platform.ErrConflict) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := w.Patch(t.Context(), "two", platform.Changes{Path: new("/one")}, 0); !errors.Is(err, platform.ErrConflict) {
		t.Errorf("a patch: got %v", err)
	}
	if app := w.app("two"); app.Path != "/two" || app.Revision != two.Revision {
		t.Errorf("a patch that was refused has changed the app: %+v", app)
	}
	if _, err := w.Patch(t.Context(), "two", platform.Changes{IdleStop: new(idleAfter)}, 0); err != nil {
		t.Error(err)
	}
}
