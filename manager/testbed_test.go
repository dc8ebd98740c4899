package manager

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// bed is a manager in a synctest bubble, with processes and a balancer that
// do what the test says.
type bed struct {
	t       *testing.T
	m       *Manager
	traffic *fakeTraffic
	socket  func(id string) string
	// behave is the life of a process, in a goroutine of its own. Default: it joins at once.
	behave func(p *fakeProcess)

	mu        sync.Mutex
	processes map[string]*fakeProcess
	started   []string
	alive     int
	peak      int
	events    []Event
}

// inBed runs test with a started manager, and stops it afterwards.
func inBed(t *testing.T, configure func(*bed, *Config), test func(*testing.T, *bed)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bed{t: t, processes: map[string]*fakeProcess{}}
		b.behave = func(p *fakeProcess) { b.mustJoin(p) }
		b.traffic = newFakeTraffic(b)
		dir := t.TempDir()
		b.socket = func(id string) string { return filepath.Join(dir, id) }
		cfg := Config{
			App: runtime.App{Name: "app"}, Runtime: fakeRuntime{}, Workers: 4, Control: "/c.sock",
			Socket:  b.socket,
			Starter: b, Traffic: b.traffic, Observer: b.observe,
			Memory: func(int) (int64, error) { return 1, nil },
			Jitter: func() float64 { return 0.5 },
		}
		if configure != nil {
			configure(b, &cfg)
		}
		m, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		b.m = m
		t.Cleanup(b.end) // in the bubble, and also when the test gives up
		m.Start()
		synctest.Wait()
		test(t, b)
	})
}

// end stops the manager, which must leave nothing.
func (b *bed) end() {
	if err := b.m.Stop(context.Background()); err != nil {
		b.t.Errorf("Stop: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.alive != 0 {
		b.t.Errorf("%d processes are left after Stop", b.alive)
	}
}

func (b *bed) Start(command runtime.Command, id string, out func(control.LogLine)) (Process, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := &fakeProcess{bed: b, id: id, entry: command.Path, pid: 1_000_000_000 + len(b.started), done: make(chan struct{}), out: out}
	b.processes[id] = p
	b.started = append(b.started, id)
	b.alive++
	b.peak = max(b.peak, b.alive)
	go b.behave(p)
	return p, nil
}

func (b *bed) observe(e Event) {
	s := b.m.survey() // the observer runs in the actor
	if s.Starting+s.Ready+s.Draining+s.Backoff != s.Desired {
		b.t.Errorf("at %v: %d starting + %d ready + %d draining + %d backoff is not %d desired", e.Kind, s.Starting, s.Ready, s.Draining, s.Backoff, s.Desired)
	}
	if e.Kind == Fault {
		b.t.Errorf("the manager reports a fault: %s", e.Text)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events = append(b.events, e)
}

func (b *bed) mustJoin(p *fakeProcess) {
	if err := b.join(p); err != nil {
		b.t.Errorf("join of %s: %v", p.id, err)
	}
}

func (b *bed) join(p *fakeProcess) error {
	msg := control.Member{Op: control.OpJoin, App: "app", WorkerID: p.id, PID: p.pid, Socket: b.socket(p.id)}
	return b.m.Join(context.Background(), msg, control.Peer{PID: p.pid})
}

// settle lets everything happen that is due.
func (b *bed) settle() Snapshot {
	synctest.Wait()
	return b.m.Snapshot()
}

// pass lets d go by.
func (b *bed) pass(d time.Duration) Snapshot {
	time.Sleep(d) // the bubble's clock
	return b.settle()
}

func (b *bed) process(id string) *fakeProcess {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	p, ok := b.processes[id]
	if !ok {
		b.t.Fatalf("worker %s was never started, only %v", id, b.started)
	}
	return p
}

func (b *bed) wasStarted(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, ok := b.processes[id]
	return ok
}

// ids lists the workers in the order of their start.
func (b *bed) ids() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.started...)
}

// most is how many processes ever ran at once.
func (b *bed) most() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.peak
}

func (b *bed) count(kind Kind) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// wants fails the test unless the slots are so.
func (b *bed) wants(ready, starting, draining, backoff int) {
	b.t.Helper()
	s := b.settle()
	got := fmt.Sprint(s.Ready, s.Starting, s.Draining, s.Backoff)
	if want := fmt.Sprint(ready, starting, draining, backoff); got != want {
		b.t.Fatalf("ready, starting, draining, backoff are %s, want %s", got, want)
	}
}

type fakeRuntime struct{}

func (fakeRuntime) Name() string     { return "fake" }
func (fakeRuntime) Describe() string { return "fake" }
func (fakeRuntime) Worker(app runtime.App, _ runtime.Slot) (runtime.Command, error) {
	return runtime.Command{Path: app.Entry}, nil
}

// fakeProcess ends when it is told to: by the test, by SIGKILL, and by
// SIGTERM unless it is stubborn.
type fakeProcess struct {
	bed      *bed
	id       string
	entry    string // of the app it was started for
	pid      int
	out      func(control.LogLine)
	once     sync.Once
	done     chan struct{}
	text     string
	stubborn bool // set by behave, before it joins
	killed   atomic.Bool
}

func (p *fakeProcess) PID() int              { return p.pid }
func (p *fakeProcess) Done() <-chan struct{} { return p.done }
func (p *fakeProcess) ExitText() string      { return p.text }

func (p *fakeProcess) Kill() {
	p.killed.Store(true)
	p.exit("signal: killed")
}

func (p *fakeProcess) Terminate() {
	if !p.stubborn {
		p.exit("exit code 0")
	}
}

func (p *fakeProcess) exit(text string) {
	p.once.Do(func() {
		p.text = text
		p.bed.mu.Lock()
		p.bed.alive--
		p.bed.mu.Unlock()
		close(p.done)
	})
}

func (p *fakeProcess) says(text string) {
	p.out(control.LogLine{Worker: p.id, Stream: "stderr", Text: text})
}
