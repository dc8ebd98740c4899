package web_test

import (
	"io"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// BenchmarkHandler is what a request costs in the engine: from the request as
// a worker has it to the answer it sends, without HTTP and sockets.
func BenchmarkHandler(b *testing.B) {
	headers := web.Fields{
		{Name: "Host", Value: "example.com"},
		{Name: "User-Agent", Value: "wrk"},
		{Name: "Accept", Value: "*/*"},
		{Name: "X-Request-Id", Value: "0123456789abcdef"},
	}
	for _, c := range []struct{ name, method, handler string }{
		{"string", "GET", `() => "hello"`},
		{"response", "GET", `() => new Response("hello")`},
		{"response with headers", "GET", `() => new Response("hello", { headers: { "content-type": "text/plain", "x-a": "b" } })`},
		{"url and headers", "GET", `(q) => { const u = new URL(q.url); return new Response(u.pathname, { headers: { "x-id": q.headers.get("x-request-id") } }) }`},
		{"async json", "POST", `async (q) => Response.json(await q.json())`},
		{"async response", "GET", `async () => new Response("hello")`},
		{"middleware", "POST", `(q) => { const a = new Response(q.body); const b = new Response(a.body, a); b.headers.set("x-b", "2"); return b }`},
	} {
		b.Run(c.name, func(b *testing.B) {
			vm, err := engine.New(engine.Host{Stdout: io.Discard, Stderr: io.Discard}, web.Feature)
			if err != nil {
				b.Fatal(err)
			}
			defer vm.Loop.Close()
			w := &world{VM: vm}
			h := w.handler(b, c.handler)
			in := web.Incoming{Method: c.method, Scheme: "http", Host: "example.com", Target: "/items/7?a=b", Headers: headers}
			if c.method == "POST" {
				in.Body = []byte(`{"a":1,"b":[true,null],"c":"text"}`)
			}
			b.ReportAllocs()
			err = vm.Do(func() error {
				for b.Loop() {
					request := in
					if _, err := h.Handle(&request); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkNewVM is what the web platform adds to a VM, classes that are made
// at their first use left out.
func BenchmarkNewVM(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vm, err := engine.New(engine.Host{Stdout: io.Discard, Stderr: io.Discard}, web.Feature)
		if err != nil {
			b.Fatal(err)
		}
		vm.Loop.Close()
	}
}
