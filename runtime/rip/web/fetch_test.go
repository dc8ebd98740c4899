package web_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// server answers what the tests of fetch ask for.
func server(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("X-Seen", q.Method+" "+q.Header.Get("X-A")+" "+q.Header.Get("Content-Type")+" "+fmt.Sprint(q.ContentLength))
		_, _ = w.Write(body) // the test sees what is missing
	})
	mux.HandleFunc("/redirect/{status}", func(w http.ResponseWriter, q *http.Request) {
		var status int
		_, _ = fmt.Sscan(q.PathValue("status"), &status)
		http.Redirect(w, q, "/echo", status)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, q *http.Request) { http.Redirect(w, q, "/loop", http.StatusFound) })
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, strings.Repeat("zip", 1000))
		_ = z.Close()
	})
	mux.HandleFunc("/hang", func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half")
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, q *http.Request) {
		_, _ = io.WriteString(w, "first")
		w.(http.Flusher).Flush()
		<-q.Context().Done()
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestFetch(t *testing.T) {
	base := server(t)
	w := newWorld(t)
	for _, c := range []struct{ js, want string }{
		{
			`const r = await fetch(base + "/echo", { method: "POST", body: "hi", headers: { "X-A": "1" } });
		  return [r.status, r.statusText, r.ok, r.type, r.redirected, r.url === base + "/echo", r.headers.get("x-seen"), await r.text()].join("|")`,
			"200|OK|true|basic|false|true|POST 1 text/plain;charset=UTF-8 2|hi",
		},
		{`const r = await fetch(new Request(base + "/echo", { method: "PUT", body: new Uint8Array([104]) })); return r.headers.get("x-seen") + await r.text()`, "PUT   1h"},
		{`const r = await fetch(base + "/echo", { method: "POST", body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.enqueue(new Uint8Array([98])); c.close() } }) });
		  return r.headers.get("x-seen") + await r.text()`, "POST   -1ab"},
		{`const r = await fetch(base + "/redirect/302", { method: "POST", body: "x" }); return r.redirected + r.url.slice(base.length) + r.headers.get("x-seen")`, "true/echoGET   0"},
		{`const r = await fetch(base + "/redirect/307", { method: "POST", body: "x" }); return r.headers.get("x-seen") + await r.text()`, "POST  text/plain;charset=UTF-8 1x"},
		{`const r = await fetch(base + "/redirect/307", { redirect: "manual" }); return r.status + r.headers.get("location")`, "307/echo"},
		{`return fetch(base + "/redirect/307", { redirect: "error" }).catch((e) => e.constructor.name)`, "TypeError"},
		{`return fetch(base + "/loop").catch((e) => e.constructor.name)`, "TypeError"},
		{`const s = new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(1)); c.close() } });
		  return fetch(base + "/redirect/307", { method: "POST", body: s }).catch((e) => e.constructor.name)`, "TypeError"},
		{`const r = await fetch(base + "/gzip"); return (await r.text()).length + "" + r.headers.get("content-encoding")`, "3000null"},
		{`const r = await fetch(base + "/gzip", { headers: { "accept-encoding": "gzip" } }); return (await r.text()).length + "" + r.headers.get("content-encoding")`, "3000null"},
		{`const r = await fetch(base + "/gzip"); let n = 0; const reader = r.body.getReader(); for (;;) { const { done, value } = await reader.read(); if (done) return n; n += value.length }`, "3000"},
		{`return fetch("http://127.0.0.1:1/").catch((e) => e.constructor.name + (e.cause !== undefined))`, "TypeErrortrue"},
		{`return fetch("ftp://x/").catch((e) => e.constructor.name)`, "TypeError"},
		{`return fetch("/relative").catch((e) => e.constructor.name)`, "TypeError"},
		{`const r = await fetch("data:text/plain;base64,aGk="); return r.headers.get("content-type") + await r.text()`, "text/plainhi"},
		{`const r = await fetch("data:,a%20b#c"); return r.headers.get("content-type") + await r.text()`, "text/plain;charset=US-ASCIIa b"},
		{`return fetch(base + "/echo", { signal: AbortSignal.abort() }).catch((e) => e.name)`, "AbortError"},
		{`const c = new AbortController(); setTimeout(() => c.abort(new Error("mine")), 10); return fetch(base + "/hang", { signal: c.signal }).catch((e) => e.message)`, "mine"},
		{`return fetch(base + "/hang", { signal: AbortSignal.timeout(10) }).catch((e) => e.name)`, "TimeoutError"},
		{`const c = new AbortController(); const r = await fetch(base + "/drip", { signal: c.signal }); const reader = r.body.getReader();
		  const first = (await reader.read()).value.length; setTimeout(() => c.abort(), 5); return first + await reader.read().catch((e) => e.name)`, "5AbortError"},
		{`return fetch(base + "/cut").then((r) => r.text()).catch((e) => e.constructor.name)`, "TypeError"},
		{`const r = await fetch(base + "/echo"); try { r.headers.set("a", "b") } catch (e) { return e.constructor.name }`, "TypeError"},
		{`const r = await fetch(base + "/drip"); await r.body.cancel(); return r.bodyUsed`, "true"},
	} {
		if got := w.run(t, "const base = "+fmt.Sprintf("%q", base)+";"+c.js); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.js, got, c.want)
		}
	}
}

// A fetch that is under way when the VM ends must end with it (goleak sees it).
func TestFetchEndsWithTheVM(t *testing.T) {
	base := server(t)
	w := newWorld(t)
	if err := w.Do(func() error {
		_, err := w.RunString(fmt.Sprintf(`fetch(%q + "/hang"); fetch(%q + "/drip")`, base, base))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	w.Loop.Close()
}

func TestFetchedResponseIsPassedOn(t *testing.T) {
	base := server(t)
	w := newWorld(t)
	a, body := w.answer(t, w.handler(t, fmt.Sprintf(`() => fetch(%q + "/gzip")`, base)), get("/"))
	if a.Status != 200 || len(body) != 3000 {
		t.Errorf("status %d, %d bytes, headers %v", a.Status, len(body), a.Headers)
	}
	for _, f := range a.Headers {
		if f.Name == "content-encoding" {
			t.Errorf("the body is not encoded any more, but says %v", f)
		}
	}
}
