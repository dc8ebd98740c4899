package web_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// handler makes a handler of a JavaScript function expression.
func (w *world) handler(t testing.TB, source string) *web.Handler {
	t.Helper()
	var h *web.Handler
	err := w.Do(func() error {
		fn, err := w.RunString("(" + source + ")")
		if err != nil {
			return err
		}
		h, err = web.NewHandler(w.VM, fn, nil, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(target string, headers ...web.Field) *web.Incoming {
	return &web.Incoming{Method: "GET", Scheme: "http", Host: "example.com", Target: target, Headers: web.Fields(headers)}
}

func post(body string, headers ...web.Field) *web.Incoming {
	in := get("/", headers...)
	in.Method, in.Body = "POST", []byte(body)
	return in
}

// answer runs the handler and reads the whole answer.
func (w *world) answer(t testing.TB, h *web.Handler, in *web.Incoming) (*web.Answer, string) {
	t.Helper()
	var a *web.Answer
	if err := w.Do(func() (err error) { a, err = h.Handle(in); return err }); err != nil {
		t.Fatal(err)
	}
	if a.Stream == nil {
		return a, string(a.Body)
	}
	all, err := io.ReadAll(a.Stream)
	if err != nil {
		t.Fatal(err)
	}
	_ = a.Stream.Close() // read to its end
	return a, string(all)
}

// flat renders an answer as text: status, headers, body.
func flat(a *web.Answer, body string) string {
	var b strings.Builder
	for _, f := range a.Headers {
		b.WriteString(f.Name + ": " + f.Value + "; ")
	}
	return strings.TrimSpace(strings.Join([]string{string(rune('0'+a.Status/100)) + "xx", b.String(), body}, " "))
}

func TestHandlerAnswersAreTaken(t *testing.T) {
	for _, c := range []struct{ name, handler, want string }{
		{"a response", `() => new Response("hello", { status: 201 })`, "2xx content-type: text/plain;charset=UTF-8;  hello"},
		{"later", `async () => { await 1; return new Response("later") }`, "2xx content-type: text/plain;charset=UTF-8;  later"},
		{"with a timer", `() => new Promise((r) => setTimeout(() => r(new Response("slow")), 5))`, "2xx content-type: text/plain;charset=UTF-8;  slow"},
		{"a thenable", `() => ({ then(ok) { ok(new Response("thenable")) } })`, "2xx content-type: text/plain;charset=UTF-8;  thenable"},
		{"a string", `() => "plain"`, "2xx content-type: text/plain;charset=UTF-8;  plain"},
		{"an object", `() => ({ a: [1] })`, `2xx content-type: application/json;  {"a":[1]}`},
		{"JSON", `() => Response.json({ ok: true }, { status: 418 })`, `4xx content-type: application/json;  {"ok":true}`},
		{"no body", `() => new Response(null, { status: 204, headers: { "X-A": "b" } })`, "2xx x-a: b;"},
		{"bytes", `() => new Response(new Uint8Array([104, 105]))`, "2xx  hi"},
		{"a redirect", `() => Response.redirect("http://x.test/a")`, "3xx location: http://x.test/a;"},
		{"the request's body passed on", `(request) => new Response(request.body)`, "2xx  sent"},
		{"the request's body read", `async (request) => new Response(await request.text())`, "2xx content-type: text/plain;charset=UTF-8;  sent"},
		{"a stream", `() => new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.enqueue("b"); c.close() } }))`, "2xx  ab"},
		{"a transformed body", `(request) => new Response(request.body.pipeThrough(new TransformStream()))`, "2xx  sent"},
		{"middleware", `(request) => { const a = new Response(request.body, { headers: { a: "1" } }); const b = new Response(a.body, a); b.headers.set("b", "2"); return b }`, "2xx a: 1; b: 2;  sent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			a, body := w.answer(t, w.handler(t, c.handler), post("sent"))
			if got := flat(a, body); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestHandlerSeesTheRequest(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, `(q, env, ctx) => [q.method, q.url, q.headers.get("X-A"), q.headers.get("none"), [...q.headers].join("|"),
		q.body, q.bodyUsed, q instanceof Request, typeof ctx.waitUntil, env.requestIP(q).address].join(" ")`)
	in := get("/a/../b?c=%20d", web.Field{Name: "X-A", Value: "1"}, web.Field{Name: "x-a", Value: "2"}, web.Field{Name: "Accept", Value: "*/*"})
	in.Client = "10.1.2.3:456"
	_, body := w.answer(t, h, in)
	want := "GET http://example.com/b?c=%20d 1, 2  accept,*/*|x-a,1, 2  false true function 10.1.2.3"
	if body != want {
		t.Errorf("got  %q\nwant %q", body, want)
	}
}

func TestHandlerThatFailsIsAnError(t *testing.T) {
	for _, c := range []struct{ name, handler, want string }{
		{"throws", `() => { throw new Error("boom") }`, "boom"},
		{"rejects", `async () => { throw new Error("boom") }`, "boom"},
		{"returns nothing", `() => {}`, "the handler returned nothing, not a Response"},
		{"returns null", `() => null`, "the handler returned null, not a Response"},
		{"returns a function", `() => () => {}`, "the handler returned a function"},
		{"used body", `async () => { const r = new Response("a"); await r.text(); return r }`, "already read"},
		{"Response.error()", `() => Response.error()`, "no answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			h := w.handler(t, c.handler)
			err := w.Do(func() error { _, err := h.Handle(get("/")); return err })
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			w.run(t, "await new Promise((r) => setTimeout(r, 1))") // a rejection that nobody handles is reported by now
			if len(w.uncaught) > 0 {
				t.Errorf("reported twice: %q", w.uncaught)
			}
		})
	}
}

func TestHandlerThatCanNeverAnswerIsFoundOut(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, `() => new Promise(() => {})`)
	err := w.Do(func() error { _, err := h.Handle(get("/")); return err })
	if !errors.Is(err, engine.ErrIdle) {
		t.Errorf("got %v", err)
	}
}

func TestHostThatNoURLCanHaveIsRefused(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, `(q) => q.url`)
	for _, host := range []string{"a b", "[", "1.2.3.4.5", "a:99999", ""} {
		in := get("/")
		in.Host = host
		err := w.Do(func() error { _, err := h.Start(in); return err })
		if !errors.Is(err, web.ErrBadTarget) {
			t.Errorf("host %q: %v", host, err)
		}
	}
}

func TestClientThatLeavesAbortsTheSignal(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, `(q) => new Promise((resolve) => q.signal.addEventListener("abort", () => resolve("gone " + q.signal.reason.name)))`)
	err := w.Do(func() error {
		turn, err := h.Start(get("/"))
		if err != nil {
			return err
		}
		if turn.Settled() {
			t.Error("settled before the client left")
		}
		turn.Abort()
		var a web.Answer
		err = turn.Answer(&a)
		if err == nil && string(a.Body) != "gone AbortError" {
			t.Errorf("got %q", a.Body)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWaitUntilIsWaitedFor(t *testing.T) {
	w := newWorld(t)
	h := w.handler(t, `(q, env, ctx) => {
		ctx.waitUntil(new Promise((r) => setTimeout(() => { globalThis.done = true; r() }, 5)));
		ctx.waitUntil(Promise.reject(new Error("late")));
		return "now" }`)
	err := w.Do(func() error {
		if _, err := h.Handle(get("/")); err != nil {
			return err
		}
		if h.Drained() {
			t.Error("drained at once")
		}
		return w.Loop.Until(h.Drained)
	})
	if done := w.Get("done"); err != nil || done == nil || len(w.uncaught) != 1 {
		t.Errorf("done %v, error %v, reported %q", done, err, w.uncaught)
	}
}

// slowly is a body that arrives in pieces.
type slowly struct {
	io.Reader
	closed bool
}

func (s *slowly) Close() error { s.closed = true; return nil }

func TestBodyThatArrivesIsPassedOnUntouched(t *testing.T) {
	w := newWorld(t)
	in := post("")
	reader := &slowly{Reader: bytes.NewReader(make([]byte, 200<<10))}
	in.Body, in.Reader, in.Length = nil, reader, 200<<10
	a, body := w.answer(t, w.handler(t, `(q) => new Response(q.body)`), in)
	if len(body) != 200<<10 || a.Length != 200<<10 || a.Stream != io.ReadCloser(reader) || !reader.closed {
		t.Errorf("got %d bytes, length %d, stream %T", len(body), a.Length, a.Stream)
	}
}

func TestBodyThatArrivesIsReadByTheApp(t *testing.T) {
	for _, length := range []int64{200 << 10, -1, 10 << 10} {
		for _, read := range []string{
			`(await q.arrayBuffer()).byteLength`,
			`(await q.text()).length`,
			`(await q.bytes()).length`,
			`await (async () => { let n = 0; const r = q.body.getReader(); for (;;) { const { done, value } = await r.read(); if (done) return n; n += value.length } })()`,
			`((await q.clone().text()).length + 0 * (await q.text()).length)`,
			`(await new Request(q).text()).length`,
			`(await new Request("http://x", { method: "POST", body: q.body }).text()).length`,
		} {
			w := newWorld(t)
			size := max(length, 100<<10)
			if length == 10<<10 {
				size = length
			}
			in := post("")
			in.Body, in.Reader, in.Length = nil, &slowly{Reader: bytes.NewReader(make([]byte, size))}, length
			_, body := w.answer(t, w.handler(t, `async (q) => "" + `+read), in)
			if want := w.ToValue(size).String(); body != want {
				t.Errorf("length %d, %s: got %s, want %s", length, read, body, want)
			}
		}
	}
}
