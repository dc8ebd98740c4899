package control

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestDiscoveryTellsLivingFromDeadAndSilent(t *testing.T) {
	dir := private(t)
	serve(t, newApp(), filepath.Join(dir, "dev_shop.ctl.sock"))
	deadSocket(t, filepath.Join(dir, "dev_dead.ctl.sock"))
	deadSocket(t, filepath.Join(dir, "dev_shop.1-1.sock")) // a worker's: not asked
	silent, err := net.Listen("unix", filepath.Join(dir, "dev_silent.ctl.sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()

	found, err := Discover(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Running) != 1 || found.Running[0].Status.App != "shop" {
		t.Errorf("running: %+v", found.Running)
	}
	if want := []string{filepath.Join(dir, "dev_dead.ctl.sock")}; !slices.Equal(found.Stale, want) {
		t.Errorf("stale: %v, want %v", found.Stale, want)
	}
	if want := []string{filepath.Join(dir, "dev_silent.ctl.sock")}; !slices.Equal(found.Silent, want) {
		t.Errorf("silent: %v, want %v", found.Silent, want)
	}
}

func TestNothingRunsWhereThereIsNoRuntimeDirectory(t *testing.T) {
	found, err := Discover(t.Context(), filepath.Join(t.TempDir(), "none"))
	if err != nil || len(found.Running)+len(found.Stale)+len(found.Silent) != 0 {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestMatchFindsTheOneServerThatIsMeant(t *testing.T) {
	server := func(app, variant string, pid int, entry string) Running {
		socket := "/run/" + variant + "_" + app + ".ctl.sock"
		return Running{NewClient(socket), Status{App: app, Variant: variant, PID: pid, Entry: entry, Control: socket}}
	}
	d := Discovery{Running: []Running{
		server("shop", "dev", 11, "/apps/shop/index.ts"),
		server("shop", "prod", 12, "/srv/shop/index.ts"),
		server("blog", "dev", 13, "/apps/blog/index.ts"),
	}}
	for name, pid := range map[string]int{
		"blog": 13, "prod_shop": 12, "11": 11, "/apps/shop": 11, "/apps/shop/": 11,
		"/srv/shop/index.ts": 12, "/run/dev_blog.ctl.sock": 13,
	} {
		if r, err := d.Match(name); err != nil || r.Status.PID != pid {
			t.Errorf("%q finds %d, %v, want %d", name, r.Status.PID, err, pid)
		}
	}
	for name, says := range map[string]string{
		"shop": "dev_shop (pid 11), prod_shop (pid 12)", // say which
		"shoe": "dev_blog (pid 13)",                     // not there; what is
	} {
		if _, err := d.Match(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: got %v, want %q", name, err, says)
		}
	}
	if _, err := (Discovery{}).Match("shop"); err == nil || !strings.Contains(err.Error(), "no server is running") {
		t.Errorf("with nothing running: %v", err)
	}
}

func TestAServerThatHasHandedOverIsNotMeantAnyMore(t *testing.T) {
	old := Running{Client: NewClient("/a"), Status: Status{App: "shop", Variant: "prod", PID: 1, Status: "draining"}}
	heir := Running{Client: NewClient("/b"), Status: Status{App: "shop", Variant: "prod", PID: 2, Status: "healthy"}}
	if r, err := (Discovery{Running: []Running{old, heir}}).Match("shop"); err != nil || r.Status.PID != 2 {
		t.Errorf("shop is pid %d, %v; want the heir", r.Status.PID, err)
	}
}
