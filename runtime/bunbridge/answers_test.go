package bunbridge_test

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

func TestEveryShapeOfApp(t *testing.T) {
	for name, entry := range map[string]string{
		"function":       `export default () => new Response("yes")`,
		"async function": `export default async () => new Response("yes")`,
		"object":         `export default { greeting: "yes", fetch() { return new Response(this.greeting) } }`,
		"class":          `class App { #word = "yes"; fetch(request) { return new Response(this.#word) } }; export default new App()`,
		"named fetch":    `export const fetch = () => new Response("yes")`,
		"named function": `export function fetch() { return new Response("yes") }`,
		"CommonJS":       `module.exports = { fetch: () => new Response("yes") }`,
		"server":         `export default { fetch: (request, server) => new Response(typeof server.upgrade === "function" ? "yes" : "no") }`,
	} {
		for _, change := range []string{"none", "module"} {
			t.Run(name+" "+change, func(t *testing.T) {
				p := start(t, files{"index.js": entry}, map[string]mode{"none": none, "module": module}[change])
				p.wantBody("yes")
			})
		}
	}
}

func TestThrownErrorIsShownInDevAndHiddenInProd(t *testing.T) {
	for _, entry := range []string{
		"\nexport default () => { throw new RangeError('<secret>') }",
		"\nexport default async () => { await 1; throw new RangeError('<secret>') }",
	} {
		dev := start(t, files{"index.ts": entry}, none)
		dev.wantFailure(`"name":"RangeError"`, `"message":"<secret>"`, `"line":2`, "index.ts:2:")
		if _, page := dev.get("/", "Accept", "text/html,*/*"); !strings.Contains(page, "<h1>RangeError: &lt;secret&gt;</h1>") {
			t.Errorf("page without the error, escaped: %s", page)
		}
		dev.wantOutput("<secret>")

		hidden := start(t, files{"index.ts": entry}, prod)
		if status, body := hidden.get("/", "Accept", "text/html"); status != 500 || body != "Internal Server Error\n" {
			t.Errorf("prod answers %d %q", status, body)
		}
		hidden.wantOutput("<secret>")
		hidden.wantOutput("index.ts:2:")
	}
}

func TestWhatIsNoResponseIsNamed(t *testing.T) {
	for entry, want := range map[string]string{
		`export default () => {}`:      "the handler returned nothing, not a Response",
		`export default async () => 1`: "the handler returned 1, not a Response",
		`export default () => null`:    "the handler returned null, not a Response",
	} {
		p := start(t, files{"index.ts": entry})
		p.wantFailure(want)
		p.wantFailure(want) // the turn ended all the same
	}
}

func TestErrorThrownAfterABrokenEditHasTheFilesOwnPath(t *testing.T) {
	p := start(t, files{"index.ts": answering("", "1")})
	p.write(files{"index.ts": "throw new Error('broken')"})
	p.wantFailure("broken")
	p.write(files{"index.ts": "interface Gone {\n  a: 1\n}\nexport default () => { throw new Error('here') }"})
	p.wantFailure("here", `index.ts:4:`)
	if _, body := p.get("/"); strings.Contains(body, "?g=") || strings.Contains(body, "/worker/") {
		t.Errorf("our own names show: %s", body)
	}
}

func TestBodyOf100MBIsTaken(t *testing.T) {
	const size = 100 << 20
	p := start(t, files{"index.ts": "export default async (r: Request) => new Response(String((await r.arrayBuffer()).byteLength))"})
	_, got := p.send(http.MethodPost, "/", bytes.NewReader(make([]byte, size)))
	if got != strconv.Itoa(size) {
		t.Errorf("got %q", got)
	}
}

func TestBunServeInAHandlerIsRefused(t *testing.T) {
	p := start(t, files{"index.ts": "export default () => (Bun.serve({ fetch: () => new Response() }), new Response())"})
	p.wantFailure("The app calls Bun.serve")
}
