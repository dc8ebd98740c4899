// Package bunbridge runs an app's workers with bun. It finds bun, lays the
// worker program (TypeScript, embedded from worker/) out in a private
// directory, and names the command that runs it.
package bunbridge

import (
	"fmt"
	"path/filepath"
	"sync"

	"github.com/rip-server/rip-server/runtime"
)

// Bun is a runtime.Runtime whose workers are bun processes. It is immutable
// and safe for concurrent use; Find makes it.
type Bun struct {
	path    string
	version string
	cache   string // directory that holds the worker program's directory
	// program makes the worker program, once.
	program func() (program, error)
}

func newBun(path, version, cache string) *Bun {
	return &Bun{path: path, version: version, cache: cache, program: sync.OnceValues(newProgram)}
}

var _ runtime.Runtime = (*Bun)(nil)

// Name is "bun".
func (*Bun) Name() string { return "bun" }

// Describe is "bun 1.4.5 (/path/of/bun)".
func (b *Bun) Describe() string { return fmt.Sprintf("bun %s (%s)", b.version, b.path) }

// Path is the bun binary itself, never npm's stub for it.
func (b *Bun) Path() string { return b.path }

// Version is what bun --version printed.
func (b *Bun) Version() string { return b.version }

// Worker returns the command for one worker. Modules in Rip are compiled by
// who has the control socket: see docs/worker-contract.md. It makes sure that
// the worker program is in place each time, because cache directories get
// cleaned while servers run for months.
func (b *Bun) Worker(app runtime.App, slot runtime.Slot) (runtime.Command, error) {
	script, err := b.file("worker.ts")
	if err != nil {
		return runtime.Command{}, err
	}
	return runtime.Command{
		Path: b.path,
		// Without --no-install bun fetches missing packages behind the
		// user's back when it sees no node_modules.
		Args: []string{"--no-install", script},
		Env:  runtime.Environ(app, slot),
		Dir:  app.Dir,
	}, nil
}

// Script returns the command that runs a program which is no app: in the
// working directory of the caller, with args as its own. Whoever answers on the
// control socket compiles its modules in Rip, as long as it runs.
func (b *Bun) Script(file string, args []string, control string) (runtime.Command, error) {
	preload, err := b.file("run.ts")
	if err != nil {
		return runtime.Command{}, err
	}
	return runtime.Command{
		Path: b.path,
		Args: append([]string{"--no-install", "--preload", preload, file}, args...),
		Env:  []string{"RIP_CONTROL=" + control},
	}, nil
}

// file is the path of a file of the worker program, which is put in place.
func (b *Bun) file(name string) (string, error) {
	p, err := b.program()
	if err != nil {
		return "", err
	}
	dir, err := p.layOut(b.cache)
	if err != nil {
		return "", fmt.Errorf("lay out the bun worker: %w (RIP_CACHE_DIR names another directory)", err)
	}
	return filepath.Join(dir, name), nil
}
