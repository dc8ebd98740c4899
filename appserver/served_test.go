package appserver_test

import (
	"context"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// patience bounds waiting for what must come; nothing is measured with it.
const patience = 30 * time.Second

// served is a running App with real workers. While it lives its slots are
// counted again and again, and at its end nothing may be left of it.
type served struct {
	*appserver.App
	testing.TB
	dir    string // of the app
	entry  string
	addr   string
	paths  control.Paths
	ledger ledger
	output testkit.Buffer // access log and the workers' lines
	log    testkit.Buffer
	slots  slotWatch
}

// setup is what a test changes before the app is made.
type setup struct {
	*config.Config
	Runtime runtime.Runtime // default: bun
	Environ []string        // further variables of the workers
}

// serveFixture serves testdata/apps/<name> from a directory of its own and waits for
// all workers.
func serveFixture(t testing.TB, name string, configure func(*setup)) *served {
	t.Helper()
	dir := t.TempDir()
	testkit.CopyTo(t, dir, filepath.Join("testdata", "apps", name))
	return serve(t, filepath.Join(dir, name), configure).ready()
}

// serveSource serves an app that is written in the test.
func serveSource(t testing.TB, source string, configure func(*setup)) *served {
	t.Helper()
	entry := filepath.Join(t.TempDir(), "index.ts")
	testkit.WriteFile(t, entry, source)
	return serve(t, entry, configure).ready()
}

// serve starts the app at path, by default two workers as in production.
func serve(t testing.TB, path string, configure func(*setup)) *served {
	t.Helper()
	s := &served{TB: t, entry: path}
	opts := s.options(configure)
	lns, err := lb.Listen("127.0.0.1", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	return s.start(opts, lns)
}

// start makes the app and opens it to the clients of lns.
func (s *served) start(opts appserver.Options, lns []net.Listener) *served {
	s.Helper()
	s.addr = lns[0].Addr().String()
	var err error
	if s.App, err = appserver.New(s.Context(), opts); err != nil {
		s.Fatal(err)
	}
	s.Cleanup(s.end)
	s.slots.begin(s.App)
	s.Serve(lns, "127.0.0.1")
	if err := s.Start(); err != nil {
		s.Fatal(err)
	}
	return s
}

func (s *served) options(configure func(*setup)) appserver.Options {
	s.Helper()
	entry, err := runtime.ResolveEntry(s.entry)
	if err != nil {
		s.Fatal(err)
	}
	s.dir = entry.Dir
	run := testkit.ShortDir(s)
	s.ledger = ledger{filepath.Join(run, "ledger")}
	environ := append(os.Environ(), "LEDGER="+s.ledger.path, "RIP_BUN="+testkit.Bun(s), "RIP_CACHE_DIR="+filepath.Join(s.TempDir(), "cache"))
	bun, err := bunbridge.Find(entry.Dir, environ)
	if err != nil {
		s.Fatal(err)
	}
	set := &setup{Config: config.Default(), Runtime: bun}
	set.Name, set.Env, set.Variant, set.HotReload, set.Workers = "app", "prod", "test", "none", 2
	if configure != nil {
		configure(set)
	}
	if s.paths, err = control.NewPaths(filepath.Join(run, "r"), set.Variant, set.Name, ""); err != nil {
		s.Fatal(err)
	}
	return appserver.Options{
		Config: set.Config, Entry: entry, Runtime: set.Runtime, Paths: s.paths, Build: "test",
		Environ: append(environ, set.Environ...), Output: &s.output, StopRequested: func() {},
		Logger: slog.New(slog.NewTextHandler(&s.log, nil)),
	}
}

// ready waits until every slot has a worker that serves.
func (s *served) ready() *served {
	s.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		s.Fatalf("the app did not come up: %v", err)
	}
	return s
}

// end stops the app and looks for what is left of it.
func (s *served) end() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		s.Errorf("stop: %v", err)
	}
	s.slots.end(s)
	if pids := testkit.ProcessesWith(s, s.paths.Prefix); len(pids) > 0 {
		s.Errorf("processes %v are left behind", pids)
	}
	if left, _ := filepath.Glob(s.paths.Prefix + "*"); len(left) > 0 {
		s.Errorf("%v are left behind", left)
	}
	if s.Failed() {
		text := s.log.String()
		s.Logf("the server's log ends with:\n%s", text[max(0, len(text)-8000):])
	}
}

// workers returns the workers that serve, in the order of their slots.
func (s *served) workers() (serving []control.WorkerStatus) {
	for _, w := range s.Status().Workers {
		if w.State == "idle" || w.State == "busy" {
			serving = append(serving, w)
		}
	}
	return serving
}

// healed waits until every slot has its one worker again and no other is left.
func (s *served) healed() {
	s.Helper()
	testkit.Eventually(s, "all slots are filled again", func() bool {
		slots := s.Status().Slots
		return slots.Idle+slots.Busy == slots.Desired && slots.Extra == 0
	})
}
