package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
	"github.com/rip-server/rip-server/platform/store"
)

// controller starts a real one, which ends with the test.
func controller(t *testing.T, root string) *platform.Controller {
	t.Helper()
	state := store.NewMemory()
	c, err := platform.New(platform.Options{
		Store: state, Host: "127.0.0.1", FirstPort: testkit.FreePort(t), FirstHTTPSPort: testkit.FreePort(t), Build: "test", Root: root,
		Environ: append(os.Environ(), "RIP_RUNTIME_DIR="+filepath.Join(testkit.ShortDir(t), "r"), "RIP_HOME="+t.TempDir(), "RIP_CACHE_DIR="+t.TempDir()),
		Logger:  slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := c.Stop(ctx); err != nil {
			t.Error(err)
		}
		state.Close()
	})
	return c
}

// The real controller's answers are as documented, too, from a deploy that
// fails to the end of the app.
func TestRealPlatformSpeaksThisAPI(t *testing.T) {
	dir := t.TempDir()
	c := controller(t, dir)
	s := open(t, func(o *api.Options) { o.Controller = c })
	file := func(name, code string) {
		testkit.WriteFile(t, filepath.Join(dir, name), code)
	}
	file("good.js", `export default () => { console.log("<asked>"); return new Response("good") }`)
	file("bad.js", `throw new Error("no database")`)
	const small = `,"runtime":"rip","isolation":"vm","workers":1`
	deploy := func(name, file, more string) *answer {
		return s.ask("POST", "/api/apps", `{"name":"`+name+`","directory":"`+filepath.Join(dir, file)+`"`+small+more+`}`)
	}
	deploy("bad", "bad.js", "").is(201, `"status":"error"`, "no database")
	deploy("shop", "good.js", `,"path":"/shop","hosts":["shop.test"]`).is(201, `"status":"running"`, "shop.localhost", "/shop")
	deploy("shop", "good.js", "").is(409)
	deploy("other", "good.js", `,"path":"/shop"`).is(409, "shop")
	deploy("other", "none.js", "").is(422, `"field":"directory"`)
	deploy("Other!", "good.js", "").is(422, `"field":"name"`)
	deploy("shop", "bad.js", `,"update":true`).is(422, "no database")
	s.ask("POST", "/api/apps", `{"name":"out","directory":"/"}`).is(403)
	deploy("shop", "good.js", `,"update":true,"requests":9`).is(201, `"requests":"9"`)

	app, err := c.App("shop")
	s.must(err)
	res, err := http.Get(app.URLs[0])
	s.must(err)
	res.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	testkit.Eventually(t, "the log has the line", func() bool {
		return strings.Contains(s.ask("GET", "/api/apps/shop/logs?follow=0", "").is(200).text, `\u003casked\u003e`)
	})
	s.ask("GET", "/api/apps", "").is(200)
	s.ask("GET", "/api/events?follow=0&app=shop", "").is(200, `"kind":"updated"`, `"kind":"update-failed"`)
	s.ask("GET", "/api/apps/shop/metrics?window=1m", "").is(200)
	s.ask("GET", "/api/stats", "").is(200, `"apps":2`)
	s.ask("POST", "/api/check", `{"directory":"`+dir+`"}`).is(200, `"ok":false`)
	embedded := `,"settings":{"runtime":"rip","isolation":"vm"}}` // there may be no bun
	s.ask("POST", "/api/check", `{"directory":"`+filepath.Join(dir, "good.js")+`"`+embedded).is(200, `"ok":true`)
	tag := s.ask("GET", "/api/apps/shop", "").is(200).Header.Get("ETag")
	s.ask("PATCH", "/api/apps/shop", `{"idleStop":"10m"}`, "If-Match: "+tag).is(200, `"idleStop":"10m"`)
	s.ask("PATCH", "/api/apps/shop", `{"idleStop":"20m"}`, "If-Match: "+tag).is(412)
	s.ask("POST", "/api/apps/shop/scale", `{"workers":2}`).is(200, `"previousWorkers":1,"currentWorkers":2`)
	s.ask("POST", "/api/apps/shop/rollback", "").is(200, `"status":"rolledBack","version":1,"directory":"`+dir, `"copied":false`)
	s.ask("POST", "/api/apps/shop/restart", "").is(200)
	s.ask("POST", "/api/apps/shop/stop", "").is(200)
	s.ask("POST", "/api/apps/bad/start", "").is(422, "no database")
	s.ask("DELETE", "/api/apps/bad", "").is(200)
	s.ask("DELETE", "/api/apps/shop", "").is(200)
}
