package lb

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Promise 1, seen by the workers.
func TestNeverMoreThanOneInFlightPerWorker(t *testing.T) {
	w := newWorld(t)
	workers := []*fakeWorker{w.worker("a", hello), w.worker("b", hello), w.worker("c", hello)}
	var clients sync.WaitGroup
	for range 32 {
		c := w.dial()
		clients.Go(func() {
			for i := range 50 {
				c.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n", strconv.Itoa(10+i))
				if got := c.response(); got.StatusCode != 200 || !strings.HasSuffix(got.text, strconv.Itoa(10+i)) {
					t.Errorf("got %d %q", got.StatusCode, got.text)
				}
			}
		})
	}
	clients.Wait()
	total := int64(0)
	for _, worker := range workers {
		total += worker.started.Load()
		if worker.most.Load() > 1 || worker.dials.Load() != 1 {
			t.Errorf("worker %s had %d requests at once, over %d connections", worker.id, worker.most.Load(), worker.dials.Load())
		}
	}
	if total != 32*50 {
		t.Errorf("%d requests were run", total)
	}
}

// held is a worker whose answers wait for a token each.
func held(tokens <-chan struct{}) func(*call) {
	return func(c *call) { <-tokens; c.write(ok(c.req.URL.Path)) }
}

func TestQueuedRequestsAreServedInTheirOrder(t *testing.T) {
	w := newWorld(t)
	tokens := make(chan struct{})
	var order []string
	w.worker("a", func(c *call) {
		order = append(order, c.req.URL.Path)
		held(tokens)(c)
	})
	var clients []*client
	for i := range 20 {
		c := w.dial().send(fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: h\r\n\r\n", i))
		clients = append(clients, c)
		until(t, "it is in", func() bool { return w.balancer.metrics.inFlight.Load() == int64(i+1) && w.balancer.State().Queued == i })
	}
	var want []string
	for i, c := range clients {
		tokens <- struct{}{}
		c.response().is(t, 200, fmt.Sprintf("/%d", i))
		want = append(want, fmt.Sprintf("/%d", i))
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Error(diff)
	}
}

func TestFullQueueIs503AndTooLongInItIs504(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxQueue, o.QueueTimeout = 1, 150*time.Millisecond })
	tokens := make(chan struct{})
	w.worker("a", held(tokens))
	running := w.dial().send("GET /running HTTP/1.1\r\nHost: h\r\n\r\n")
	until(t, "it runs", func() bool { return w.balancer.State().Busy == 1 })
	began := time.Now()
	queued := w.dial().send("GET /queued HTTP/1.1\r\nHost: h\r\n\r\n")
	w.untilQueued(1)
	full := w.dial().get("/full")
	full.refused(t, 503, "queue-full")
	if full.Header.Get("Retry-After") != "1" || full.Close {
		t.Errorf("header %v, close %v", full.Header, full.Close)
	}
	queued.response().refused(t, 504, "queue-timeout")
	if took := time.Since(began); took < 150*time.Millisecond || took > 2*time.Second {
		t.Errorf("turned away after %s", took)
	}
	close(tokens)
	running.response().is(t, 200, "/running")
	queued.get("/again").is(t, 200, "/again") // its connection lives
}

func TestClientThatLeftTheQueueIsNotDispatched(t *testing.T) {
	w := newWorld(t)
	tokens := make(chan struct{})
	worker := w.worker("a", held(tokens))
	running := w.dial().send("POST /1 HTTP/1.1\r\nHost: h\r\n\r\n")
	until(t, "it runs", func() bool { return worker.running.Load() == 1 })
	leaver := w.dial().send("POST /2 HTTP/1.1\r\nHost: h\r\n\r\n")
	w.untilQueued(1)
	stayer := w.dial().send("POST /3 HTTP/1.1\r\nHost: h\r\n\r\n")
	w.untilQueued(2)
	leaver.nc.Close()
	close(tokens)
	running.response().is(t, 200, "/1")
	stayer.response().is(t, 200, "/3")
	if n := worker.started.Load(); n != 2 {
		t.Errorf("%d requests were run", n)
	}
	until(t, "it is counted", func() bool { return w.balancer.metrics.classes[0].Load() == 1 })
}

func TestHungWorkerIsTakenOutAndReported(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.ReadTimeout = 80 * time.Millisecond })
	tokens := make(chan struct{})
	worker := w.worker("a", held(tokens))
	began := time.Now()
	w.dial().get("/").refused(t, 504, "worker-timeout") // GET: not tried again, it would hang too
	if took := time.Since(began); took < 80*time.Millisecond || took > 2*time.Second {
		t.Errorf("given up after %s", took)
	}
	close(tokens)
	if diff := cmp.Diff([]string{"a hung"}, w.events.failures()); diff != "" || len(w.balancer.State().Workers) != 0 {
		t.Errorf("%s workers %v", diff, w.balancer.State().Workers)
	}
	if n := worker.started.Load(); n != 1 {
		t.Errorf("%d requests were run", n)
	}
}

func TestBusyWorkerIsPassedOverOnce(t *testing.T) {
	const busy = "HTTP/1.1 503 Service Unavailable\r\nRip-Worker-Busy: 1\r\nContent-Length: 4\r\n\r\nbusy"
	w := newWorld(t)
	w.worker("a", raw(busy))
	w.worker("b", hello)
	c := w.dial()
	c.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx").response().is(t, 200, "b x")
	if n := w.balancer.metrics.retries.Load(); n != 1 {
		t.Errorf("%d retries", n)
	}
	w.untilIdle(2) // the busy one is back after its pause
	if len(w.events.failures()) > 0 {
		t.Error(w.events.failures())
	}
	all := newWorld(t)
	workers := []*fakeWorker{all.worker("a", raw(busy)), all.worker("b", raw(busy)), all.worker("c", raw(busy))}
	all.dial().get("/").refused(t, 503, "worker-busy")
	if n := workers[0].started.Load() + workers[1].started.Load() + workers[2].started.Load(); n != 2 {
		t.Errorf("tried %d times", n)
	}
	all.untilIdle(3)
}

func TestDrainingWorkerIsLeftAndNothingIsLost(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 503 Service Unavailable\r\nRip-Worker-Draining: 1\r\nContent-Length: 0\r\n\r\n"))
	w.worker("b", hello)
	w.dial().send("POST / HTTP/1.1\r\nHost: h\r\n\r\n").response().is(t, 200, "b")
	if diff := cmp.Diff([]string{"a leaving"}, w.events.failures()); diff != "" {
		t.Error(diff)
	}
	if n := w.balancer.metrics.drops[Leaving].Load(); n != 1 {
		t.Errorf("counted %d times", n)
	}
}

func TestAppsOwn503IsItsAnswer(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 9\r\nContent-Length: 3\r\n\r\napp"))
	w.worker("b", hello)
	got := w.dial().get("/")
	got.is(t, 503, "app")
	if got.Header.Get("Retry-After") != "9" || w.balancer.metrics.retries.Load() != 0 {
		t.Errorf("header %v", got.Header)
	}
}

func TestRecycleAfterIsToldOnce(t *testing.T) {
	w := newWorld(t)
	w.member(Member{ID: "a", Version: 1, RecycleAfter: 3}, hello)
	c := w.dial()
	for range 10 {
		c.get("/").is(t, 200, "a")
	}
	if diff := cmp.Diff([]string{"a"}, w.events.exhaustions()); diff != "" {
		t.Error(diff)
	}
}

// A request that begins after somebody saw a new answer gets a new answer.
func TestNoOldAnswerAfterANewOne(t *testing.T) {
	w := newWorld(t)
	for i := range 3 {
		w.member(Member{ID: fmt.Sprintf("old-%d", i), Version: 1}, raw(ok("old")))
		w.member(Member{ID: fmt.Sprintf("new-%d", i), Version: 2}, raw(ok("new")))
	}
	var seenNew atomic.Bool
	var clients sync.WaitGroup
	for range 16 {
		c := w.dial()
		clients.Go(func() {
			for after := 0; after < 20; {
				mustBeNew := seenNew.Load()
				got := c.get("/")
				switch {
				case got.StatusCode != 200:
					t.Errorf("got %d %q", got.StatusCode, got.text)
					return
				case got.text == "new":
					seenNew.Store(true)
					after++
				case mustBeNew:
					t.Error("an old answer after a new one")
					return
				}
			}
		})
	}
	until(t, "traffic", func() bool { return w.balancer.Metrics().Traffic().Requests > 100 })
	w.balancer.Activate(2)
	clients.Wait()
	var drained sync.WaitGroup
	for i := range 3 {
		drained.Add(1)
		w.balancer.Retire(fmt.Sprintf("old-%d", i), drained.Done)
	}
	drained.Wait()
}

// Workers come and go under load, and every request is answered once, with 200.
func TestNothingIsLostWhileWorkersAreReplaced(t *testing.T) {
	w := newWorld(t)
	w.worker("w0", hello)
	w.worker("w1", hello)
	var clients sync.WaitGroup
	stop := make(chan struct{})
	for range 16 {
		c := w.dial()
		clients.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				c.send("POST / HTTP/1.1\r\nHost: h\r\n\r\n")
				if got := c.response(); got.StatusCode != 200 {
					t.Errorf("got %d %q", got.StatusCode, got.text)
					return
				}
			}
		})
	}
	for i := range 30 {
		w.worker(fmt.Sprintf("w%d", i+2), hello)
		drained := make(chan struct{})
		w.balancer.Retire(fmt.Sprintf("w%d", i), func() { close(drained) })
		<-drained
		w.workers[i].stop()
		w.balancer.Remove(fmt.Sprintf("w%d", i))
	}
	close(stop)
	clients.Wait()
	if got := w.events.failures(); len(got) > 0 {
		t.Errorf("the balancer complained: %v", got)
	}
}
