package lb

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	getting  = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
	posting  = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
	putting  = "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
	patching = "PATCH / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
	deleting = "DELETE / HTTP/1.1\r\nHost: h\r\n\r\n"
)

// Promise 3: where a worker dies decides what may be run again.
func TestRequestIsNeverRunTwiceUnlessIdempotent(t *testing.T) {
	deaths := map[string]func(*call){
		"after reading the request": func(c *call) { c.readBody(); c.hangUp() },
		"in the head of its answer": func(c *call) { c.readBody(); c.write("HTTP/1.1 200 OK\r\nX"); c.hangUp() },
		"in the body of its answer": func(c *call) { c.readBody(); c.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"); c.hangUp() },
	}
	for name, die := range deaths {
		for request, want := range map[string]int{getting: 200, putting: 200, deleting: 200, posting: 502, patching: 502} {
			t.Run(name+"/"+request[:4], func(t *testing.T) {
				w := newWorld(t)
				first := w.worker("a", die)
				second := w.worker("b", hello)
				got := w.dial().send(request).response()
				if got.StatusCode != want {
					t.Errorf("got %d %q, want %d", got.StatusCode, got.text, want)
				}
				runs := first.started.Load() + second.started.Load()
				if want == 502 {
					got.refused(t, 502, "worker-died")
					if runs != 1 {
						t.Errorf("run %d times", runs)
					}
				} else if runs != 2 {
					t.Errorf("run %d times", runs)
				}
				if diff := cmp.Diff([]string{"a died"}, w.events.failures()); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestRetryBudgetIsOne(t *testing.T) {
	w := newWorld(t)
	die := func(c *call) { c.hangUp() }
	workers := []*fakeWorker{w.worker("a", die), w.worker("b", die), w.worker("c", die)}
	w.dial().send(getting).response().refused(t, 502, "worker-died")
	if n := workers[0].started.Load() + workers[1].started.Load() + workers[2].started.Load(); n != 2 {
		t.Errorf("run %d times", n)
	}
	if n := w.balancer.metrics.retries.Load(); n != 1 {
		t.Errorf("%d retries counted", n)
	}
}

func TestUnreachableWorkerCostsNoRequest(t *testing.T) {
	for _, request := range []string{getting, posting} {
		w := newWorld(t)
		gone := w.worker("a", hello)
		w.worker("b", hello)
		gone.stop()
		if got := w.dial().send(request).response(); got.StatusCode != 200 {
			t.Errorf("%.4s: got %d %q", request, got.StatusCode, got.text)
		}
		if diff := cmp.Diff([]string{"a unreachable"}, w.events.failures()); diff != "" {
			t.Error(diff)
		}
		w.close()
	}
}

func TestNoReachableWorkerIs502(t *testing.T) {
	w := newWorld(t)
	w.worker("a", hello).stop()
	w.worker("b", hello).stop()
	w.dial().send(posting).response().refused(t, 502, "worker-unreachable")
}

func TestDeletedSocketIsUnreachable(t *testing.T) {
	w := newWorld(t)
	a := w.worker("a", hello)
	w.worker("b", hello)
	if err := os.Remove(a.socket); err != nil {
		t.Fatal(err)
	}
	w.dial().send(posting).response().is(t, 200, "b x")
}

// A worker that closes an idle connection is not broken: it is dialled again.
func TestStaleConnectionIsNoFailure(t *testing.T) {
	for _, request := range []string{getting, posting} {
		w := newWorld(t)
		left := make(chan struct{})
		worker := w.worker("a", func(c *call) { hello(c); c.hangUp(); left <- struct{}{} })
		c := w.dial()
		for range 5 {
			if got := c.send(request).response(); got.StatusCode != 200 {
				t.Fatalf("got %d %q", got.StatusCode, got.text)
			}
			<-left // what was kept is closed now
		}
		if n := worker.started.Load(); n != 5 {
			t.Errorf("run %d times", n)
		}
		if got := w.events.failures(); len(got) > 0 {
			t.Errorf("reported: %v", got)
		}
		w.close()
	}
}

func TestIdleConnectionToAWorkerIsClosed(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.IdleUpstream = 40 * time.Millisecond })
	worker := w.worker("a", hello)
	w.dial().get("/").is(t, 200, "a")
	until(t, "it is closed", func() bool {
		worker.mu.Lock()
		defer worker.mu.Unlock()
		return len(worker.conns) == 0
	})
	w.dial().get("/").is(t, 200, "a")
}

func TestWithoutKeepAliveEachRequestHasItsConnection(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.KeepUpstream = false })
	worker := w.worker("a", func(c *call) {
		if c.req.Header.Get("Connection") != "close" && !c.req.Close {
			t.Errorf("not told:\n%s", c.head)
		}
		hello(c)
	})
	c := w.dial()
	for range 3 {
		c.get("/").is(t, 200, "a")
	}
	if n := worker.dials.Load(); n != 3 {
		t.Errorf("%d connections", n)
	}
}

func TestGarbageFromAWorkerIs502(t *testing.T) {
	for name, garbage := range map[string]string{
		"text": "hello\r\n\r\n", "binary": "\x00\x01\x02\r\n\r\n", "HTTP/2": "HTTP/2 200\r\n\r\n", "huge head": "HTTP/1.1 200 OK\r\nX: " + string(make([]byte, maxWorkerHead)),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.worker("a", rawClose(garbage))
			w.dial().send(posting).response().refused(t, 502, "bad-response")
			if diff := cmp.Diff([]string{"a broken"}, w.events.failures()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestQuarantineKeepsAWorkerThatFailed(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.Quarantine = 30 * time.Millisecond })
	first := true
	w.worker("a", func(c *call) {
		if c.readBody(); first {
			first = false
			c.hangUp()
			return
		}
		c.write(ok("well"))
	})
	w.dial().send(posting).response().refused(t, 502, "worker-died")
	w.dial().send(posting).response().is(t, 200, "well")
	if got := w.events.failures(); len(got) > 0 {
		t.Errorf("reported: %v", got)
	}
}

func TestWorkerDeathWhileRequestsWait(t *testing.T) {
	w := newWorld(t)
	tokens := make(chan struct{})
	a := w.worker("a", func(c *call) { c.readBody(); <-tokens; c.hangUp() })
	running := w.dial().send(posting)
	until(t, "it runs", func() bool { return a.running.Load() == 1 })
	queued := w.dial().send(posting)
	w.untilQueued(1)
	close(tokens)
	running.response().refused(t, 502, "worker-died")
	w.balancer.Remove("a") // the manager saw it die too
	w.worker("b", hello)   // and replaces it
	queued.response().is(t, 200, "b x")
}
