package generator

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// server serves a handler until the test ends.
func server(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

func pong(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "pong") }

func run1(t *testing.T, plan Plan) *Result {
	t.Helper()
	result, err := Run(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// The one thing that an open loop is for. One connection, a request every
// 10 ms, and the first is stalled for 200 ms: those that were due meanwhile
// were late by up to 200 ms, and must say so, though the server answered each
// at once when it came.
func TestOpenLoopMeasuresFromWhenARequestWasDue(t *testing.T) {
	const stall = 200 * time.Millisecond
	var stalled sync.Once
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		stalled.Do(func() { time.Sleep(stall) })
		pong(w, r)
	})
	result := run1(t, Plan{URL: s.URL, Connections: 1, Rate: 100, Duration: 500 * time.Millisecond})
	if result.Good != 50 {
		t.Errorf("%d good answers, want all 50 that were due; failures %v", result.Good, result.Failures)
	}
	// Requests 1 to 9 were due at 10 … 90 ms and could not be answered before
	// 200 ms, so at least 10 with the stalled one took 110 ms or more.
	late := 0
	for _, bar := range result.Latency.Distribution() {
		if bar.From >= 100_000 {
			late += int(bar.Count)
		}
	}
	if late < 10 {
		t.Errorf("%d requests were late by 100 ms or more, want at least 10: the stall was left out", late)
	}
	if due, sent := result.Latency.Mean(), result.Service.Mean(); due <= sent {
		t.Errorf("mean latency %v µs is not above mean service time %v µs", due, sent)
	}
}

func TestOpenLoopSendsExactlyWhatIsDue(t *testing.T) {
	var seen atomic.Int64
	s := server(t, func(w http.ResponseWriter, r *http.Request) { seen.Add(1); pong(w, r) })
	result := run1(t, Plan{URL: s.URL, Connections: 4, Rate: 300, Duration: 500 * time.Millisecond})
	if result.Good != 150 || seen.Load() != 150 {
		t.Errorf("%d good answers, server saw %d; want 150", result.Good, seen.Load())
	}
}

func TestClosedLoopCountsEveryAnswerByItsStatus(t *testing.T) {
	var seen atomic.Int64
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if seen.Add(1)%3 == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		pong(w, r)
	})
	result := run1(t, Plan{URL: s.URL, Connections: 3, Duration: 200 * time.Millisecond})
	if total := result.Good + result.Bad(); int64(total) != seen.Load() || result.Status[503] == 0 || result.Bad() != result.Status[503] {
		t.Errorf("counted %+v of %d requests", result.Status, seen.Load())
	}
	if n := result.Latency.TotalCount(); n != int64(result.Good) {
		t.Errorf("%d latencies for %d good answers", n, result.Good)
	}
}

func TestCloseTakesANewConnectionForEachRequest(t *testing.T) {
	var connections atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(pong))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	result := run1(t, Plan{URL: s.URL, Connections: 2, Rate: 100, Close: true, Duration: 200 * time.Millisecond})
	if result.Good != 20 || connections.Load() != 20 {
		t.Errorf("%d good answers over %d connections, want 20 over 20", result.Good, connections.Load())
	}
}

func TestBodiesArriveWholeAndSlowlyWhenPaced(t *testing.T) {
	var got atomic.Int64
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		got.Store(n)
		pong(w, r)
	})
	result := run1(t, Plan{URL: s.URL, Connections: 1, BodySize: 3000, Pace: 10_000, Duration: time.Millisecond})
	if result.Good != 1 || got.Load() != 3000 {
		t.Errorf("%d good answers, server got %d bytes; want 1 and 3000", result.Good, got.Load())
	}
	// Three tenths of a second for the body; sleeping may take longer, never less.
	if least := 300 * time.Millisecond; result.Elapsed < least {
		t.Errorf("it took %s, want at least %s", result.Elapsed, least)
	}
}

func TestFailuresAreCountedByKind(t *testing.T) {
	hangsUp := server(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	release := make(chan struct{})
	silent := server(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	refused := httptest.NewServer(http.NotFoundHandler())
	refused.Close()
	for kind, url := range map[string]string{failRead: hangsUp.URL, failTimeout: silent.URL, failConnect: refused.URL} {
		result := run1(t, Plan{URL: url, Connections: 1, Duration: 20 * time.Millisecond, Timeout: 50 * time.Millisecond})
		if result.Failures[kind] == 0 || result.Good != 0 || result.Bad() != result.Failures[kind] {
			t.Errorf("%s: %v", kind, result.Failures)
		}
	}
}

func TestRequestsThatNoConnectionCouldTakeAreCounted(t *testing.T) {
	release := make(chan struct{})
	s := server(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	result := run1(t, Plan{URL: s.URL, Connections: 1, Rate: 1000, Duration: 100 * time.Millisecond, Timeout: 30 * time.Millisecond})
	if result.Failures[failUnsent] == 0 || result.Bad() != 100 {
		t.Errorf("failures %v; want timeouts and unsent ones, 100 together", result.Failures)
	}
}

func TestUnixSocketsAreReachedInsteadOfTheHost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(pong))
	s.Listener = listener
	s.Start()
	defer s.Close()
	result := run1(t, Plan{URL: "http://nowhere.invalid/ping", Socket: path, Connections: 1, Rate: 100, Duration: 20 * time.Millisecond})
	if result.Good != 2 {
		t.Errorf("%d good answers, want 2; %v", result.Good, result.Failures)
	}
}

func TestACancelledRunEndsAtOnceAndSaysSo(t *testing.T) {
	arrived := make(chan struct{}, 1)
	release := make(chan struct{})
	s := server(t, func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-release })
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-arrived; cancel() }()
	if _, err := Run(ctx, Plan{URL: s.URL, Connections: 1, Duration: time.Hour, Timeout: time.Hour}); !errors.Is(err, context.Canceled) {
		t.Errorf("Run = %v, want the cancellation", err)
	}
}

func TestPlansThatMakeNoSenseAreRefused(t *testing.T) {
	good := Plan{URL: "http://localhost:1", Connections: 1, Duration: time.Second}
	for name, spoil := range map[string]func(*Plan){
		"no scheme":      func(p *Plan) { p.URL = "localhost:1" },
		"ftp":            func(p *Plan) { p.URL = "ftp://localhost" },
		"no connections": func(p *Plan) { p.Connections = 0 },
		"no time":        func(p *Plan) { p.Duration = 0 },
		"negative rate":  func(p *Plan) { p.Rate = -1 },
	} {
		plan := good
		spoil(&plan)
		if _, err := Run(t.Context(), plan); !errors.Is(err, ErrPlan) {
			t.Errorf("%s: Run = %v, want ErrPlan", name, err)
		}
	}
}

func TestACrowdIsHeldAndCounted(t *testing.T) {
	s := server(t, pong)
	crowd, err := Gather(t.Context(), s.URL, 50)
	if err != nil {
		t.Fatal(err)
	}
	if open := crowd.Disperse(); open != 50 {
		t.Errorf("%d connections were still open, want 50", open)
	}
}
