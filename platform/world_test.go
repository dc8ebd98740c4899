package platform_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/store"
)

// patience bounds waiting for what must come; nothing is measured with it.
const patience = 30 * time.Second

// world is a controller with apps in the embedded runtime, each in a directory
// of its own.
type world struct {
	*platform.Controller
	testing.TB
	opts platform.Options
	dir  string
	log  testkit.Buffer
}

// newWorld starts a controller and stops it with the test.
func newWorld(t testing.TB, configure func(*platform.Options)) *world {
	t.Helper()
	w := &world{TB: t, dir: t.TempDir()}
	run := filepath.Join(testkit.ShortDir(t), "r")
	w.opts = platform.Options{
		Store: store.NewMemory(), Host: "127.0.0.1", FirstPort: testkit.FreePort(t), FirstHTTPSPort: testkit.FreePort(t), Build: "test",
		Environ: append(os.Environ(), "RIP_RUNTIME_DIR="+run, "RIP_HOME="+w.dir, "RIP_CACHE_DIR="+filepath.Join(w.dir, "cache")),
		Logger:  slog.New(slog.NewTextHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if configure != nil {
		configure(&w.opts)
	}
	w.begin()
	t.Cleanup(func() {
		w.end()
		if t.Failed() {
			text := w.log.String()
			t.Logf("the log ends with:\n%s", text[max(0, len(text)-6000):])
		}
		if left, _ := filepath.Glob(filepath.Join(run, "*")); len(left) > 0 {
			t.Errorf("%v are left behind", left)
		}
	})
	return w
}

// begin starts a controller on the world's store.
func (w *world) begin() {
	w.Helper()
	c, err := platform.New(w.opts)
	if err != nil {
		w.Fatal(err)
	}
	if err := c.Start(context.Background()); err != nil {
		w.Fatal(err)
	}
	w.Controller = c
}

// end stops it.
func (w *world) end() {
	w.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := w.Stop(ctx); err != nil {
		w.Errorf("stop: %v", err)
	}
}

// source writes an app and returns its directory.
func (w *world) source(name, code string) string {
	w.Helper()
	dir := filepath.Join(w.dir, "apps", name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		w.Fatal(err)
	}
	testkit.WriteFile(w, filepath.Join(dir, "index.js"), code)
	return dir
}

// says is an app that answers with text.
func says(text string) string {
	return fmt.Sprintf("export default () => new Response(%q);", text)
}

// bootsWith is an app that does not come up before that file is there.
func bootsWith(marker string) string {
	return fmt.Sprintf(`import { existsSync } from "node:fs";
while (!existsSync(%q)) await new Promise((ok) => setTimeout(ok, 5));
export default () => new Response("up");`, marker)
}

// embedded are settings for workers that are quick to start.
func embedded() map[string]string { return map[string]string{"runtime": "rip", "isolation": "vm"} }

// deploy deploys an app of two workers, and fails the test when that fails.
func (w *world) deploy(name, code string, configure func(*platform.Deployment)) platform.App {
	w.Helper()
	d := platform.Deployment{Name: name, Directory: w.source(name, code), Workers: 2, Settings: embedded()}
	if configure != nil {
		configure(&d)
	}
	app, err := w.Deploy(context.Background(), d)
	if err != nil {
		w.Fatal(err)
	}
	return app
}

func addr(app platform.App) string { return fmt.Sprintf("127.0.0.1:%d", app.Port) }

// get asks an app at its own port.
func (w *world) get(name string) testkit.Answer {
	w.Helper()
	answer, err := testkit.NewClient(addr(w.app(name))).Get("/")
	if err != nil {
		w.Fatal(err)
	}
	return answer
}

func (w *world) app(name string) platform.App {
	w.Helper()
	app, err := w.App(name)
	if err != nil {
		w.Fatal(err)
	}
	return app
}

func (w *world) want(name string, status int, body string) {
	w.Helper()
	if a := w.get(name); a.Status != status || a.Body != body {
		w.Errorf("%s answers %d %q, want %d %q", name, a.Status, a.Body, status, body)
	}
}

// wantState waits until an app is in that state.
func (w *world) wantState(name string, state platform.State) platform.App {
	w.Helper()
	testkit.Eventually(w, name+" is "+string(state), func() bool { return w.app(name).Status == state })
	return w.app(name)
}

// socket speaks to an app's own control socket, as `rip-server stop` does.
func (w *world) socket(name string) *control.Client {
	w.Helper()
	run := control.RuntimeDir(func(variable string) string {
		for _, entry := range w.opts.Environ {
			if value, ok := strings.CutPrefix(entry, variable+"="); ok {
				return value
			}
		}
		return ""
	})
	paths, err := control.NewPaths(run, "platform", name, "")
	if err != nil {
		w.Fatal(err)
	}
	return control.NewClient(paths.Control())
}
