package lb

import (
	"strings"
	"testing"
)

// Each refusal of DESIGN.md, "Framing", over a real socket: the client gets its
// status and the connection's end, a worker never sees the request, nor what
// is hidden behind it.
func TestAmbiguousRequestNeverReachesAWorker(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxBody = 1 << 10 })
	worker := w.worker("a", hello)
	const hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n"
	for _, c := range []struct {
		name, raw string
		status    int
	}{
		{"CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", 405},
		{"Content-Length and Transfer-Encoding", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
		{"differing lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n", 400},
		{"Transfer-Encoding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
		{"identity", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n", 501},
		{"gzip", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
		{"obs-fold", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", 400},
		{"bare LF", "GET / HTTP/1.1\nHost: h\n\n", 400},
		{"bare CR", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", 400},
		{"space before colon", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length : 4\r\n\r\n", 400},
		{"space in a name", "GET / HTTP/1.1\r\nHost: h\r\nA B: c\r\n\r\n", 400},
		{"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"two Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400},
		{"upgrade with body", "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 4\r\n\r\n", 400},
		{"HTTP/9.9", "GET / HTTP/9.9\r\nHost: h\r\n\r\n", 505},
		{"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
		{"NUL", "GET / HTTP/1.1\r\nHost: h\r\nX: \x00\r\n\r\n", 400},
		{"unknown expectation", "GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n", 417},
		{"long URL", "GET /" + strings.Repeat("a", DefaultMaxTarget) + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
		{"long line", "GET / HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("a", DefaultMaxHead) + "\r\n\r\n", 431},
		{"many fields", "GET / HTTP/1.1\r\nHost: h\r\n" + strings.Repeat("X: y\r\n", DefaultMaxHead/6) + "\r\n", 431},
		{"body beyond the limit", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1025\r\n\r\n", 413},
		{"chunks beyond the limit", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n" + strings.Repeat("a", 1025) + "\r\n0\r\n\r\n", 413},
		{"bad chunk", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400},
		{"chunk size that overflows", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000004\r\nabcd\r\n0\r\n\r\n", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn := w.dial()
			conn.t = t
			resp := conn.send(c.raw + hidden).response()
			if resp.StatusCode != c.status || !resp.Close {
				t.Errorf("got %s, close %v: %s", resp.Status, resp.Close, resp.text)
			}
			conn.nc.CloseWrite()
			conn.closed()
			if n := worker.started.Load(); n != 0 {
				t.Errorf("a worker saw %d requests", n)
			}
		})
	}
}

func TestRefusalNamesItsReason(t *testing.T) {
	w := newWorld(t)
	c := w.dial()
	resp := c.send("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n").response()
	resp.refused(t, 400, "folded-header")
	if got := resp.Header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
	if resp.Header.Get("Date") == "" || resp.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("header %v", resp.Header)
	}
}
