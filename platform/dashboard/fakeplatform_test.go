//go:build e2e

package dashboard_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/dashboard"
)

// fakePlatform answers as the platform does, with apps in states that a real
// one is hard to bring into, all at once and always the same: for pictures.
type fakePlatform struct {
	*httptest.Server
	streams atomic.Int32 // that are open

	mu   sync.Mutex
	apps []platform.App
	down bool
}

// age is how long everything has run in the pictures.
const age = 3*24*time.Hour + 4*time.Hour

func newFakePlatform(t *testing.T, apps ...platform.App) *fakePlatform {
	t.Helper()
	f := &fakePlatform{apps: apps}
	mux := http.NewServeMux()
	mux.Handle("/", dashboard.Handler())
	mux.HandleFunc("GET /api/apps", f.answer(func(*http.Request) any { return f.apps }))
	mux.HandleFunc("GET /api/stats", f.answer(func(*http.Request) any { return f.stats() }))
	mux.HandleFunc("GET /api/login", f.answer(func(*http.Request) any {
		return map[string]any{"name": "local", "scope": "admin"}
	}))
	mux.HandleFunc("GET /api/tokens", f.answer(someTokens))
	mux.HandleFunc("GET /api/apps/{name}/metrics", f.answer(f.metrics))
	mux.HandleFunc("GET /api/events", f.stream(f.events))
	mux.HandleFunc("GET /api/apps/{name}/logs", f.stream(logs))
	mux.HandleFunc("POST /api/check", f.answer(check))
	f.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		f.CloseClientConnections()
		f.Close()
	})
	return f
}

// fail has the platform answer nothing but 503, or come back.
func (f *fakePlatform) fail(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
	f.CloseClientConnections()
}

// serves reports whether the platform is up, and refuses the request otherwise.
func (f *fakePlatform) serves(w http.ResponseWriter) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	return !f.down
}

func (f *fakePlatform) answer(with func(*http.Request) any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !f.serves(w) {
			return
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(with(r))
	}
}

// stream sends messages, and then that it is there until the client leaves.
func (f *fakePlatform) stream(messages func(*http.Request) []string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !f.serves(w) {
			return
		}
		f.streams.Add(1)
		defer f.streams.Add(-1)
		w.Header().Set("Content-Type", "text/event-stream")
		for _, message := range messages(r) {
			fmt.Fprintf(w, "%s\n\n", message)
		}
		quiet := time.NewTicker(10 * time.Second)
		defer quiet.Stop()
		for ; r.Context().Err() == nil; fmt.Fprint(w, ":\n\n") {
			http.NewResponseController(w).Flush()
			select {
			case <-quiet.C:
			case <-r.Context().Done():
			}
		}
	}
}

func (f *fakePlatform) stats() platform.Stats {
	s := platform.Stats{Apps: len(f.apps), Version: "1.0.0", UptimeSeconds: age.Seconds()}
	for _, app := range f.apps {
		if app.Status == platform.Running {
			s.Running++
		}
		s.Workers += app.Slots.Idle + app.Slots.Busy
		s.Requests += app.Traffic.Requests
		s.RPS += app.Traffic.RPS
		s.MemoryBytes += app.Traffic.MemoryBytes
	}
	return s
}

// metrics are waves about the app's rate, so that a chart has something to draw.
func (f *fakePlatform) metrics(r *http.Request) any {
	at := slices.IndexFunc(f.apps, func(a platform.App) bool { return a.Name == r.PathValue("name") })
	rate := f.apps[at].Traffic.RPS
	window, _ := time.ParseDuration(r.FormValue("window"))
	m := platform.Series{Step: 2, Times: []time.Time{}}
	now := time.Now().Truncate(2 * time.Second)
	for i := int(window.Seconds() / 2); i >= 0; i-- {
		at := now.Add(-time.Duration(i) * 2 * time.Second)
		x := float64(at.Unix()) / 40
		wave := 1 + 0.5*math.Sin(x) + 0.2*math.Sin(7*x)
		m.Times = append(m.Times, at)
		m.Series.RPS = append(m.Series.RPS, rate*wave)
		m.Series.P50 = append(m.Series.P50, 4*wave)
		m.Series.P99 = append(m.Series.P99, 21*wave*wave)
		m.Series.Queue = append(m.Series.Queue, math.Max(0, math.Round(6*wave-5)))
		m.Series.Errors = append(m.Series.Errors, math.Max(0, wave-1.6))
		m.Series.Memory = append(m.Series.Memory, 180e6+20e6*wave)
		m.Series.Busy = append(m.Series.Busy, math.Round(2*wave))
	}
	return m
}

func check(r *http.Request) any {
	var asked struct{ Directory string }
	json.NewDecoder(r.Body).Decode(&asked)
	return map[string]any{"ok": true, "entry": asked.Directory + "/index.ts", "runtime": "bun 1.4.5", "name": "shop"}
}
