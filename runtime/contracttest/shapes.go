package contracttest

import "testing"

// shapes are all that an entry module may export.
func shapes(t *testing.T, start Start) {
	for name, entry := range map[string]string{
		"function":        `export default () => new Response("yes")`,
		"async function":  `export default async () => new Response("yes")`,
		"object":          `export default { greeting: "yes", fetch() { return new Response(this.greeting) } }`,
		"class":           `class App { #word = "yes"; fetch(request) { return new Response(this.#word) } }; export default new App()`,
		"named fetch":     `export const fetch = () => new Response("yes")`,
		"CommonJS":        `module.exports = { fetch: () => new Response("yes") }`,
		"server":          `export default { fetch: (request, server) => new Response(typeof server.upgrade === "function" ? "yes" : "no") }`,
		"env":             `export default { fetch: (request, env) => new Response(env.RIP_APP_NAME ? "yes" : "no") }`,
		"context":         `export default { fetch: (request, env, ctx) => (ctx.waitUntil(Promise.resolve()), new Response("yes")) }`,
		"Bun.serve":       `const server = Bun.serve({ port: 4000, fetch: () => new Response(server.port === 4000 ? "yes" : "no") })`,
		"top-level await": `const word = await new Promise((done) => setTimeout(() => done("yes"), 5)); export default () => new Response(word)`,
		"methods":         `export const GET = () => new Response("yes"); export async function POST(request) { return new Response(await request.text()) }`,
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, start, files{"index.js": entry}, dev())
			s.want("/", 200, "yes")
			if name != "methods" {
				return
			}
			if r, body := s.ask("POST /", "posted"); r.StatusCode != 200 || body != "posted" {
				t.Errorf("POST: %d %q", r.StatusCode, body)
			}
			if r, body := s.ask("HEAD /", ""); r.StatusCode != 200 || body != "" {
				t.Errorf("HEAD: %d %q", r.StatusCode, body)
			}
			if r, _ := s.ask("PUT /", "x"); r.StatusCode != 405 || r.Header.Get("Allow") != "GET, POST, HEAD" {
				t.Errorf("PUT: %d, Allow %q", r.StatusCode, r.Header.Get("Allow"))
			}
		})
	}
}

// Elysia compiles its routes when it is first asked, and replaces its fetch.
func changes(t *testing.T, start Start) {
	s := serve(t, start, files{"index.js": `
const app = { fetch: () => (app.fetch = () => new Response("compiled"), new Response("compiling")) };
export default app`}, dev())
	s.want("/", 200, "compiling")
	s.want("/", 200, "compiled")
}
