package lb

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/http2"
)

// Streams of one connection wait among the requests of all others, oldest first:
// neither before a connection of its own nor behind it.
func TestStreamsQueueInTheOrderOfTheirComing(t *testing.T) {
	w := newH2World(t)
	tokens := make(chan struct{})
	release := sync.OnceFunc(func() { close(tokens) })
	defer release() // or a test that fails would hang
	var mu sync.Mutex
	var served []string
	w.worker("a", func(c *call) {
		c.readBody()
		mu.Lock()
		served = append(served, c.req.URL.Path)
		mu.Unlock()
		<-tokens
		c.write(ok("x"))
	})
	multiplexed := w.h2Dial()
	var want []string
	var plain []*client
	for i := range 30 {
		path := fmt.Sprintf("/%d", i)
		if i%3 == 2 {
			plain = append(plain, w.dial().send("GET "+path+" HTTP/1.1\r\nHost: h\r\n\r\n"))
		} else {
			multiplexed.ask(true, ":path: "+path)
		}
		want = append(want, path)
		until(t, "the request", func() bool {
			s := w.balancer.State()
			return s.Busy+s.Queued == i+1
		})
	}
	release()
	for _, c := range plain {
		c.response()
	}
	w.untilIdle(1)
	if got := strings.Join(served, " "); got != strings.Join(want, " ") {
		t.Errorf("served %s", got)
	}
}

func TestStreamThatIsTakenBackLeavesTheQueue(t *testing.T) {
	w := newH2World(t)
	tokens := make(chan struct{})
	release := sync.OnceFunc(func() { close(tokens) })
	defer release() // or a test that fails would hang
	worker := w.worker("a", held(tokens))
	c := w.h2Dial()
	first := c.ask(true)
	until(t, "a busy worker", func() bool { return w.balancer.State().Busy == 1 })
	second := c.ask(true)
	third := c.ask(true)
	w.untilQueued(2)
	c.ok(c.fr.WriteRSTStream(second, http2.ErrCodeCancel))
	w.untilQueued(1) // at once, while the worker is still busy
	release()
	c.status(first)
	c.status(third)
	w.untilIdle(1)
	if n := worker.started.Load(); n != 2 {
		t.Errorf("the worker got %d requests", n)
	}
	if n := w.balancer.metrics.classes[0].Load(); n != 1 {
		t.Errorf("%d requests counted as gone", n)
	}
}

func TestConnectionThatEndsLeavesTheQueueWithAllItsStreams(t *testing.T) {
	w := newH2World(t)
	tokens := make(chan struct{})
	release := sync.OnceFunc(func() { close(tokens) })
	defer release() // or a test that fails would hang
	worker := w.worker("a", held(tokens))
	c := w.h2Dial()
	for range 10 {
		c.ask(true)
	}
	until(t, "all there", func() bool { s := w.balancer.State(); return s.Busy == 1 && s.Queued == 9 })
	c.nc.Close()
	w.untilQueued(0)
	release()
	w.untilIdle(1)
	if n := worker.started.Load(); n != 1 {
		t.Errorf("the worker got %d requests", n)
	}
	until(t, "the connection is forgotten", func() bool { return w.server.Connections() == 0 })
}

// A worker that has begun is not interrupted, and free for the next as ever.
func TestStreamThatIsTakenBackFromAWorkerCostsNoWorker(t *testing.T) {
	w := newH2World(t)
	tokens := make(chan struct{})
	release := sync.OnceFunc(func() { close(tokens) })
	defer release() // or a test that fails would hang
	w.worker("a", held(tokens))
	c := w.h2Dial()
	id := c.ask(true)
	until(t, "a busy worker", func() bool { return w.balancer.State().Busy == 1 })
	c.ok(c.fr.WriteRSTStream(id, http2.ErrCodeCancel))
	release()
	w.untilIdle(1)
	if got := c.status(c.ask(true)); got != "200" {
		t.Error(got)
	}
	if failed := w.events.failures(); len(failed) > 0 {
		t.Errorf("blamed for it: %v", failed)
	}
}

// A client that takes nothing has its answers kept for it, and no worker waits.
func TestStreamsThatAreNotReadHoldNoWorker(t *testing.T) {
	w := newH2World(t)
	large := strings.Repeat("x", responseBuffer-8192)
	w.worker("a", func(c *call) {
		switch c.req.URL.Path {
		case "/whole":
			c.write(ok(large))
		case "/chunked":
			c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(large), large))
		default:
			hello(c)
		}
	})
	c := w.h2Dial(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
	whole, inChunks := c.ask(true, ":path: /whole"), c.ask(true, ":path: /chunked")
	c.status(whole)
	c.status(inChunks)
	w.untilIdle(1)
	for range 3 { // other streams of the same connection, and other connections
		if got := c.status(c.ask(true)); got != "200" {
			t.Fatal(got)
		}
	}
	w.get(w.h2Client(), "/").is(t, 200, "a")
	c.ok(c.fr.WriteWindowUpdate(0, 4<<20))
	for _, id := range []uint32{whole, inChunks} {
		c.ok(c.fr.WriteWindowUpdate(id, 2<<20))
		if got := c.body(id); got != large {
			t.Errorf("%d bytes came", len(got))
		}
	}
}

func TestManyStreamsAtOnceAreAnsweredOnceEach(t *testing.T) {
	w := newH2World(t, func(o *Options) { o.MaxQueue = 200 })
	w.worker("a", hello)
	w.worker("b", hello)
	var clients sync.WaitGroup
	for i := range 4 {
		c := w.h2Client()
		for j := range 50 {
			clients.Go(func() {
				body := fmt.Sprintf("%d-%d", i, j)
				resp, err := c.Post(w.url("/"), "text/plain", strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				if got, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != http.StatusOK || string(got)[1:] != " "+body {
					t.Errorf("%d %q, %v", resp.StatusCode, got, err)
				}
			})
		}
	}
	clients.Wait()
	for _, worker := range w.workers {
		if worker.most.Load() > 1 {
			t.Error("two requests at once")
		}
	}
}
