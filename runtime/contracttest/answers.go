package contracttest

import (
	"strings"
	"testing"
)

// answering is an app of many small handlers, by path.
const answering = `
const encoder = new TextEncoder();
const pieces = (...all) => new ReadableStream({ pull(c) { all.length ? c.enqueue(encoder.encode(all.shift())) : c.close() } });
const routes = {
  "/text": () => new Response("héllo"),
  "/empty": () => new Response(),
  "/bytes": () => new Response(new Uint8Array([104, 105])),
  "/json": () => Response.json({ a: [1, "ü"] }, { status: 201 }),
  "/status": () => new Response("short", { status: 418, statusText: "Teapot" }),
  "/headers": () => new Response("x", { headers: { "X-One": "1", "Content-Type": "text/html" } }),
  "/cookies": () => { const h = new Headers(); h.append("Set-Cookie", "a=1"); h.append("Set-Cookie", "b=2"); return new Response("x", { headers: h }) },
  "/redirect": () => Response.redirect("http://elsewhere.example/x", 307),
  "/none": () => new Response(null, { status: 204 }),
  "/same": () => new Response(null, { status: 304, headers: { ETag: '"1"' } }),
  "/stream": () => new Response(pieces("one ", "two ", "three")),
  "/file": () => new Response(Bun.file(import.meta.dir + "/notes.txt")),
  "/later": async () => { await new Promise((done) => setTimeout(done, 5)); return new Response("later") },
  "/plain": () => "just text",
  "/object": () => ({ just: "json" }),
  "/list": async () => [1, 2],
  "/thenable": () => ({ then(done) { done(new Response("then")) } }),
  "/url": (q) => new Response(q.url),
  "/method": (q) => new Response(q.method),
  "/query": (q) => Response.json([...new URL(q.url).searchParams]),
  "/header": (q) => new Response(q.headers.get("X-List") + "|" + q.headers.get("x-none") + "|" + q.headers.has("HOST")),
  "/echo": (q) => new Response(q.body, { headers: { "Content-Type": q.headers.get("content-type") ?? "" } }),
  "/upper": async (q) => new Response((await q.text()).toUpperCase()),
  "/sum": async (q) => Response.json({ sum: (await q.json()).reduce((a, b) => a + b, 0) }),
  "/size": async (q) => new Response(String((await q.arrayBuffer()).byteLength)),
  "/count": async (q) => { let n = 0; for await (const piece of q.body) n += piece.length; return new Response(String(n)) },
  "/form": async (q) => Response.json([...(await q.formData())].map(([k, v]) => [k, typeof v === "string" ? v : v.name + ":" + v.size])),
  "/twice": async (q) => { await q.text(); try { await q.text(); return new Response("no error") } catch (e) { return new Response(e.name + " " + q.bodyUsed) } },
  "/clone": async (q) => { const c = q.clone(); return new Response((await q.text()) + (await c.text())) },
  "/unread": () => new Response("not read"),
  "/reused": async () => { const r = new Response("body"); const c = r.clone(); return new Response((await r.text()) + " " + (await c.text())) },
  "/length": () => new Response("x", { headers: { "Content-Length": "5" } }),
};
export default (request) => {
  const route = routes[new URL(request.url).pathname];
  return route ? route(request) : new Response("none", { status: 404 });
};`

// answers is one row for each thing that a handler can do with a request.
func answers(t *testing.T, start Start) {
	long := strings.Repeat("0123456789", 300_000)
	form := "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n" +
		"Content-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\nfile\r\n--b--\r\n"
	s := serve(t, start, files{"index.js": answering, "notes.txt": "of a file"}, dev())
	for _, row := range []struct {
		ask, body string
		send      []string // headers
		status    int
		want      string
		headers   []string // wanted
	}{
		{ask: "GET /text", want: "héllo", headers: []string{"Content-Type: text/plain;charset=utf-8", "Content-Length: 6"}},
		{ask: "HEAD /text", headers: []string{"Content-Length: 6"}},
		{ask: "GET /empty"},
		{ask: "GET /bytes", want: "hi"}, // bun adds a Content-Type that the standard does not have
		{ask: "GET /json", status: 201, want: `{"a":[1,"ü"]}`, headers: []string{"Content-Type: application/json"}},
		{ask: "GET /status", status: 418, want: "short"},
		{ask: "GET /headers", want: "x", headers: []string{"X-One: 1", "Content-Type: text/html"}},
		{ask: "GET /cookies", want: "x", headers: []string{"Set-Cookie: a=1", "Set-Cookie: b=2"}},
		{ask: "GET /redirect", status: 307, headers: []string{"Location: http://elsewhere.example/x"}},
		{ask: "GET /none", status: 204},
		{ask: "GET /same", status: 304, headers: []string{`ETag: "1"`}},
		{ask: "GET /stream", want: "one two three"},
		{ask: "HEAD /stream"},
		{ask: "GET /file", want: "of a file", headers: []string{"Content-Type: text/plain;charset=utf-8", "Content-Length: 9"}},
		{ask: "HEAD /file", headers: []string{"Content-Length: 9"}},
		{ask: "GET /later", want: "later"},
		{ask: "GET /plain", want: "just text", headers: []string{"Content-Type: text/plain;charset=utf-8"}},
		{ask: "GET /object", want: `{"just":"json"}`, headers: []string{"Content-Type: application/json"}},
		{ask: "GET /list", want: `[1,2]`},
		{ask: "GET /thenable", want: "then"},
		{ask: "GET /url?a=b%20c&d", want: "http://shop.example/url?a=b%20c&d"},
		{ask: "PATCH /method", want: "PATCH"},
		{ask: "PROPFIND /method", want: "PROPFIND"},
		{ask: "GET /query?a=1&a=2&b=%C3%BC+x", want: `[["a","1"],["a","2"],["b","ü x"]]`},
		{ask: "GET /header", send: []string{"X-List: a", "X-List: b"}, want: "a, b|null|true"},
		{ask: "POST /echo", body: "back", send: []string{"Content-Type: text/x"}, want: "back", headers: []string{"Content-Type: text/x"}},
		{ask: "POST /echo", body: long, want: long},
		{ask: "POST /upper", body: "straße", want: "STRASSE"},
		{ask: "POST /sum", body: "[1,2,3.5]", want: `{"sum":6.5}`},
		{ask: "PUT /size", body: long, want: "3000000"},
		{ask: "POST /count", body: long, want: "3000000"},
		{ask: "POST /form", body: "a=1&b=x+y", send: []string{"Content-Type: application/x-www-form-urlencoded"}, want: `[["a","1"],["b","x y"]]`},
		{ask: "POST /form", body: form, send: []string{"Content-Type: multipart/form-data; boundary=b"}, want: `[["a","1"],["f","x.txt:4"]]`},
		{ask: "POST /twice", body: "x", want: "TypeError true"},
		{ask: "POST /clone", body: "ab", want: "abab"},
		{ask: "POST /unread", body: long, want: "not read"},
		{ask: "GET /text", want: "héllo"}, // the connection is in step after all that
		{ask: "GET /reused", want: "body body"},
		{ask: "GET /length", want: "x", headers: []string{"Content-Length: 1"}},
		{ask: "GET /nothing", status: 404, want: "none"},
	} {
		if row.status == 0 {
			row.status = 200
		}
		response, body := s.ask(row.ask, row.body, row.send...)
		if response.StatusCode != row.status || body != row.want {
			t.Errorf("%s: got %d %.200q, want %d %.200q", row.ask, response.StatusCode, body, row.status, row.want)
		}
		for _, header := range row.headers {
			name, value, _ := strings.Cut(header, ": ")
			if got := strings.Join(response.Header.Values(name), "\n"); !hasLine(got, value) {
				t.Errorf("%s: %s is %q, want %q", row.ask, name, got, value)
			}
		}
	}
}

// hasLine is whether one of the lines begins with want, in any case.
func hasLine(lines, want string) bool {
	for line := range strings.SplitSeq(lines, "\n") {
		if len(line) >= len(want) && strings.EqualFold(line[:len(want)], want) {
			return true
		}
	}
	return false
}
