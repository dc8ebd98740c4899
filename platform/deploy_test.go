package platform_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

func TestDeployedAppServesAtAPortOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	one := w.deploy("one", says("I am one"), nil)
	two := w.deploy("two", says("I am two"), func(d *platform.Deployment) { d.Workers = 0 })
	w.want("one", 200, "I am one")
	w.want("two", 200, "I am two")
	if one.Port == two.Port || one.Port < w.opts.FirstPort {
		t.Errorf("the ports are %d and %d, from %d on", one.Port, two.Port, w.opts.FirstPort)
	}
	want := platform.App{
		Name: "two", Directory: filepath.Join(w.dir, "apps", "two"), Protocol: "http", Port: two.Port, Workers: platform.DefaultWorkers,
		Status: platform.Running, Version: 1, Versions: []platform.VersionSummary{{Version: 1, Directory: two.Directory, Current: true}},
		Hosts: []string{}, Settings: embedded(), Environ: []string{}, URLs: []string{"http://" + addr(two)},
		Runtime: "embedded runtime, workers within the server", Slots: platform.Slots{Desired: 3, Idle: 3},
	}
	ignored := cmpopts.IgnoreFields(platform.App{}, "StartedAt", "UptimeSeconds", "Revision", "Traffic")
	if diff := cmp.Diff(want, two, ignored, cmpopts.IgnoreFields(platform.VersionSummary{}, "DeployedAt")); diff != "" {
		t.Error(diff)
	}
	if two.StartedAt == nil || two.Revision == 0 {
		t.Errorf("started %v, revision %d", two.StartedAt, two.Revision)
	}
	if apps := w.Apps(); len(apps) != 2 || apps[0].Name != "one" {
		t.Errorf("the apps are %v", apps)
	}
}

func TestWrongDeploymentsAreRefusedByTheirField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	dir := w.source("shop", says("x"))
	for field, d := range map[string]platform.Deployment{
		"name":      {Name: "No Name", Directory: dir},
		"directory": {Name: "shop", Directory: filepath.Join(dir, "nowhere")},
		"workers":   {Name: "shop", Directory: dir, Workers: 5000},
		"port":      {Name: "shop", Directory: dir, Port: 70000},
		"protocol":  {Name: "shop", Directory: dir, Protocol: "gopher"},
		"hosts":     {Name: "shop", Directory: dir, Hosts: []string{"a b"}},
		"path":      {Name: "shop", Directory: dir, Path: new("api")},
		"stripPath": {Name: "shop", Directory: dir, StripPath: new(true)},
		"settings":  {Name: "shop", Directory: dir, Settings: map[string]string{"queueTimeoutMs": "soon"}},
		"environ":   {Name: "shop", Directory: dir, Environ: map[string]string{"A=B": "c"}},
	} {
		_, err := w.Deploy(t.Context(), d)
		var wrong *platform.Invalid
		if !errors.As(err, &wrong) || wrong.Field != field || !errors.Is(err, platform.ErrInvalid) {
			t.Errorf("%s: got %v", field, err)
		}
	}
	for _, d := range []platform.Deployment{{Name: "shop"}, {Name: "shop", Directory: "relative"}} {
		if _, err := w.Deploy(t.Context(), d); !errors.Is(err, platform.ErrInvalid) {
			t.Errorf("%+v: got %v", d, err)
		}
	}
	if apps := w.Apps(); len(apps) != 0 {
		t.Errorf("after refusals there is %v", apps)
	}
}

func TestNameThatExistsIsDeployedAnewOnlyAsAnUpdate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	app := w.deploy("shop", says("old"), nil)
	_, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: app.Directory})
	if !errors.Is(err, platform.ErrExists) {
		t.Errorf("got %v", err)
	}
	w.want("shop", 200, "old")
}

func TestPortThatIsTakenIsRefusedWithItsHolderAndOthersAreSkipped(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	taken := ln.Addr().(*net.TCPAddr).Port
	w := newWorld(t, func(o *platform.Options) { o.FirstPort = taken })
	dir := w.source("shop", says("x"))
	_, err = w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: dir, Port: taken, Settings: embedded()})
	if !errors.Is(err, platform.ErrConflict) || !strings.Contains(err.Error(), "taken by") {
		t.Errorf("got %v, want who has it", err)
	}
	one := w.deploy("one", says("1"), nil)
	if one.Port <= taken {
		t.Errorf("the port is %d, %d is taken", one.Port, taken)
	}
	_, err = w.Deploy(t.Context(), platform.Deployment{Name: "two", Directory: dir, Port: one.Port, Settings: embedded()})
	if !errors.Is(err, platform.ErrConflict) || !strings.Contains(err.Error(), "one") {
		t.Errorf("got %v, want whose it is", err)
	}
}

func TestAppOutsideTheRootIsForbiddenWhereverLinksLead(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	w := newWorld(t, func(o *platform.Options) { o.Root = root })
	outside := w.source("outside", says("secret"))
	if err := os.Symlink(outside, filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "index.js"), filepath.Join(root, "inside", "index.js")); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{outside, filepath.Join(root, "link"), filepath.Join(root, "inside"), root + "/../outside", "/nowhere"} {
		if _, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: dir}); !errors.Is(err, platform.ErrForbidden) {
			t.Errorf("%s: got %v", dir, err)
		}
		if _, err := w.Check(dir, nil); !errors.Is(err, platform.ErrForbidden) {
			t.Errorf("check of %s: got %v", dir, err)
		}
	}
	testkit.WriteFile(t, filepath.Join(root, "index.js"), says("inside"))
	if _, err := w.Deploy(t.Context(), platform.Deployment{Name: "shop", Directory: root, Settings: embedded()}); err != nil {
		t.Error(err)
	}
}

func TestCheckSaysWhatWouldBeDeployed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	dir := w.source("my-shop", says("x"))
	got, err := w.Check(dir, embedded())
	want := platform.Checked{Directory: dir, Entry: filepath.Join(dir, "index.js"), Name: "my-shop", Runtime: "embedded runtime, workers within the server"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%s, %v", diff, err)
	}
	if len(w.Apps()) != 0 {
		t.Error("the check has deployed something")
	}
}

func TestWordsOfACommandLineSetWhatIsTheApps(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	port := testkit.FreePort(t)
	app := w.deploy("shop", says("x"), func(d *platform.Deployment) {
		d.Workers = 0
		d.Settings["workers"], d.Settings["httpPort"] = "1", itoa(port)
	})
	if app.Workers != 1 || app.Port != port {
		t.Errorf("%d workers at port %d, want 1 at %d", app.Workers, app.Port, port)
	}
	if diff := cmp.Diff(embedded(), app.Settings); diff != "" {
		t.Errorf("the version has settings of the app: %s", diff)
	}
	if _, _, err := w.Scale(t.Context(), "shop", 3, 0); err != nil {
		t.Fatal(err)
	}
	if app := w.app("shop"); app.Slots.Desired != 3 || app.Workers != 3 {
		t.Errorf("scaled to 3: %+v", app.Slots)
	}
}

// Whoever was told that an app is gone may use its name.
func TestNameIsFreeAsSoonAsItsAppIsUndeployed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for range 20 {
		if app := w.deploy("shop", says("x"), nil); app.Version != 1 {
			t.Fatalf("a new app begins with version %d", app.Version)
		}
		if err := w.Undeploy(t.Context(), "shop", 0); err != nil {
			t.Fatal(err)
		}
	}
}
