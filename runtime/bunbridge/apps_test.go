package bunbridge_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
)

// startApp runs a worker of one of the repository's apps, where it is: a folder,
// or an entry.
func startApp(t *testing.T, name string) *process {
	t.Helper()
	p := prepare(t, nil)
	p.app = filepath.Join(testkit.Root(t), "apps", name)
	p.run(p.command(none))
	select {
	case <-p.control.joined:
	case <-p.exited:
		t.Fatalf("the worker exited before it joined\n%s", p.output)
	}
	return p
}

// wantAnswers asks for each path and compares the beginning of the answer.
func wantAnswers(t *testing.T, p *process, want map[string]string) {
	t.Helper()
	for path, prefix := range want {
		if _, got := p.get(path); !strings.HasPrefix(got, prefix) {
			t.Errorf("%s: got %.200q, want it to begin with %q", path, got, prefix)
		}
	}
}

// The example is there twice, in Rip and in plain TypeScript, and both do the same.
func TestExampleApps(t *testing.T) {
	for _, app := range []string{"example", "example/plain.ts"} {
		t.Run(app, func(t *testing.T) { testExample(t, startApp(t, app)) })
	}
}

func testExample(t *testing.T, p *process) {
	wantAnswers(t, p, map[string]string{
		"/": "<!doctype html>", "/ping": "pong", "/api/hello?name=you": `{"message":"Hello, you!"`, "/form": "<!doctype html>",
		"/slow?ms=1": `{"waited":1}`, "/sleep-sync?ms=1": `{"burned":1}`, "/worker": `{"worker":"1-1","pid":`,
		"/stream?lines=2&ms=1": "line 1 of 2\nline 2 of 2\n", "/headers": `{"accept-encoding"`, "/nope": `{"error":"not found"`,
		"/throw": `{"error":"The handler failed"`, "/ws": "This is a websocket",
	})
	if _, got := p.get("/download?bytes=1000000"); len(got) != 1_000_000 {
		t.Errorf("/download: got %d bytes", len(got))
	}
	if _, got := p.send(http.MethodPost, "/upload", strings.NewReader("abc")); !strings.Contains(got,
		`"size":3`) || !strings.Contains(got, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") {
		t.Errorf("/upload: got %s", got)
	}
	_, got := p.send(http.MethodPost, "/form", strings.NewReader("name=%3Cb%3E"), "Content-Type", "application/x-www-form-urlencoded")
	if !strings.Contains(got, "<dt>name</dt><dd>&lt;b&gt;</dd>") {
		t.Errorf("/form: got %s", got)
	}
	for _, path := range []string{"/", "/ping", "/clock", "/stream", "/nope"} {
		if response, got := p.send(http.MethodHead, path, nil); got != "" || response.StatusCode/100 == 5 {
			t.Errorf("HEAD %s: got %s with %q", path, response.Status, got)
		}
	}
	conn := dialWebsocket(t, p.socket)
	conn.wantHear(t, "connected: what you send comes back")
	conn.say(t, "hello")
	conn.wantHear(t, "hello")
	if response, err := p.client.Get("http://worker/crash"); err == nil {
		t.Errorf("/crash answers %s", response.Status)
	}
	p.wantExit(1)
}

func TestHonoApp(t *testing.T) {
	if _, err := os.Stat(filepath.Join(testkit.Root(t), "apps/hono/node_modules/hono")); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("hono is missing: run `go tool mage deps`")
		}
		t.Skip("hono is missing: run `go tool mage deps`")
	}
	p := startApp(t, "hono")
	wantAnswers(t, p, map[string]string{
		"/": "<!doctype html>", "/ping": "pong", "/api/hello?name=you": `{"message":"Hello, you!"}`, "/slow?ms=1": `{"waited":1}`,
		"/stream": "line 1 of 10\n", "/nope": `{"error":"not found"`, "/teapot": `{"error":"I am a teapot"}`, "/throw": `{"error":"The handler failed"`,
	})
	_, got := p.send(http.MethodPost, "/form", strings.NewReader("name=you"), "Content-Type", "application/x-www-form-urlencoded")
	if got != `{"name":"you"}` {
		t.Errorf("/form: got %s", got)
	}
	conn := dialWebsocket(t, p.socket)
	conn.say(t, "hello")
	conn.wantHear(t, "hello")
}

func TestExampleAppRunsInModuleMode(t *testing.T) {
	p := prepare(t, nil)
	p.app = filepath.Join(testkit.Root(t), "apps", "example")
	p.run(p.command(func(app *runtime.App) { app.HotReload = "module" }))
	<-p.control.joined
	wantAnswers(t, p, map[string]string{"/ping": "pong"})
}
