package lb

import (
	"context"
	"io"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/pipe"
)

// world is a Server with its Balancer and fake workers. It checks the accounts
// of promise 2 when its test has ended.
type world struct {
	t        testing.TB
	balancer *Balancer
	server   *Server
	addr     string
	dir      string
	events   *eventLog
	workers  []*fakeWorker
	once     sync.Once
}

// testOptions are the settings of tests that do not say otherwise: timeouts
// are long, so that only a test that means one meets it.
func testOptions() Options {
	return Options{
		App: "shop", Variant: "test", Policy: RoundRobin, MaxQueue: 64, QueueTimeout: 30 * time.Second,
		ConnectTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleUpstream: 30 * time.Second, KeepUpstream: true,
		MaxBody: 100 << 20, MaxStreams: 8, StreamGrace: 10 * time.Second, StatusPath: "/status",
		Ports:  func() map[string]int { return map[string]int{"http": 3000} },
		Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

func testLimits() ClientLimits {
	return ClientLimits{HeaderTimeout: 30 * time.Second, IdleTimeout: 30 * time.Second, MaxHead: DefaultMaxHead, MaxTarget: DefaultMaxTarget}
}

func newWorld(t testing.TB, change ...func(*Options)) *world {
	t.Helper()
	return newWorldWithLimits(t, testLimits(), change...)
}

func newWorldWithLimits(t testing.TB, limits ClientLimits, change ...func(*Options)) *world {
	t.Helper()
	opts := testOptions()
	w := &world{t: t, dir: t.TempDir(), events: &eventLog{}}
	opts.Events = w.events
	for _, f := range change {
		f(&opts)
	}
	w.balancer = New(opts)
	w.server = NewServer(w.balancer, limits, opts.TrustProxy, opts.Logger)
	lns, err := Listen("127.0.0.1", 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	w.addr = lns[0].Addr().String()
	w.server.Serve(lns[0], "http")
	t.Cleanup(w.close)
	return w
}

// worker adds a worker of version 1 that answers so.
func (w *world) worker(id string, answer func(*call)) *fakeWorker {
	w.t.Helper()
	return w.member(Member{ID: id, Version: 1}, answer)
}

func (w *world) member(m Member, answer func(*call)) *fakeWorker {
	w.t.Helper()
	f := startWorker(w.t, m.ID, w.dir, answer)
	w.workers = append(w.workers, f)
	m.Socket = f.socket
	if !w.balancer.Add(m) {
		w.t.Fatalf("worker %s was not added", m.ID)
	}
	return f
}

// inside adds a worker that lives in this process.
func (w *world) inside(id string, answer func(*call)) *fakeWorker {
	w.t.Helper()
	ln := pipe.Listen()
	f := startWorkerAt(ln, id, answer)
	w.workers = append(w.workers, f)
	if !w.balancer.Add(Member{ID: id, Version: 1, Dial: ln.Dial}) {
		w.t.Fatalf("worker %s was not added", id)
	}
	return f
}

// close ends everything and checks that nothing is left over.
func (w *world) close() {
	w.once.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		w.balancer.DrainStreams()
		if err := w.server.Shutdown(ctx); err != nil {
			w.t.Errorf("shutdown: %v", err)
		}
		w.balancer.Close() // no health check is under way any more
		state := w.balancer.State()
		for _, f := range w.workers {
			f.stop()
		}
		w.server.Wait()
		w.checkAccounts(state)
	})
}

// checkAccounts is promise 2 when nothing is going on.
func (w *world) checkAccounts(s PoolState) {
	if s.Busy != 0 || s.Queued != 0 || s.Streams != 0 {
		w.t.Errorf("left over: %+v", s)
	}
	counts := map[string]int{}
	for _, member := range s.Workers {
		counts[member.State]++
	}
	if counts["idle"] != s.Idle || counts["busy"]+counts["retiring"] != 0 {
		w.t.Errorf("%d idle, but the workers say %v", s.Idle, counts)
	}
	if n := w.balancer.metrics.inFlight.Load(); n != 0 {
		w.t.Errorf("%d in flight when all is over", n)
	}
	if n := w.balancer.streams.n.Load(); n != 0 {
		w.t.Errorf("%d streams when all is over", n)
	}
}

// until waits until cond holds, half a minute at most.
func until(t testing.TB, what string, cond func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !cond() {
		if time.Now().After(deadline) {
			t.Fatalf("never happened: %s", what)
		}
		time.Sleep(time.Millisecond) // between two looks
	}
}

func (w *world) untilIdle(n int) {
	w.t.Helper()
	until(w.t, "idle workers", func() bool { return w.balancer.State().Idle == n })
}

func (w *world) untilQueued(n int) {
	w.t.Helper()
	until(w.t, "queued requests", func() bool { return w.balancer.State().Queued == n })
}

// eventLog keeps what the balancer tells the manager.
type eventLog struct {
	mu        sync.Mutex
	failed    []string // "id kind"
	exhausted []string
}

func (l *eventLog) Failed(id string, kind FailureKind) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed = append(l.failed, id+" "+string(kind))
}

func (l *eventLog) Exhausted(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.exhausted = append(l.exhausted, id)
}

func (l *eventLog) exhaustions() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string{}, l.exhausted...)
}

func (l *eventLog) failures() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string{}, l.failed...)
}

func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }
