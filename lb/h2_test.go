package lb

import (
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"github.com/rip-server/rip-server/internal/testkit"
)

// newH2World is a secureWorld that offers HTTP/2.
func newH2World(t testing.TB, change ...func(*Options)) *secureWorld {
	t.Helper()
	limits := testLimits()
	limits.HTTP2 = true
	return newSecureWorldWithLimits(t, limits, change...)
}

// h2Client speaks HTTP/2 only, over one connection.
func (w *secureWorld) h2Client() *http.Client {
	w.t.Helper()
	trust := w.trust.Clone()
	trust.NextProtos = []string{"h2"}
	tr := &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: true, DisableCompression: true}
	w.t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 60 * time.Second}
}

func (w *secureWorld) url(path string) string { return "https://" + w.secure + path }

func (w *secureWorld) get(c *http.Client, path string) answer {
	w.t.Helper()
	resp, err := c.Get(w.url(path))
	if err != nil {
		w.t.Fatal(err)
	}
	return w.read(resp)
}

func (w *secureWorld) post(c *http.Client, path string, body io.Reader) answer {
	w.t.Helper()
	resp, err := c.Post(w.url(path), "text/plain", body)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.read(resp)
}

func (w *secureWorld) read(resp *http.Response) answer {
	w.t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatalf("read body after %d bytes: %v", len(body), err)
	}
	if resp.ProtoMajor != 2 {
		w.t.Fatalf("answered with %s", resp.Proto)
	}
	return answer{resp, string(body)}
}

func TestRequestsOverHTTP2AreServed(t *testing.T) {
	w := newH2World(t)
	w.worker("a", hello)
	c := w.h2Client()
	for range 3 {
		w.get(c, "/").is(t, 200, "a")
	}
	w.post(c, "/", strings.NewReader("hi")).is(t, 200, "a hi")
	w.get(c, "/status")
	if n := w.server.Connections(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestHTTP2IsOfferedOnlyWhereItIsOn(t *testing.T) {
	for _, c := range []struct {
		world *secureWorld
		want  string
	}{{newH2World(t), "h2"}, {newSecureWorld(t), "http/1.1"}} {
		c.world.trust.NextProtos = []string{"http/1.1", "h2"}
		nc, err := tls.Dial("tcp", c.world.secure, c.world.trust)
		if err != nil {
			t.Fatal(err)
		}
		if got := nc.ConnectionState().NegotiatedProtocol; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		nc.Close()
	}
}

// What a worker sees of a stream is a request of HTTP/1.1 like any other.
func TestStreamReachesTheWorkerAsHTTP11(t *testing.T) {
	w := newH2World(t)
	var head string
	w.worker("a", func(c *call) { head = c.head; hello(c) })
	c := w.h2Dial()
	id := c.ask(true, ":path: /a?b=c", "cookie: a=1", "cookie: b=2", "te: trailers", "trailer: x", "x-forwarded-for: 1.2.3.4", "rip-worker-busy: 1", "x-thing: y")
	if got := c.status(id); got != "200" {
		t.Fatal(got)
	}
	const want = "GET /a?b=c HTTP/1.1\r\nHost: shop.test\r\nCookie: a=1; b=2\r\nX-Thing: y\r\n" +
		"X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.test\r\n\r\n"
	if head != want {
		t.Errorf("%q\nwant %q", head, want)
	}
}

func TestWhatHTTP11WouldRefuseIsRefusedOverHTTP2(t *testing.T) {
	w := newH2World(t)
	worker := w.worker("a", hello)
	c := w.h2Dial()
	for _, bad := range []struct {
		want   string
		fields []string
	}{
		{"405", []string{":method: CONNECT", ":path: -", ":scheme: -"}}, // package http2 wants them there
		{"400", []string{":method: GET /admin"}},
		{"400", []string{":path: /a b"}},
		{"400", []string{":path: /a#b"}},
		{"400", []string{":path: *"}},
		{"400", []string{":authority: -"}},
		{"400", []string{"connection: close"}},
		{"400", []string{"upgrade: websocket"}},
		{"400", []string{"transfer-encoding: chunked"}},
		{"400", []string{"te: gzip"}},
		{"417", []string{"expect: miracles"}},
		{"414", []string{":path: /" + strings.Repeat("a", DefaultMaxTarget)}},
		{"431", []string{"x: " + strings.Repeat("a", DefaultMaxHead)}},
		{"reset", []string{":scheme: ftp"}},
		{"reset", []string{"X: upper case"}},
		{"reset", []string{"x: a\r\nb"}},
		{"reset", []string{":protocol: websocket", ":method: CONNECT"}},
		{"reset", []string{"host: evil.test"}},
	} {
		if got := c.outcome(bad.fields...); got != bad.want {
			t.Errorf("%.80q: %s, want %s", bad.fields, got, bad.want)
		}
	}
	if n := worker.started.Load(); n != 0 {
		t.Errorf("the worker saw %d requests", n)
	}
}

func TestHeadFarBeyondTheLimitEndsTheConnection(t *testing.T) {
	w := newH2World(t)
	c := w.h2Dial()
	head := c.head("x: " + strings.Repeat("a", 16*DefaultMaxHead))
	c.ok(c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: head[:16<<10], EndStream: true}))
	for piece := range slices.Chunk(head[16<<10:], 16<<10) {
		if c.fr.WriteContinuation(1, false, piece) != nil {
			break // it has been ended
		}
	}
	c.closed()
}

// outcome is the status of a request, or "reset".
func (c *h2Raw) outcome(fields ...string) string {
	c.t.Helper()
	head := c.head(fields...)
	id := c.nextID
	c.nextID += 2
	const most = 16 << 10
	piece := head[:min(len(head), most)]
	c.ok(c.fr.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: piece, EndStream: true, EndHeaders: len(piece) == len(head)}))
	for head = head[len(piece):]; len(head) > 0; head = head[len(piece):] {
		piece = head[:min(len(head), most)]
		c.ok(c.fr.WriteContinuation(id, len(piece) == len(head), piece))
	}
	seen := c.wait(id, "an outcome", func(s *h2Seen) bool { return s.status != "" || s.reset != nil })
	if seen.status == "" {
		return "reset"
	}
	return seen.status
}

func TestAnswersOverHTTP2KeepTheirFields(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.HSTS = time.Hour })
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/empty":
			c.write("HTTP/1.1 204 No Content\r\n\r\n")
		case "/same":
			c.write("HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 7\r\n\r\n")
		case "/hop":
			c.write("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nKeep-Alive: 5\r\nConnection: x-hop\r\nX-Hop: 1\r\nRip-Worker-Id: 1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>hi\r\n0\r\nX-Trailer: y\r\n\r\n")
		default:
			hello(c)
		}
	})
	c := w.h2Client()
	hop := w.get(c, "/hop")
	hop.is(t, 200, "<p>hi")
	if got := hop.Header.Values("Set-Cookie"); !slices.Equal(got, []string{"a=1", "b=2"}) {
		t.Errorf("%q", got)
	}
	hop.Header.Del("Date")
	hop.Header.Del("Set-Cookie")
	if len(hop.Header) != 2 || hop.Header.Get("Content-Length") != "5" || hop.Header.Get(hstsField) != "max-age=3600" {
		t.Errorf("fields of its own: %v", hop.Header)
	}
	w.get(c, "/empty").is(t, 204, "")
	w.get(c, "/same").is(t, 304, "")
	resp, err := c.Head(w.url("/"))
	if err != nil || resp.ContentLength != 1 {
		t.Errorf("HEAD: %v, length %d", err, resp.ContentLength)
	}
}

func TestLargeBodiesGoThroughHTTP2BothWays(t *testing.T) {
	size := 100 << 20
	if testing.Short() {
		size = 5 << 20
	}
	w := newH2World(t)
	w.worker("a", func(c *call) {
		body := c.readBody()
		c.write("HTTP/1.1 200 OK\r\nContent-Length: " + c.req.Header.Get("Content-Length") + "\r\n\r\n")
		c.nc.Write(body)
	})
	sent := bytes.Repeat([]byte("0123456789abcdef"), size/16)
	c := w.h2Client()
	for name, body := range map[string]io.Reader{
		"declared": bytes.NewReader(sent), "not": io.MultiReader(bytes.NewReader(sent)),
	} {
		if got := w.post(c, "/", body); got.StatusCode != 200 || got.text != string(sent) {
			t.Errorf("%s: %d, %d bytes came back", name, got.StatusCode, len(got.text))
		}
	}
	if n := openFiles(t); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestBodyBeyondTheLimitIsRefusedOverHTTP2(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.MaxBody = 64 << 10 })
	worker := w.worker("a", hello)
	c := w.h2Client()
	large := strings.Repeat("x", 4<<20)
	for _, body := range []io.Reader{strings.NewReader(large), io.MultiReader(strings.NewReader(large))} {
		w.post(c, "/", body).refused(t, 413, "body-too-large")
	}
	w.post(c, "/", strings.NewReader(large[:64<<10])).is(t, 200, "a "+large[:64<<10])
	if n := worker.started.Load(); n != 1 {
		t.Errorf("the worker saw %d requests", n)
	}
}

func TestRejectionsReachHTTP2Clients(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.QueueTimeout = 20 * time.Millisecond })
	resp := w.get(w.h2Client(), "/")
	resp.refused(t, 504, "queue-timeout")
	if resp.Header.Get("Retry-After") != "1" || resp.Header.Get("Connection") != "" {
		t.Errorf("%v", resp.Header)
	}
}

func TestAnswerThatBreaksOffResetsItsStream(t *testing.T) {
	w := newH2World(t)
	w.worker("a", func(c *call) {
		if c.req.URL.Path == "/cut" {
			c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
			c.hangUp()
			return
		}
		hello(c)
	})
	w.worker("b", hello)
	c := w.h2Client()
	resp, err := c.Get(w.url("/cut"))
	if err == nil {
		_, err = io.ReadAll(resp.Body)
		resp.Body.Close()
	}
	if !strings.Contains(err.Error(), "INTERNAL_ERROR") {
		t.Errorf("the answer ended with %v", err)
	}
	w.get(c, "/") // the connection lives on
	if n := w.server.Connections(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestPiecesOfAnAnswerAreNotHeldBackOverHTTP2(t *testing.T) {
	w := newH2World(t)
	next := make(chan string)
	w.worker("a", func(c *call) {
		c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
		for piece := range next {
			c.write("1\r\n" + piece + "\r\n")
		}
		c.write("0\r\n\r\n")
	})
	c := w.h2Client()
	resp, err := c.Get(w.url("/"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for _, piece := range []string{"a", "b", "c"} {
		next <- piece
		got := make([]byte, 1)
		if _, err := io.ReadFull(resp.Body, got); err != nil || string(got) != piece {
			t.Fatalf("%q, %v", got, err)
		}
	}
	close(next)
	if rest, err := io.ReadAll(resp.Body); err != nil || len(rest) > 0 {
		t.Errorf("%q, %v", rest, err)
	}
}

func TestEventStreamOverHTTP2IsFlushedAndEndsWithItsClient(t *testing.T) {
	w := newH2World(t)
	feed, gone := make(chan string), make(chan struct{}, 1)
	w.worker("a", events(feed, gone))
	ctx, leave := context.WithCancel(context.Background())
	req, _ := http.NewRequestWithContext(ctx, "GET", w.url("/events"), nil)
	c := w.h2Client()
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	for range 3 {
		feed <- "data: x\n\n"
		got := make([]byte, 9)
		if _, err := io.ReadFull(resp.Body, got); err != nil || string(got) != "data: x\n\n" {
			t.Fatalf("%q, %v", got, err)
		}
		w.get(c, "/").is(t, 200, "a") // one worker, which the stream does not hold
	}
	leave()
	select {
	case <-gone:
	case <-time.After(8 * time.Second):
		t.Fatal("the worker's stream is still open")
	}
	until(t, "the stream is forgotten", func() bool { return w.balancer.State().Streams == 0 })
}

func TestEventStreamThatEndsIsEndedProperlyOverHTTP2(t *testing.T) {
	w := newH2World(t)
	feed := make(chan string)
	w.worker("a", events(feed, make(chan struct{}, 1)))
	resp, err := w.h2Client().Get(w.url("/events"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	feed <- "data: x\n\n"
	close(feed)
	if got, err := io.ReadAll(resp.Body); err != nil || string(got) != "data: x\n\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestLogAndMetricsTellHTTP2(t *testing.T) {
	t.Parallel()
	var out testkit.Buffer
	log := NewAccessLog(&out, LogFormat{JSON: true})
	w := newH2World(t, func(o *Options) { o.Log = log })
	w.worker("a", hello)
	w.get(w.h2Client(), "/").is(t, 200, "a")
	c := w.h2Dial()
	c.status(c.ask(true, ":path: /a b"))
	w.dial().get("/")
	w.close()
	log.Close()
	text := out.String()
	if strings.Count(text, `"protocol":"HTTP/2.0"`) != 2 || strings.Count(text, `"protocol":"HTTP/1.1"`) != 1 || !strings.Contains(text, `"reason":"bad-url"`) {
		t.Error(text)
	}
	if n := w.balancer.metrics.versions[http20].Load(); n != 2 {
		t.Errorf("%d requests over HTTP/2 counted", n)
	}
}

func TestExtendedConnectIsNotOffered(t *testing.T) {
	w := newH2World(t)
	c := w.h2Dial()
	c.until("the settings", func(f http2.Frame) bool {
		s, ok := f.(*http2.SettingsFrame)
		if !ok || s.IsAck() {
			return false
		}
		if v, offered := s.Value(http2.SettingEnableConnectProtocol); offered && v != 0 {
			t.Error("browsers would take it for websockets")
		}
		if v, _ := s.Value(http2.SettingMaxConcurrentStreams); v != h2Streams {
			t.Errorf("%d streams at once", v)
		}
		return true
	})
}
