package lb

import (
	"sync/atomic"
	"testing"
	"time"
)

func TestFailedHealthChecksOpenTheCircuit(t *testing.T) {
	w := newWorld(t, func(o *Options) {
		o.Health = HealthCheck{Path: "/health", Interval: 5 * time.Millisecond, Failures: 3, Circuit: 60 * time.Millisecond}
	})
	var sick atomic.Bool
	var probes atomic.Int64
	worker := w.worker("a", func(c *call) {
		if c.req.URL.Path != "/health" {
			hello(c)
			return
		}
		probes.Add(1)
		c.turnOver()
		if sick.Load() {
			c.write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n")
		} else {
			c.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") // alive
		}
		c.hangUp()
	})
	until(t, "probes", func() bool { return probes.Load() > 3 })
	w.dial().get("/").is(t, 200, "a")
	sick.Store(true)
	until(t, "the circuit opens", func() bool { return w.balancer.State().Workers["a"].State == "out" })
	sick.Store(false)
	w.dial().get("/").is(t, 200, "a") // waits until it is closed again
	if worker.most.Load() > 1 {
		t.Error("a probe ran beside a request")
	}
	if n := w.balancer.metrics.circuits.Load(); n < 1 || len(w.events.failures()) > 0 {
		t.Errorf("opened %d times, reported %v", n, w.events.failures())
	}
	if served := w.balancer.State().Workers["a"].Served; served != 2 {
		t.Errorf("%d served: probes are no requests", served)
	}
}

func TestProbeHoldsItsWorkerUntilItsAnswerIsWhole(t *testing.T) {
	w := newWorld(t, func(o *Options) {
		o.Health = HealthCheck{Path: "/health", Interval: 5 * time.Millisecond, Failures: 3, Circuit: time.Second}
	})
	rest := make(chan struct{})
	worker := w.worker("a", func(c *call) {
		if c.req.URL.Path != "/health" {
			hello(c)
			return
		}
		c.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
		<-rest
		c.turnOver()
		c.write("k")
	})
	until(t, "a probe", func() bool { return worker.running.Load() == 1 })
	c := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	w.untilQueued(1)
	close(rest)
	c.response().is(t, 200, "a")
	if worker.most.Load() > 1 {
		t.Error("a request ran beside the probe")
	}
}
