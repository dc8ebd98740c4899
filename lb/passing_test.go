package lb

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/internal/pipe"
)

// passing adds a worker within this process that takes requests as calls. What
// comes as text it answers so; calls it gives to answer, which answers them.
func (w *world) passing(id string, answer func(nc *pipe.Conn, c *http1.Call)) {
	w.t.Helper()
	ln := pipe.Listen()
	f := &fakeWorker{id: id, ln: ln, conns: nil}
	f.wg.Go(func() { // ends with the listener, and each connection's goroutine with that
		for {
			nc, err := ln.Accept()
			if err != nil {
				return
			}
			f.dials.Add(1)
			f.wg.Go(func() { servePassed(nc.(*pipe.Conn), answer) })
		}
	})
	w.workers = append(w.workers, f)
	if !w.balancer.Add(Member{ID: id, Version: 1, Dial: ln.Dial}) {
		w.t.Fatalf("worker %s was not added", id)
	}
}

func servePassed(nc *pipe.Conn, answer func(*pipe.Conn, *http1.Call)) {
	defer nc.Close()
	nc.TakeValues()
	br := bufio.NewReader(nc)
	for {
		v, err := nc.Receive()
		switch {
		case err != nil:
			return
		case v != nil:
			answer(nc, v.(*http1.Call))
			continue
		}
		request, err := http.ReadRequest(br)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, request.Body)
		_, _ = io.WriteString(nc, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext")
	}
}

// echoCall answers with what the call says of the request.
func echoCall(nc *pipe.Conn, c *http1.Call) {
	text := string(c.Text)
	said := strings.Join([]string{c.Method.Of(text), c.Host.Of(text), c.Target.Of(text), text[c.Head:]}, " ")
	if err := c.Response.Compose(200, ""); err != nil {
		panic(err)
	}
	for _, f := range [][2]string{{"content-type", "text/plain"}, {"set-cookie", "a=1"}, {"rip-worker-id", "secret"}} {
		if err := c.Response.Add(f[0], f[1]); err != nil {
			panic(err)
		}
	}
	c.Body, c.Response.Length = []byte(said), int64(len(said))
	nc.Send(c)
}

func TestWorkerInsideIsPassedRequestsFromTheSecondOn(t *testing.T) {
	w := newWorld(t)
	w.passing("a", echoCall)
	c := w.dial()
	c.get("/").is(t, 200, "text") // before it could say that it takes them
	for range 3 {
		got := c.send("GET /b?c HTTP/1.1\r\nHost: shop.example\r\n\r\n").response()
		got.is(t, 200, "GET shop.example /b?c ")
		if got.Header.Get("Set-Cookie") != "a=1" || got.Header.Get("Rip-Worker-Id") != "" || got.Header.Get("Date") == "" {
			t.Errorf("fields: %v", got.Header)
		}
	}
	c.send("POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody").response().is(t, 200, "POST h /b body")
	head := c.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").responseTo("HEAD")
	if head.StatusCode != 200 || head.ContentLength != int64(len("HEAD h / ")) {
		t.Errorf("HEAD: %d, length %d", head.StatusCode, head.ContentLength)
	}
	if n := w.workers[0].dials.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestRequestThatWasPassedMayBeAnsweredAsText(t *testing.T) {
	w := newWorld(t)
	w.passing("a", func(nc *pipe.Conn, c *http1.Call) {
		if strings.HasPrefix(string(c.Text), "GET /events") {
			_, _ = io.WriteString(nc, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n")
			nc.Close()
			return
		}
		_, _ = io.WriteString(nc, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nas\r\n5\r\n text\r\n0\r\n\r\n")
	})
	c := w.dial()
	c.get("/").is(t, 200, "text")
	for range 3 {
		c.get("/").is(t, 200, "as text")
	}
	if got := c.get("/events"); got.text != "data: 1\n\n" {
		t.Errorf("the stream was %q", got.text)
	}
}

// What was passed belongs to the worker, also when nobody waits for it any more:
// the race detector would see a buffer that is used again.
func TestRequestThatWasGivenUpIsLeftToItsWorker(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 50 * time.Millisecond })
	release, seen := make(chan struct{}), make(chan string, 1)
	w.passing("a", func(nc *pipe.Conn, c *http1.Call) {
		<-release
		seen <- string(c.Text[:len("GET /slow")])
		echoCall(nc, c)
	})
	c := w.dial()
	c.get("/").is(t, 200, "text")
	c.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n").response().refused(t, 504, "worker-timeout")
	w.passing("b", echoCall)
	w.dial().get("/").is(t, 200, "text")
	w.dial().get("/after").is(t, 200, "GET h /after ")
	close(release)
	if got := <-seen; got != "GET /slow" {
		t.Errorf("the worker read %q", got)
	}
}

func TestWorkerInsideThatLeavesAPassedRequestIsRetriedOnlyWhenIdempotent(t *testing.T) {
	for request, want := range map[string]int{getting: 200, posting: 502} {
		w := newWorld(t)
		w.passing("a", func(nc *pipe.Conn, _ *http1.Call) { nc.Close() })
		w.dial().get("/").is(t, 200, "text")
		w.passing("b", echoCall)
		if got := w.dial().send(request).response(); got.StatusCode != want {
			t.Errorf("%.4s: got %d %q, want %d", request, got.StatusCode, got.text, want)
		}
	}
}
