package lb

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStatusTellsWhetherAWorkerIsThere(t *testing.T) {
	w := newWorld(t)
	c := w.dial()
	got := c.get("/status")
	got.is(t, 503, `{"status":"degraded","app":"shop","workers":0,"ports":{"http":3000},"uptime":0}`+"\n")
	w.worker("a", hello)
	c.get("/status?x=y").is(t, 200, `{"status":"healthy","app":"shop","workers":1,"ports":{"http":3000},"uptime":0}`+"\n")
	w.worker("b", hello)
	var page map[string]any
	if err := json.Unmarshal([]byte(c.get("/status").text), &page); err != nil || page["workers"] != 2.0 {
		t.Errorf("%v, %v", page, err)
	}
	w.balancer.Retire("a", func() {})
	w.balancer.Remove("b")
	got = c.get("/status")
	if got.StatusCode != 503 || got.Header.Get("Content-Type") != "application/json" || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
}

func TestStatusAnswersWhenAllWorkersAreBusy(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.MaxQueue = 0 })
	tokens := make(chan struct{})
	w.worker("a", held(tokens))
	busy := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	until(t, "it runs", func() bool { return w.balancer.State().Busy == 1 })
	if got := w.dial().get("/status"); got.StatusCode != 200 {
		t.Errorf("got %d", got.StatusCode)
	}
	close(tokens)
	busy.response()
}

func TestOnlyGETOfTheStatusPathIsOurs(t *testing.T) {
	w := newWorld(t, func(o *Options) { o.StatusPath = "/healthz" })
	w.worker("a", hello)
	c := w.dial()
	for _, line := range []string{"GET /status", "POST /healthz", "GET /healthz/x", "GET //healthz", "GET /healthz%20"} {
		c.send(line+" HTTP/1.1\r\nHost: h\r\n\r\n").response().is(t, 200, "a")
	}
	if got := c.get("/healthz"); got.Header.Get("Content-Type") != "application/json" {
		t.Errorf("got %v", got.Header)
	}
	off := newWorld(t, func(o *Options) { o.StatusPath = "" })
	off.worker("a", hello)
	off.dial().get("/status").is(t, 200, "a")
}

func TestRenderedStatusIsKeptForASecond(t *testing.T) {
	w := newWorld(t)
	w.worker("a", hello)
	first := w.balancer.statusNow()
	if w.balancer.status.started = time.Now(); w.balancer.statusNow() != first {
		t.Error("rendered twice for nothing")
	}
	w.balancer.status.started = time.Now().Add(-90 * time.Second)
	var page struct{ Uptime int }
	if err := json.Unmarshal(w.balancer.statusNow().body, &page); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(90, page.Uptime); diff != "" {
		t.Error(diff)
	}
}
