package lb

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const eventHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

// events answers with an event stream of what comes over feed, until feed is
// closed or the balancer closes its side (told over gone).
func events(feed <-chan string, gone chan<- struct{}) func(*call) {
	return func(c *call) {
		if c.req.URL.Path != "/events" {
			hello(c)
			return
		}
		c.readBody()
		c.turnOver() // with its head, in a moment
		c.write(eventHead)
		closed := make(chan struct{})
		go func() { io.Copy(io.Discard, c.nc); close(closed) }() // ends with the connection
		for {
			select {
			case event, more := <-feed:
				if !more {
					c.write("0\r\n\r\n")
					c.hangUp()
					<-closed
					return
				}
				c.write(strconv.FormatInt(int64(len(event)), 16) + "\r\n" + event + "\r\n")
			case <-closed:
				gone <- struct{}{}
				return
			}
		}
	}
}

func TestEventStreamIsFlushedAndReleasesItsWorker(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 100 * time.Millisecond })
	feed := make(chan string)
	worker := w.worker("a", events(feed, nil))
	c := w.dial().send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n")
	if head := c.head(); !strings.Contains(head, "text/event-stream") {
		t.Fatal(head)
	}
	w.untilIdle(1)
	for i := range 20 { // one worker, a stream and requests beside it
		event := "data: " + strconv.Itoa(i) + "\n\n"
		feed <- event
		c.expect(strconv.FormatInt(int64(len(event)), 16) + "\r\n" + event + "\r\n")
		w.dial().get("/").is(t, 200, "a")
	}
	if n := w.balancer.State().Streams; n != 1 {
		t.Errorf("%d streams", n)
	}
	close(feed)
	c.expect("0\r\n\r\n")
	c.closed()
	if worker.most.Load() > 1 {
		t.Error("two requests at once")
	}
}

// A prompt of 200 kB answered with events (the way of every chat) is a stream
// like any other: it outlives the read timeout and holds no worker.
func TestEventStreamAfterALargeBodyIsAStream(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 300 * time.Millisecond })
	feed := make(chan string)
	w.worker("a", events(feed, nil))
	body := strings.Repeat("x", 200_000)
	c := w.dial().send("POST /events HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n", body)
	c.head()
	w.untilIdle(1)
	w.dial().get("/").is(t, 200, "a")
	time.Sleep(400 * time.Millisecond) // longer than the read timeout, in which nothing comes
	feed <- "data: 1\n\n"
	c.expect("9\r\ndata: 1\n\n\r\n")
	close(feed)
	c.expect("0\r\n\r\n")
}

func TestClientLeavingAnIdleStreamEndsIt(t *testing.T) {
	w := newWorld(t)
	gone := make(chan struct{})
	w.worker("a", events(make(chan string), gone))
	c := w.dial().send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n")
	c.head()
	c.nc.Close()
	<-gone
	until(t, "the stream is forgotten", func() bool { return w.balancer.State().Streams == 0 })
}

func TestStreamsBeyondTheLimitAreRefused(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxStreams = 2 })
	gone := make(chan struct{}, 8)
	w.worker("a", events(make(chan string), gone))
	clients := []*client{w.dial(), w.dial()}
	for _, c := range clients {
		c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	}
	w.dial().get("/events").refused(t, 503, "too-many-streams")
	w.dial().get("/").is(t, 200, "a")
	clients[0].nc.Close()
	until(t, "there is room", func() bool { return w.balancer.State().Streams == 1 })
	w.dial().send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	for _, c := range clients {
		c.nc.Close()
	}
	w.balancer.streams.closeAll()
}

func TestDrainClosesStreamsAfterTheirGrace(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.StreamGrace = 50 * time.Millisecond })
	gone := make(chan struct{}, 8)
	w.worker("a", events(make(chan string), gone))
	early := w.dial()
	early.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	w.balancer.DrainStreams()
	early.closed()
	<-gone
	late := w.dial() // its request was under way all the time
	late.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	late.closed()
	<-gone
}

func TestRetiredWorkerWaitsForItsStreams(t *testing.T) {
	w := newWorld(t)
	feed := make(chan string)
	w.worker("a", events(feed, nil))
	c := w.dial()
	c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	w.untilIdle(1)
	drained := make(chan struct{})
	w.balancer.Retire("a", func() { close(drained) })
	select {
	case <-drained:
		t.Error("drained while a stream is open")
	default:
	}
	feed <- "data: bye\n\n"
	c.expect("b\r\ndata: bye\n\n\r\n")
	close(feed)
	<-drained
}

const upgradeRequest = "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"

// tunnelEcho accepts the upgrade and sends everything back, upper-case.
func tunnelEcho(c *call) {
	if c.req.Header.Get("Upgrade") != "websocket" || c.req.Header.Get("Connection") != "Upgrade" {
		hello(c)
		return
	}
	c.turnOver()
	c.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: y\r\nRip-Worker-Id: a\r\n\r\nEARLY")
	buf := make([]byte, 1024)
	for {
		n, err := c.br.Read(buf)
		c.write(strings.ToUpper(string(buf[:n])))
		if err != nil {
			c.hangUp()
			return
		}
	}
}

func TestWebsocketIsATunnelBesideRequests(t *testing.T) {
	w := newWorld(t)
	w.worker("a", tunnelEcho)
	c := w.dial().send(upgradeRequest + "early") // data in the same packet
	want := "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: y\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
	if head := c.head(); head != want {
		t.Errorf("head %q", head)
	}
	c.expect("EARLY")
	c.expect("EARLY")
	for range 10 {
		c.send("ping")
		c.expect("PING")
		w.dial().get("/").is(t, 200, "a")
	}
	c.send("last").nc.CloseWrite()
	c.expect("LAST")
	c.closed()
}

func TestWebsocketKeepsItsGraceWhenTheServerDrains(t *testing.T) {
	w := newWorld(t)
	w.worker("a", tunnelEcho)
	c := w.dial().send(upgradeRequest)
	c.head()
	c.expect("EARLY")
	done := make(chan struct{})
	go func() { defer close(done); w.close() }()
	until(t, "drain has begun", w.server.draining.Load)
	for range 10 {
		c.send("bye")
		c.expect("BYE")
	}
	c.nc.Close()
	<-done
}

func TestUpgradeNobodyAskedForIsBroken(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 101 Switching Protocols\r\n\r\n"))
	w.dial().send("POST / HTTP/1.1\r\nHost: h\r\n\r\n").response().refused(t, 502, "bad-response")
}

// A worker may refuse the upgrade with an ordinary answer.
func TestRefusedUpgradeIsAnOrdinaryAnswer(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno"))
	c := w.dial().send(upgradeRequest)
	c.response().is(t, 426, "no")
	c.get("/").is(t, 426, "no")
}

// What is told as the worker's time ends with its turn, not with the stream or
// with a client that reads slowly.
func TestServiceTimeEndsWithTheTurn(t *testing.T) {
	var out strings.Builder
	log := NewAccessLog(&out, LogFormat{JSON: true})
	w := newWorld(t, func(o *Options) { o.Log = log })
	feed := make(chan string)
	w.worker("a", events(feed, nil))
	c := w.dial()
	c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	w.untilIdle(1)
	time.Sleep(60 * time.Millisecond) // the stream's life
	close(feed)
	c.expect("0\r\n\r\n")
	c.closed()
	w.close()
	log.Close()
	var line struct{ TotalSeconds, WorkerSeconds float64 }
	if err := json.Unmarshal([]byte(out.String()), &line); err != nil {
		t.Fatal(err)
	}
	if line.TotalSeconds < 0.06 || line.WorkerSeconds >= line.TotalSeconds-0.05 {
		t.Errorf("%+v", line)
	}
}

// Clients that vanish without a word are found by timeouts, except on streams:
// there the kernel has to ask.
func TestOnlyStreamsAskWhetherTheirClientIsStillThere(t *testing.T) {
	w := newWorld(t)
	feed := make(chan string)
	defer close(feed)
	w.worker("a", events(feed, nil))
	c := w.dial()
	c.get("/").is(t, 200, "a")
	if keepsAlive(t, w, c) {
		t.Error("keep-alive probes on an ordinary connection")
	}
	c.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n").head()
	until(t, "probes on a stream's connection", func() bool { return keepsAlive(t, w, c) })
}

// keepsAlive reads the option of the server's end of c.
func keepsAlive(t *testing.T, w *world, c *client) (on bool) {
	t.Helper()
	w.server.each(func(sc *conn) {
		if sc.nc.RemoteAddr().String() != c.nc.LocalAddr().String() {
			return
		}
		raw, err := sc.nc.(syscall.Conn).SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		raw.Control(func(fd uintptr) {
			v, _ := syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_KEEPALIVE)
			on = v != 0
		})
	})
	return on
}
