package worker_test

import (
	"bufio"
	"io"
	"net/http"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/worker"
)

// BenchmarkRequest is one request through the worker, parsing and both ways
// through the pipe included.
func BenchmarkRequest(b *testing.B) {
	for name, entry := range map[string]string{
		"response": `export default () => new Response("pong")`,
		"text":     `export default () => "pong"`,
		"routed":   `export default (request) => new Response(new URL(request.url).pathname)`,
		"awaited":  `export default async () => { await 0; return new Response("pong") }`,
	} {
		for _, reload := range []string{"none", "module"} {
			b.Run(name+"/"+reload, func(b *testing.B) {
				s := serve(b, files{"index.ts": entry}, func(o *worker.Options) { o.App.HotReload = reload })
				nc, err := s.ln.Dial()
				if err != nil {
					b.Fatal(err)
				}
				defer nc.Close()
				br := bufio.NewReader(nc)
				request := []byte("GET /path HTTP/1.1\r\nHost: shop.example\r\nAccept: */*\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n")
				var answer [512]byte
				b.ReportAllocs()
				for b.Loop() {
					if _, err := nc.Write(request); err != nil {
						b.Fatal(err)
					}
					if _, err := br.Read(answer[:]); err != nil { // it comes in one piece
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkPassedRequest is one request of the balancer within the same process:
// what is allocated for it is garbage of the server's.
func BenchmarkPassedRequest(b *testing.B) {
	for name, entry := range map[string]string{
		"response": `export default () => new Response("pong")`,
		"routed": `export default (request) => {
			const { url } = request, path = url.indexOf("/", url.indexOf("://") + 3);
			return url.slice(path) === "/ping" ? new Response("pong") : new Response("not here", { status: 404 });
		}`,
	} {
		b.Run(name, func(b *testing.B) {
			s := serve(b, files{"index.ts": entry}, func(o *worker.Options) { o.App.HotReload = "none" })
			c := s.caller()
			c.pass("GET", "/ping", "Accept: */*\r\n", "")
			call := c.received()
			b.ReportAllocs()
			for b.Loop() {
				c.Send(call)
				call = c.received()
			}
		})
	}
}

// BenchmarkReload is from an edit to its answer.
func BenchmarkReload(b *testing.B) {
	s := serve(b, files{"index.ts": edit(0)})
	n := 0
	for b.Loop() {
		n++
		s.write(files{"index.ts": edit(n)})
		response, err := s.client.Get("http://shop.example/")
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatal(response, err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
}
