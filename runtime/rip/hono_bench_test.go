package rip_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// BenchmarkHono is one request to an app with Hono: bare, and through three
// middlewares that await what follows them to an answer in JSON.
func BenchmarkHono(b *testing.B) {
	packages := filepath.Join(testkit.Root(b), "runtime", "rip", "testdata", "npm", "node_modules")
	if _, err := os.Stat(packages); err != nil {
		b.Skip("the npm packages are missing: run `go tool mage deps`")
	}
	for name, app := range map[string]string{
		"text": `app.get("/ping", (c) => c.text("pong"))`,
		"middlewares": `
			app.use(async (c, next) => { c.set("begun", 1); await next() });
			app.use(async (c, next) => { await next(); c.header("x-a", "b") });
			app.use("/ping", async (c, next) => { await next(); c.header("x-b", String(c.get("begun"))) });
			app.get("/ping", (c) => c.json({ pong: true, method: c.req.method }))`,
	} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			entry := filepath.Join(dir, "index.ts")
			testkit.WriteFile(b, entry, `import { Hono } from "hono"; const app = new Hono(); `+app+`; export default app;`)
			if err := os.Symlink(packages, filepath.Join(dir, "node_modules")); err != nil {
				b.Fatal(err)
			}
			ask(b, entry, "/ping")
		})
	}
}
