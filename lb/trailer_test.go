package lb

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// trailing answers /whole in one go and /pieces in several, both with this trailer
// section, and /events as a stream of events.
func trailing(section string) func(*call) {
	return func(c *call) {
		c.readBody()
		head := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, Content-Length\r\n"
		switch c.req.URL.Path {
		case "/pieces":
			c.write(head + "\r\n2\r\nhe\r\n")
			pieces(c, "3\r\nllo\r\n0\r\n"+section+"\r\n")
		case "/events":
			c.write(head + "Content-Type: text/event-stream\r\n\r\n")
			c.write("5\r\nhello\r\n0\r\n" + section + "\r\n")
		case "/large":
			large := strings.Repeat("x", 2*responseBuffer)
			c.write(head+"\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n%s\r\n", len(large), large, section))
		default:
			c.turnOver()
			c.write(head + "\r\n5\r\nhello\r\n0\r\n" + section + "\r\n")
		}
	}
}

// request is one for path, with these field lines.
func request(method, path, fields string) string {
	return method + " " + path + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n"
}

const takes = "TE: trailers\r\nConnection: TE\r\n"

func TestTrailersReachAClientThatTakesThem(t *testing.T) {
	w := newWorld(t)
	w.worker("a", trailing("X-Sum: 1\r\nSet-Cookie: a=b\r\nx-late: 2\r\nContent-Length: 3\r\n"))
	for _, path := range []string{"/whole", "/pieces", "/events", "/large"} {
		got := w.dial().send(request("GET", path, takes)).response()
		want := http.Header{"X-Sum": {"1"}, "X-Late": {"2"}}
		if diff := cmp.Diff(want, got.Trailer); diff != "" || got.StatusCode != 200 {
			t.Errorf("%s: %d\n%s", path, got.StatusCode, diff)
		}
	}
	c := w.dial()
	for range 2 { // the connection stays in step
		head := c.send(request("GET", "/whole", takes)).head()
		if !strings.Contains(head, "\r\nTrailer: X-Sum\r\n") {
			t.Errorf("announced: %q", head)
		}
		c.expect("5\r\nhello\r\n0\r\nX-Sum: 1\r\nx-late: 2\r\n\r\n")
	}
}

func TestTrailersAreLeftOutForOtherClients(t *testing.T) {
	w := newWorld(t)
	w.worker("a", trailing("X-Sum: 1\r\n"))
	for _, fields := range []string{"", "TE: gzip\r\n"} {
		c := w.dial()
		head := c.send(request("GET", "/whole", fields)).head()
		c.expect("hello")
		if !strings.Contains(head, "Content-Length: 5\r\n") || strings.Contains(head, "Trailer") {
			t.Errorf("%q", head)
		}
		c.send(request("GET", "/pieces", fields)).head()
		if rest := c.send(request("GET", "/status", "Connection: close\r\n")).rest(); strings.Contains(rest, "X-Sum") {
			t.Errorf("%q", rest)
		}
		old := w.dial().send("GET /pieces HTTP/1.0\r\n" + takes + "\r\n").rest()
		if !strings.HasSuffix(old, "\r\n\r\nhello") {
			t.Errorf("to HTTP/1.0: %q", old)
		}
	}
}

// rest is all that comes until the connection ends.
func (c *client) rest() string {
	c.t.Helper()
	got, err := io.ReadAll(c.br)
	if err != nil {
		c.t.Fatal(err)
	}
	return string(got)
}

func TestAnswerWithoutBodyHasNoTrailer(t *testing.T) {
	w := newWorld(t)
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/204":
			c.write("HTTP/1.1 204 No Content\r\nTrailer: X-Sum\r\n\r\n")
		case "/304":
			c.write("HTTP/1.1 304 Not Modified\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n")
		default:
			c.write("HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n")
		}
	})
	c := w.dial()
	for _, line := range []string{"GET /204", "GET /304", "HEAD /"} {
		method, path, _ := strings.Cut(line, " ")
		if head := c.send(request(method, path, takes)).head(); strings.Contains(head, "Trailer") {
			t.Errorf("%s: %q", line, head)
		}
	}
	c.send(request("GET", "/status", takes)).response() // still in step
}

func TestMalformedTrailerOfAWorkerIsABadGateway(t *testing.T) {
	for name, section := range map[string]string{
		"no colon": "X-Sum\r\n", "folded": "X: y\r\n z\r\n", "a pseudo-header": ":status: 200\r\n",
		"a bare LF": "X: y\nZ: a\r\n", "too large": "X: " + strings.Repeat("y", maxWorkerHead) + "\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, func(o *Options) { o.Quarantine = 0 })
			w.worker("a", trailing(section))
			w.worker("b", trailing(section))
			// What has gone out is cut off; what has not is refused.
			if rest := w.dial().send(request("POST", "/pieces", takes+"Connection: close\r\nContent-Length: 0\r\n")).rest(); strings.Contains(rest, "\r\n0\r\n") {
				t.Errorf("ended as if it were whole: %q", rest)
			}
			if name == "too large" {
				return // it comes in pieces always
			}
			w.dial().send(request("POST", "/whole", takes+"Content-Length: 0\r\n")).response().refused(t, 502, "bad-response")
		})
	}
}

func TestAnswerThatBreaksOffInItsTrailerIsCut(t *testing.T) {
	w := newWorld(t)
	w.worker("a", func(c *call) {
		c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Su")
		c.hangUp()
	})
	rest := w.dial().send(request("POST", "/", takes+"Content-Length: 0\r\n")).rest()
	if strings.Contains(rest, "\r\n0\r\n") || !strings.Contains(rest, "hello") {
		t.Errorf("%q", rest)
	}
}

func TestTrailerThatConnectionNamesStopsAtUs(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 200 OK\r\nConnection: x-hop\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Hop: 1\r\nX-End: 2\r\n\r\n"))
	got := w.dial().send(request("GET", "/", takes)).response()
	if diff := cmp.Diff(http.Header{"X-End": {"2"}}, got.Trailer); diff != "" {
		t.Error(diff)
	}
}

// asked is a request as a worker that takes trailers got it.
type asked struct {
	*http.Request
	head, body string
}

// readAll reads the request to its end, as net/http does.
func (c *call) readAll() asked {
	req, err := http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(c.head), c.br)))
	if err != nil {
		panic(err)
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		panic(err)
	}
	return asked{req, c.head, string(body)}
}

// taker adds a worker that takes trailers, and returns what it is asked.
func (w *world) taker() <-chan asked {
	requests := make(chan asked, 10)
	w.member(Member{ID: "a", Version: 1, Trailers: true}, func(c *call) {
		requests <- c.readAll()
		c.turnOver()
		c.write(ok("a"))
	})
	return requests
}

const posting3 = "POST / HTTP/1.1\r\nHost: h\r\nTrailer: x-sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"

func TestTrailersReachAWorkerThatTakesThem(t *testing.T) {
	w := newWorld(t)
	requests := w.taker()
	c := w.dial()
	for range 2 {
		c.send(posting3+"x-sum: 1\r\nAuthorization: x\r\nX-Late: 2\r\n\r\n").response().is(t, 200, "a")
		got := <-requests
		if diff := cmp.Diff(http.Header{"X-Sum": {"1"}, "X-Late": {"2"}}, got.Trailer); diff != "" || got.body != "abc" {
			t.Errorf("%q\n%s", got.body, diff)
		}
		want := "POST / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\n" +
			"Transfer-Encoding: chunked\r\nTrailer: x-sum, X-Late\r\n\r\n"
		if diff := cmp.Diff(want, got.head); diff != "" {
			t.Error(diff)
		}
	}
	c.send("POST / HTTP/1.1\r\nHost: h\r\nConnection: x-hop\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Hop: 1\r\nX-End: 2\r\n\r\n").response().is(t, 200, "a")
	if diff := cmp.Diff(http.Header{"X-End": {"2"}}, (<-requests).Trailer); diff != "" {
		t.Errorf("what Connection names stops at us:\n%s", diff)
	}
	c.send(posting3+"\r\n").response().is(t, 200, "a")
	if got := <-requests; got.ContentLength != 3 || len(got.Trailer) > 0 {
		t.Errorf("without any: %q", got.head)
	}
}

func TestTrailersBehindALargeBodyReachTheWorker(t *testing.T) {
	w := newWorld(t)
	requests := w.taker()
	for _, size := range []int{oneWrite, 3 * bodyPiece, 2 * memoryBody} {
		body := strings.Repeat("x", size)
		c := w.dial()
		go func() { // ends with the connection
			_, _ = fmt.Fprintf(c.nc, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\nX-Sum: 1\r\n\r\n", size, body)
		}()
		c.response().is(t, 200, "a")
		if got := <-requests; got.body != body || got.Trailer.Get("X-Sum") != "1" {
			t.Errorf("%d of %d bytes, %v", len(got.body), size, got.Trailer)
		}
	}
}

func TestWorkerThatTakesNoTrailersGetsALength(t *testing.T) {
	w := newWorld(t)
	heads := make(chan string, 1)
	w.worker("a", func(c *call) { heads <- c.head; hello(c) })
	w.dial().send(posting3+"X-Sum: 1\r\n\r\n").response().is(t, 200, "a abc")
	if head := <-heads; !strings.Contains(head, "Content-Length: 3\r\n") || strings.Contains(head, "Trailer") || strings.Contains(head, "chunked") {
		t.Errorf("%q", head)
	}
}

func TestWorkerLearnsThatItsClientTakesTrailers(t *testing.T) {
	for keep, want := range map[bool]string{true: "Connection: TE\r\nTE: trailers\r\n", false: "Connection: close, TE\r\nTE: trailers\r\n"} {
		w := newWorld(t, func(o *Options) { o.KeepUpstream = keep })
		requests := w.taker()
		w.dial().send(request("GET", "/", takes)).response()
		if got := <-requests; !strings.Contains(got.head, want) {
			t.Errorf("no %q in %q", want, got.head)
		}
		w.dial().send(request("GET", "/", "TE: gzip\r\n")).response()
		if got := <-requests; strings.Contains(got.head, "TE: ") {
			t.Errorf("%q", got.head)
		}
	}
}

func TestMalformedTrailerOfAClientIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		section string
		status  int
		reason  string
	}{
		"no colon":            {"X-Sum\r\n", 400, "bad-header-name"},
		"a pseudo-header":     {":path: /x\r\n", 400, "bad-header-name"},
		"folded":              {"X: y\r\n z\r\n", 400, "folded-header"},
		"a bare LF":           {"X: y\nZ: a\r\n", 400, "bad-chunk"},
		"forbidden and wrong": {"Content-Length : 5\r\n", 400, "bad-header-name"},
		"too large":           {"X: " + strings.Repeat("y", DefaultMaxHead) + "\r\n", 431, "trailer-too-large"},
		"too many":            {strings.Repeat("X:\r\n", DefaultMaxHead/4+1), 431, "trailer-too-large"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			worker := w.worker("a", hello)
			w.dial().send(posting3+c.section+"\r\n").response().refused(t, c.status, c.reason)
			if n := worker.started.Load(); n != 0 {
				t.Errorf("the worker saw %d requests", n)
			}
		})
	}
}

// A request that is run again takes its trailer along.
func TestTrailersGoAlongWhenARequestIsRetried(t *testing.T) {
	w := newWorld(t)
	w.member(Member{ID: "b", Version: 1, Trailers: true}, func(c *call) { c.readAll(); c.hangUp() })
	w.dial().send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Sum: 1\r\n\r\n")
	until(t, "the worker's death", func() bool { return len(w.events.failures()) == 1 })
	if got := <-w.taker(); got.Trailer.Get("X-Sum") != "1" {
		t.Errorf("%q: %v", got.head, got.Trailer)
	}
}

func TestTrailersOfOneRequestAreNotTheNexts(t *testing.T) {
	w := newWorld(t)
	requests := w.taker()
	w.dial().send(posting3 + "X-Sum: 1\r\n\r\n" + request("POST", "/", "Content-Length: 2\r\n") + "de").response()
	<-requests
	if got := <-requests; got.body != "de" || len(got.Trailer) > 0 || strings.Contains(got.head, "chunked") {
		t.Errorf("%q: %v", got.head, got.Trailer)
	}
}
