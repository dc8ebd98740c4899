package lb

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/http2"
)

func TestTrailersReachAnHTTP2Client(t *testing.T) {
	w := newH2World(t)
	w.worker("a", trailing("X-Sum: 1\r\nSet-Cookie: a=b\r\nx-late: 2\r\nX-Late: 3\r\nContent-Length: 3\r\n"))
	c := w.h2Dial(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 4 << 20})
	c.ok(c.fr.WriteWindowUpdate(0, 1<<24))
	for _, path := range []string{"/whole", "/pieces", "/events", "/large"} {
		for _, te := range [][]string{nil, {"te: trailers"}} {
			got := c.whole(c.ask(true, append(te, ":path: "+path)...))
			if diff := cmp.Diff([]string{"x-late: 2", "x-late: 3", "x-sum: 1"}, got.trailer); diff != "" || got.status != "200" {
				t.Errorf("%s, %v: %s\n%s", path, te, got.status, diff)
			}
			if !slices.Contains(got.fields, "trailer: X-Sum") {
				t.Errorf("%s: announced: %q", path, got.fields)
			}
		}
	}
}

func TestTrailersThatNobodyAnnouncedReachAnHTTP2Client(t *testing.T) {
	w := newH2World(t)
	w.worker("a", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nGrpc-Status: 0\r\n\r\n"))
	c := w.h2Dial()
	got := c.whole(c.ask(true))
	if diff := cmp.Diff([]string{"grpc-status: 0"}, got.trailer); diff != "" || got.body.String() != "hello" || !slices.Contains(got.fields, "content-length: 5") {
		t.Errorf("%q %q\n%s", got.fields, &got.body, diff)
	}
	resp, err := w.h2Client().Get(w.url("/"))
	if err != nil {
		t.Fatal(err)
	}
	if w.read(resp).is(t, 200, "hello"); resp.Trailer.Get("Grpc-Status") != "0" {
		t.Errorf("to Go's client: %v", resp.Trailer)
	}
}

// A slow reader gets them last, and holds no worker until then.
func TestTrailersComeBehindABodyThatIsReadSlowly(t *testing.T) {
	w := newH2World(t)
	w.worker("a", func(c *call) {
		large := strings.Repeat("x", responseBuffer/2)
		c.turnOver()
		c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n80000\r\n", large, "\r\n0\r\nX-Sum: 1\r\n\r\n")
	})
	c := w.h2Dial(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
	id := c.ask(true)
	if got := c.status(id); got != "200" {
		t.Fatal(got)
	}
	w.untilIdle(1)
	c.ok(c.fr.WriteWindowUpdate(0, 4<<20))
	for range 8 {
		c.ok(c.fr.WriteWindowUpdate(id, responseBuffer/16))
	}
	if got := c.whole(id); got.body.Len() != responseBuffer/2 || !slices.Equal(got.trailer, []string{"x-sum: 1"}) {
		t.Errorf("%d bytes, %q", got.body.Len(), got.trailer)
	}
}

func TestAnswerWithoutTrailerHasNoneOverHTTP2(t *testing.T) {
	w := newH2World(t)
	w.worker("a", func(c *call) {
		head := "HTTP/1.1 200 OK\r\n"
		body := "5\r\nhello\r\n0\r\n\r\n"
		switch c.req.URL.Path {
		case "/204":
			head, body = "HTTP/1.1 204 No Content\r\n", ""
		case "/304":
			head, body = "HTTP/1.1 304 Not Modified\r\n", ""
		}
		if c.req.Method == "HEAD" {
			body = ""
		}
		c.write(head+"Trailer: X-Sum\r\nX-Sum: of the head\r\nTransfer-Encoding: chunked\r\n\r\n", body)
	})
	c := w.h2Dial()
	for _, fields := range [][]string{{}, {":path: /204"}, {":path: /304"}, {":method: HEAD"}} {
		got := c.whole(c.ask(true, fields...))
		if len(got.trailer) > 0 || !slices.Contains(got.fields, "x-sum: of the head") {
			t.Errorf("%q: %q, behind: %q", fields, got.fields, got.trailer)
		}
	}
}

func TestMalformedTrailerOfAWorkerResetsItsStream(t *testing.T) {
	for name, section := range map[string]string{"malformed": ":status: 200\r\n\r\n", "cut": "X-Su"} {
		t.Run(name, func(t *testing.T) {
			w := newH2World(t)
			come := make(chan struct{})
			w.worker("a", func(c *call) {
				c.readBody()
				c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
				<-come
				c.write("0\r\n" + section)
				c.hangUp()
			})
			c := w.h2Dial()
			id := c.ask(true)
			c.wait(id, "the body", func(s *h2Seen) bool { return s.body.String() == "hello" })
			close(come)
			if code := c.wasReset(id); code != http2.ErrCodeInternal || len(c.on(id).trailer) > 0 {
				t.Errorf("%v, trailer %q", code, c.on(id).trailer)
			}
		})
	}
}

func TestMalformedTrailerOfAWholeAnswerIsABadGateway(t *testing.T) {
	w := newH2World(t)
	w.worker("a", trailing(":status: 200\r\n"))
	c := w.h2Dial()
	if got := c.status(c.ask(true, ":method: POST", ":path: /whole")); got != "502" {
		t.Error(got)
	}
}

func TestTrailersOfAStreamReachAWorkerThatTakesThem(t *testing.T) {
	w := newH2World(t)
	requests := w.taker()
	c := w.h2Dial()
	for name, fields := range map[string][]string{"a length": {"content-length: 3"}, "none": nil} {
		id := c.ask(false, append(fields, ":method: POST", "trailer: x-sum, set-cookie, x-none", "te: trailers")...)
		c.ok(c.fr.WriteData(id, false, []byte("abc")))
		c.trail(id, "x-sum: 1", "x-sum: 2", "set-cookie: a=b", "x-unannounced: 3")
		if got := c.status(id); got != "200" {
			t.Fatal(got)
		}
		got := <-requests
		if diff := cmp.Diff(http.Header{"X-Sum": {"1", "2"}}, got.Trailer); diff != "" || got.body != "abc" {
			t.Errorf("%s: %q %q\n%s", name, got.head, got.body, diff)
		}
		if !strings.Contains(got.head, "Connection: TE\r\nTE: trailers\r\n") {
			t.Errorf("%q", got.head)
		}
	}
	id := c.ask(false, ":method: POST", "trailer: x-sum")
	c.trail(id, "x-sum: 1")
	c.status(id)
	if got := <-requests; got.body != "" || got.Trailer.Get("X-Sum") != "1" {
		t.Errorf("without a body: %q %v", got.head, got.Trailer)
	}
}

func TestTrailersOfAStreamThatCannotBe(t *testing.T) {
	w := newH2World(t)
	worker := w.worker("a", hello)
	c := w.h2Dial()
	for name, bad := range map[string]struct {
		want  string
		field string
	}{
		"a pseudo-header": {"reset", ":path: /x"},
		"framing":         {"reset", "content-length: 3"},
		"authentication":  {"reset", "authorization: x"},
		"too large":       {"431", "x-sum: " + strings.Repeat("y", DefaultMaxHead)},
	} {
		id := c.ask(false, ":method: POST", "trailer: x-sum")
		c.ok(c.fr.WriteData(id, false, []byte("abc")))
		c.trail(id, bad.field)
		seen := c.wait(id, name, func(s *h2Seen) bool { return s.status != "" || s.reset != nil })
		if seen.status != bad.want && (bad.want != "reset" || seen.reset == nil) {
			t.Errorf("%s: %q", name, seen.status)
		}
	}
	if n := worker.started.Load(); n != 0 {
		t.Errorf("the worker saw %d requests", n)
	}
}

// A body that is there, and an end that is not, is slow as a body is.
func TestTrailerThatDoesNotComeIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, end := h2Bubble(t)
		id := c.ask(false, ":method: POST", "content-length: 3", "trailer: x-sum")
		c.ok(c.fr.WriteData(id, false, []byte("abc")))
		if got := c.status(id); got != "408" {
			t.Error(got)
		}
		synctest.Wait()
		end()
	})
}
