package platform

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
	"github.com/rip-server/rip-server/runtime/rip"
)

// runtimes chooses what runs an app's workers, as `serve` does. Apps that live
// within the server share one embedded runtime, and so its caches and its guard.
// Safe for concurrent use.
type runtimes struct {
	environ []string
	program string
	log     *slog.Logger
	shared  func() *rip.VMs
}

func newRuntimes(environ []string, program string, log *slog.Logger) *runtimes {
	r := &runtimes{environ: environ, program: program, log: log}
	// It holds nothing until a worker lives. Its limit is for the whole process: one
	// app within the server may take what the others leave.
	r.shared = sync.OnceValue(func() *rip.VMs {
		return rip.NewVMs(rip.VMOptions{
			Environ: environ, Log: log, Heap: rip.HeapLimit(control.MaxWorkers, 0), Program: program,
			Room: rip.Room(func(name string) string { return variable(environ, name) }),
		})
	})
	return r
}

// choose returns the runtime for an app in dir whose workers get own variables.
func (r *runtimes) choose(c *config.Config, dir string, own []string) (runtime.Runtime, error) {
	if c.Runtime == rip.Name {
		return r.embedded(c, own)
	}
	environ := append(r.environ[:len(r.environ):len(r.environ)], own...)
	bun, err := bunbridge.Find(dir, environ)
	switch {
	case err == nil:
		return withEnviron(bun, own), nil
	case c.Runtime == "auto" && errors.Is(err, bunbridge.ErrNotFound) && variable(environ, "RIP_BUN") == "":
		return r.embedded(c, own)
	}
	return nil, err
}

func (r *runtimes) embedded(c *config.Config, own []string) (runtime.Runtime, error) {
	switch {
	case c.Isolation != "process" && len(own) == 0:
		return r.shared(), nil
	case c.Isolation != "process":
		return r.shared().With(own...), nil
	case r.program == "":
		return nil, fmt.Errorf("workers in processes need this program's path, which is not known; use isolation vm")
	}
	return withEnviron(rip.NewProcesses(r.program), own), nil
}

// ownEnviron is a runtime whose workers, processes all, get further variables.
type ownEnviron struct {
	runtime.Runtime
	environ []string
}

func withEnviron(rt runtime.Runtime, own []string) runtime.Runtime {
	if len(own) == 0 {
		return rt
	}
	return ownEnviron{rt, own}
}

// Worker implements runtime.Runtime.
func (o ownEnviron) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	command, err := o.Runtime.Worker(app, slot)
	command.Env = append(o.environ[:len(o.environ):len(o.environ)], command.Env...)
	return command, err
}

// variable is the last value of a name in an environment, as programs see it.
func variable(environ []string, name string) (value string) {
	for _, assignment := range environ {
		if rest, ok := strings.CutPrefix(assignment, name+"="); ok {
			value = rest
		}
	}
	return value
}
