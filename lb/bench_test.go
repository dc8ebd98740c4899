package lb

import (
	"bufio"
	"io"
	"net"
	"runtime"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

const pingRequest = "GET /ping HTTP/1.1\r\nHost: localhost:3000\r\n\r\n"

// pingWorker answers every read with the same bytes and allocates nothing, so
// that what is measured is ours.
func pingWorker(w *world) {
	ln, err := net.Listen("unix", w.dir+"/ping.sock")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { ln.Close() })
	go func() { // ends with ln; its connections end with the balancer's
		for {
			nc, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer nc.Close()
				buf, pong := make([]byte, 4096), []byte(ok("pong"))
				for {
					if _, err := nc.Read(buf); err != nil {
						return
					}
					if _, err := nc.Write(pong); err != nil {
						return
					}
				}
			}()
		}
	}()
	w.balancer.Add(Member{ID: "ping", Socket: w.dir + "/ping.sock", Version: 1})
}

// pinger asks once and reads the answer, without allocating.
func pinger(w *world) func() {
	nc, err := net.Dial("tcp", w.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { nc.Close() })
	ping := []byte(pingRequest)
	buf := make([]byte, 4096)
	return func() {
		if _, err := nc.Write(ping); err != nil {
			w.t.Fatal(err)
		}
		if _, err := nc.Read(buf); err != nil {
			w.t.Fatal(err)
		}
	}
}

// BenchmarkPing is one client, one worker, both kept alive: client → server →
// worker and back, five goroutine switches and eight system calls.
func BenchmarkPing(b *testing.B) {
	w := newWorld(b)
	pingWorker(w)
	ping := pinger(w)
	b.ReportAllocs()
	for b.Loop() {
		ping()
	}
}

func BenchmarkPoolAcquireRelease(b *testing.B) {
	p := NewPool(RoundRobin, 8)
	for _, id := range []string{"a", "b", "c", "d"} {
		p.Add(&Worker{Member: Member{ID: id}, up: &Upstream{}})
	}
	wt := newWaiter(nil)
	b.ReportAllocs()
	for b.Loop() {
		worker, _, err := p.Acquire(&wt, false)
		if err != nil {
			b.Fatal(err)
		}
		p.Release(worker, true)
	}
}

// A hand-over goes through the queue: four clients for one worker.
func BenchmarkPoolHandOver(b *testing.B) {
	p := NewPool(RoundRobin, 1<<20)
	p.Add(&Worker{Member: Member{ID: "a"}, up: &Upstream{}})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		wt := newWaiter(nil)
		for pb.Next() {
			wt.deadline = time.Now().Add(time.Minute)
			worker, _, err := p.Acquire(&wt, false)
			if err != nil {
				b.Error(err)
				return
			}
			p.Release(worker, true)
		}
	})
}

// The whole way of a /ping allocates nothing once connections are warm: not in
// parsing, dispatch, framing, log or metrics.
func TestPingAllocatesNothing(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	log := NewAccessLog(io.Discard, LogFormat{})
	defer log.Close()
	w := newWorld(t, func(o *Options) { o.Log = log })
	pingWorker(w)
	ping := pinger(w)
	for range 1000 {
		ping()
	}
	var before, after runtime.MemStats
	const n = 2000
	runtime.ReadMemStats(&before)
	for range n {
		ping()
	}
	runtime.ReadMemStats(&after)
	if perPing := float64(after.Mallocs-before.Mallocs) / n; perPing > 0.1 {
		t.Errorf("%.2f allocations per request", perPing)
	}
}

// Composing what goes to the worker and to the client allocates nothing.
func TestFramingAllocatesNothing(t *testing.T) {
	w := newWorld(t)
	x := &Exchange{conn: &conn{srv: w.server, ip: []byte("127.0.0.1"), scheme: "http"}}
	u := &Upstream{opts: &w.balancer.opts}
	var resp http1.Response
	parseInto(t, x, pingRequest)
	if err := resp.Read(bufio.NewReader(&loop{data: ok("pong")}), maxWorkerHead); err != nil {
		t.Fatal(err)
	}
	var out []byte
	n := testing.AllocsPerRun(100, func() {
		out = appendRequest(out[:0], x, u)
		out = w.balancer.appendHead(out[:0], x, &resp, 4)
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func parseInto(t testing.TB, x *Exchange, raw string) {
	t.Helper()
	limits := http1.Limits{Head: DefaultMaxHead, Target: DefaultMaxTarget}
	if err := x.Request.Read(bufio.NewReader(&loop{data: raw}), limits); err != nil {
		t.Fatal(err)
	}
	x.begin(time.Now())
}

// loop reads the same bytes again and again.
type loop struct{ data string }

func (l *loop) Read(p []byte) (int, error) { return copy(p, l.data), nil }
