package lb

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestReleaseBeginsTheNextRequestBeforeItReturns(t *testing.T) {
	p := NewPool(RoundRobin, 1)
	held := &Worker{Member: Member{ID: "a"}, up: &Upstream{}}
	p.Add(held)
	p.take("a")
	var begun *Worker
	wt := newWaiter(func(w *Worker) { begun = w })
	wt.deadline = time.Now().Add(time.Minute)
	got := make(chan *Worker)
	go func() { // ends when it has the worker
		w, _, _ := p.Acquire(&wt, false)
		got <- w
	}()
	until(t, "it waits", func() bool { return p.State().Queued == 1 })
	p.Release(held, true)
	if begun != held {
		t.Errorf("begun on %v when the worker was released", begun)
	}
	if w := <-got; w != held {
		t.Errorf("got %v", w)
	}
}

// Requests that can be begun by whoever releases the worker, and those whose
// body goes another way, take turns.
func TestQueuedBodiesOfEverySizeArrive(t *testing.T) {
	w := newWorld(t)
	worker := w.worker("a", func(c *call) {
		body := string(c.readBody())
		c.turnOver()
		c.write(ok(fmt.Sprintf("%d %d", len(body), strings.Count(body, "x"))))
	})
	member := w.balancer.pool.take("a")
	var clients []*client
	sizes := []int{0, 1, oneWrite / 2, 2 * oneWrite, 1, memoryBody, memoryBody + 1, 0}
	for i, size := range sizes {
		c := w.dial()
		go func() { // ends when it is read: the first byte is read before the worker is free
			c.send(fmt.Sprintf("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n", size), strings.Repeat("x", size))
		}()
		w.untilQueued(i + 1)
		clients = append(clients, c)
	}
	w.balancer.release(member, false)
	for i, c := range clients {
		c.response().is(t, 200, fmt.Sprintf("%d %d", sizes[i], sizes[i]))
	}
	if worker.most.Load() > 1 || worker.started.Load() != int64(len(sizes)) {
		t.Errorf("%d requests, %d at once", worker.started.Load(), worker.most.Load())
	}
}

func TestRequestBegunOnAStaleConnectionIsSentAgainAndRunOnce(t *testing.T) {
	w := newWorld(t)
	more := make(chan struct{})
	worker := w.worker("a", func(c *call) {
		hello(c)
		if c.req.URL.Path == "/lie" {
			c.write(<-garbage(more))
		}
	})
	w.dial().get("/lie").is(t, 200, "a")
	member := w.balancer.pool.take("a")
	close(more)
	until(t, "the garbage is there", func() bool {
		_, err := member.up.asker.ask(nil, false)
		return err == errStale
	})
	c := w.dial().send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody")
	w.untilQueued(1)
	w.balancer.release(member, false)
	c.response().is(t, 200, "a body")
	if worker.started.Load() != 2 || worker.dials.Load() != 2 {
		t.Errorf("%d requests over %d connections", worker.started.Load(), worker.dials.Load())
	}
}
