package manager

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"testing"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// playWorker keeps the worker contract as far as the manager sees it.
func playWorker() {
	ln, err := net.Listen("unix", os.Getenv("RIP_SOCKET"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer ln.Close()
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	version, _ := strconv.Atoi(os.Getenv("RIP_VERSION"))
	me := control.Member{
		App: os.Getenv("RIP_APP_NAME"), WorkerID: os.Getenv("RIP_WORKER_ID"),
		PID: os.Getpid(), Socket: os.Getenv("RIP_SOCKET"), Version: version,
	}
	server := control.NewClient(os.Getenv("RIP_CONTROL"))
	if err := server.Join(context.Background(), me); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	<-term
	_ = server.Quit(context.Background(), me)
}

type liveRuntime struct{ fakeRuntime }

func (liveRuntime) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	command := part("worker")
	command.Env = append(command.Env, runtime.Environ(app, slot)...)
	return command, nil
}

// idleTraffic is a balancer that never has a request in flight.
type idleTraffic struct{}

func (idleTraffic) Add(Member)                   {}
func (idleTraffic) Activate(int)                 {}
func (idleTraffic) Retire(_ string, done func()) { done() }
func (idleTraffic) Remove(string)                {}
func TestRealWorkersJoinOverTheSocketAndLiveThroughEverything(t *testing.T) {
	dir, err := os.MkdirTemp("/tmp", "ripmgr")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	paths, err := control.NewPaths(dir, "test", "live", "")
	if err != nil {
		t.Fatal(err)
	}
	spawner := NewSpawner(os.Environ())
	defer spawner.Close()
	m, err := New(Config{
		App: runtime.App{Name: "live"}, Runtime: liveRuntime{}, Workers: 3, Surge: 3,
		Control: paths.Control(), Socket: paths.Worker, Starter: spawner, Traffic: idleTraffic{},
		Output: func(line control.LogLine) { t.Logf("%s: %s", line.Worker, line.Text) },
	})
	if err != nil {
		t.Fatal(err)
	}
	server, err := control.Listen(control.Options{App: "live", Socket: paths.Control(), Registry: m, Admin: struct{ control.Admin }{}})
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve() }()
	m.Start()

	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	allReady := func(s Snapshot) bool { return s.Ready == s.Desired && s.Extra == 0 }
	first, err := m.Wait(ctx, allReady)
	if err != nil {
		t.Fatalf("the workers did not get ready: %v, %+v", err, first)
	}
	_ = syscall.Kill(first.Workers[0].PID, syscall.SIGKILL)
	if _, err := m.Wait(ctx, func(s Snapshot) bool { return s.Restarts[Crash] == 1 && allReady(s) }); err != nil {
		t.Errorf("the killed worker was not replaced: %v", err)
	}
	_ = syscall.Kill(first.Workers[1].PID, syscall.SIGTERM) // it says quit before it goes
	if _, err := m.Wait(ctx, func(s Snapshot) bool { return s.Restarts[Quit] == 1 && allReady(s) }); err != nil {
		t.Errorf("the worker that quit was not replaced: %v", err)
	}
	if err := errors.Join(m.Restart(ctx), m.Reload(ctx), m.Scale(ctx, 2)); err != nil {
		t.Error(err)
	}
	last := m.Snapshot()
	if last.Version != 2 || last.Ready != 2 || len(last.Workers) != 2 {
		t.Errorf("in the end: %+v", last)
	}
	if err := errors.Join(m.Stop(ctx), server.Close(ctx), <-served); err != nil {
		t.Error(err)
	}
	for _, w := range append(first.Workers, last.Workers...) {
		if !gone(w.PID) {
			t.Errorf("worker %s, pid %d, is still there", w.ID, w.PID)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%v are left behind", left)
	}
}
