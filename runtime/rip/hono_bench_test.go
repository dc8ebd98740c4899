package rip_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

// BenchmarkHono is one request to an app with Hono: bare, and through three
// middlewares that await what follows them to an answer in JSON.
func BenchmarkHono(b *testing.B) {
	for name, app := range map[string]string{
		"text": `app.get("/ping", (c) => c.text("pong"))`,
		"middlewares": `
			app.use(async (c, next) => { c.set("begun", 1); await next() });
			app.use(async (c, next) => { await next(); c.header("x-a", "b") });
			app.use("/ping", async (c, next) => { await next(); c.header("x-b", String(c.get("begun"))) });
			app.get("/ping", (c) => c.json({ pong: true, method: c.req.method }))`,
	} {
		b.Run(name, func(b *testing.B) {
			ask(b, withPackages(b, `import { Hono } from "hono"; const app = new Hono(); `+app+`; export default app;`), "/ping")
		})
	}
}

// withPackages is the entry of an app that may import what is in testdata/npm.
func withPackages(b *testing.B, source string) string {
	b.Helper()
	packages := filepath.Join(testkit.Root(b), "runtime", "rip", "testdata", "npm", "node_modules")
	if _, err := os.Stat(packages); err != nil {
		b.Skip("the npm packages are missing: run `go tool mage deps`")
	}
	entry := filepath.Join(b.TempDir(), "index.ts")
	testkit.WriteFile(b, entry, source)
	if err := os.Symlink(packages, filepath.Join(filepath.Dir(entry), "node_modules")); err != nil {
		b.Fatal(err)
	}
	return entry
}

// BenchmarkEdit is from the save of an edit of an app with Hono and zod to its
// first answer.
func BenchmarkEdit(b *testing.B) {
	edited := func(n int) string {
		return fmt.Sprintf(`import { Hono } from "hono"; import { zValidator } from "@hono/zod-validator"; import { z } from "zod";
			const app = new Hono();
			app.post("/", zValidator("json", z.object({ name: z.string().min(1), n: z.number().int() })), (c) => c.json(c.req.valid("json")));
			app.get("/", (c) => c.text("edit %d"));
			export default app;`, n)
	}
	entry := withPackages(b, edited(0))
	worker := start(b, rip.NewVMs(rip.VMOptions{}), runtime.App{
		Name: "test", Entry: entry, Dir: filepath.Dir(entry), ReadTimeout: patience, Env: "dev", HotReload: "module",
	}, runtime.Host{Stdout: io.Discard, Stderr: io.Discard})
	client := http.Client{Transport: &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return worker.Dial() }}}
	defer client.CloseIdleConnections()
	for n := 1; b.Loop(); n++ {
		testkit.WriteFile(b, entry, edited(n))
		for want, got := fmt.Sprintf("edit %d", n), ""; got != want; {
			response, err := client.Get("http://shop.example/")
			if err != nil {
				b.Fatal(err)
			}
			body, err := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if got = string(body); err != nil || response.StatusCode != http.StatusOK {
				b.Fatal(response.Status, got, err)
			}
		}
	}
}
