package lb

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A worker within this process is reached over a connection that is no socket;
// everything else is as ever.

func TestWorkerInsideKeepsItsConnection(t *testing.T) {
	w := newWorld(t)
	inside := w.inside("a", hello)
	for range 5 {
		w.dial().get("/").is(t, 200, "a")
	}
	w.dial().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nyes").response().is(t, 200, "a yes")
	if n := inside.dials.Load(); n != 1 {
		t.Errorf("%d connections for 6 requests", n)
	}
}

func TestWorkerInsideTakesLargeBodiesAndGivesLargeAnswers(t *testing.T) {
	const size = 3 << 20 // beyond every buffer, on disk in the balancer
	w := newWorld(t)
	w.inside("a", func(c *call) {
		got := c.readBody()
		c.turnOver()
		c.write("HTTP/1.1 200 OK\r\nContent-Length: 3145728\r\n\r\n", string(got))
	})
	body := strings.Repeat("0123456789abcdef", size/16)
	c := w.dial()
	go func() {
		_, _ = io.WriteString(c.nc, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3145728\r\n\r\n"+body)
	}() // ends with the connection
	if got := c.response(); got.text != body {
		t.Errorf("%d bytes came back", len(got.text))
	}
}

func TestWorkerInsideThatHangsUpIsRetriedOnlyWhenIdempotent(t *testing.T) {
	for request, want := range map[string]int{getting: 200, posting: 502} {
		w := newWorld(t)
		w.inside("a", func(c *call) { c.readBody(); c.hangUp() })
		w.inside("b", hello)
		if got := w.dial().send(request).response(); got.StatusCode != want {
			t.Errorf("%.4s: got %d %q, want %d", request, got.StatusCode, got.text, want)
		}
		if diff := cmp.Diff([]string{"a died"}, w.events.failures()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestConnectionThatAWorkerInsideClosedIsNotUsedAgain(t *testing.T) {
	w := newWorld(t)
	inside := w.inside("a", func(c *call) {
		hello(c)
		c.turnOver()
		c.hangUp()
	})
	for range 3 {
		w.dial().send(posting).response().is(t, 200, "a x")
	}
	if n := inside.dials.Load(); n != 3 || len(w.events.failures()) > 0 {
		t.Errorf("%d connections, failures %v", n, w.events.failures())
	}
}

func TestWorkerInsideThatAnswersLateIsHung(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 50 * time.Millisecond })
	release := make(chan struct{})
	w.inside("a", func(*call) { <-release })
	w.dial().send(getting).response().refused(t, 504, "worker-timeout")
	close(release)
	if diff := cmp.Diff([]string{"a hung"}, w.events.failures()); diff != "" {
		t.Error(diff)
	}
}

func TestWorkerInsideStreamsAndTunnels(t *testing.T) {
	w := newWorld(t)
	feed, gone := make(chan string), make(chan struct{}, 1)
	stream := events(feed, gone)
	w.inside("a", func(c *call) {
		if c.req.Header.Get("Upgrade") == "" {
			stream(c)
			return
		}
		c.turnOver()
		c.write("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello")
		got, _ := io.ReadAll(c.br)
		c.write(string(bytes.ToUpper(got)))
		c.hangUp()
	})
	listener := w.dial().send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n")
	listener.head()
	tunnel := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	tunnel.head()
	tunnel.expect("hello")
	tunnel.send("echo")
	_ = tunnel.nc.CloseWrite()
	tunnel.expect("ECHO")
	tunnel.closed()
	feed <- "data: 1\n\n"
	listener.expect("9\r\ndata: 1\n\n\r\n")
	listener.nc.Close()
	<-gone
}
