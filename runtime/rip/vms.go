package rip

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/worker"
)

// maxHanging is how many workers that were killed may go on in a native call
// before no new ones are started: each may keep a core busy, and memory.
const maxHanging = 8

// VMs is the embedded runtime with all workers in this process: a worker costs
// a few hundred kilobytes, and a request no system call. Safe for concurrent
// use; it holds nothing while no worker lives.
type VMs struct {
	options VMOptions
	library library
	room    *room

	mu      sync.Mutex
	guard   *engine.Guard // while there are workers
	sources map[runtime.App]*shared
	roster  roster
	live    int
	hanging int
}

// VMOptions are what a VMs is made of.
type VMOptions struct {
	// Environ is process.env of the apps, "NAME=value", before the variables
	// of the worker contract.
	Environ []string
	// Heap is how many bytes the objects of the whole process may take before
	// the VM that has been running longest is killed. 0 is no limit.
	Heap uint64
	// Room is how many bytes of garbage the whole process may hold while there are
	// workers: Go's collector is set for that. 0 leaves it alone.
	Room uint64
	// Log is told once when bundles cannot be kept. Required.
	Log *slog.Logger
	// Program is the one that runs a worker in a process, for who asks for that.
	Program string
}

// shared is the code of an app, of which its workers share one.
type shared struct {
	*bundle.Source
	workers int
}

var _ runtime.InProcess = (*VMs)(nil)

// NewVMs returns a runtime without workers.
func NewVMs(options VMOptions) *VMs {
	return &VMs{
		options: options, library: newLibrary(options.Environ, options.Log), room: &room{bytes: options.Room},
		sources: map[runtime.App]*shared{},
	}
}

// With is v for apps that have further variables, "NAME=value". They share what
// is compiled, @rip/api above all, and the room for garbage.
func (v *VMs) With(environ ...string) *VMs {
	options := v.options
	options.Environ = slices.Concat(v.options.Environ, environ)
	return &VMs{options: options, library: v.library, room: v.room, sources: map[runtime.App]*shared{}}
}

// Name is "rip".
func (*VMs) Name() string { return Name }

// Describe is for the banner, status and doctor.
func (*VMs) Describe() string { return "embedded runtime, workers within the server" }

// Worker returns the command that runs one worker in a process of its own.
func (v *VMs) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	return workerCommand(v.options.Program, app, slot), nil
}

// Start starts a worker of app.
func (v *VMs) Start(app runtime.App, slot runtime.Slot, host runtime.Host) (runtime.Instance, error) {
	source, guard, err := v.acquire(app)
	if err != nil {
		return nil, err
	}
	i := newInstance(v, app)
	i.worker = worker.New(worker.Options{
		App: app, Source: source, Features: features(), Guard: guard,
		Env:    withDotenv(app.Dir, environ(slices.Concat(v.options.Environ, runtime.Environ(app, slot))), host.Stderr),
		Stdout: host.Stdout, Stderr: host.Stderr,
		Exit: func(code int) { i.exit(fmt.Sprintf("exit code %d (the app called process.exit)", code)) },
	})
	i.start(host)
	return i, nil
}

// acquire counts one more worker of app.
func (v *VMs) acquire(app runtime.App) (*bundle.Source, *engine.Guard, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.hanging >= maxHanging {
		return nil, nil, fmt.Errorf("%d workers that were killed still hang in calls that cannot be interrupted: "+
			"restart the server, and run the app with --isolation=process", v.hanging)
	}
	s := v.sources[app]
	if s == nil {
		s = &shared{Source: v.library.source(app.Entry, app.Dir, app.HotReload == "module")}
		v.sources[app] = s
	}
	if v.live == 0 {
		v.guard = engine.NewGuard(v.options.Heap)
		v.guard.OnLow(v.roster.tire)
		v.room.enter()
	}
	v.live++
	s.workers++
	return s.Source, v.guard, nil
}

// release counts one less.
func (v *VMs) release(app runtime.App) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.sources[app]
	if s.workers--; s.workers == 0 {
		s.Close()
		delete(v.sources, app)
	}
	if v.live--; v.live == 0 {
		v.guard.Close()
		v.room.leave()
		v.guard = nil
	}
}

// hang counts a worker that was given up, until it does end.
func (v *VMs) hang(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hanging += n
}

// environ is a list of "NAME=value" as a map; the last one of a name counts.
func environ(list []string) map[string]string {
	env := make(map[string]string, len(list))
	for _, entry := range list {
		if name, value, ok := strings.Cut(entry, "="); ok {
			env[name] = value
		}
	}
	return env
}
