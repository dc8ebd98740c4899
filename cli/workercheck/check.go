package workercheck

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// Options is what to check and how. All fields are required but SlowPath.
type Options struct {
	// Command makes the command of one worker.
	Command func(runtime.Slot) (runtime.Command, error)
	App     string   // name of the app
	Environ []string // of the worker, before the contract's variables
	// Path is asked for; any answer below 500 will do.
	Path string
	// SlowPath is a path whose answer takes half a second or more: without it
	// nothing can be in flight while something else is tried.
	SlowPath string
	Boot     time.Duration // bound of start and join
	// Compiler compiles the worker's modules in Rip, if it asks for that.
	Compiler control.Compiler
	// Report is told of each result as it is known, in order.
	Report func(Result)
}

// State is how a check ended.
type State string

// The states of a check.
const (
	Kept    State = "kept"
	Broken  State = "broken"
	Skipped State = "skipped"
)

// Result is one line of the checklist.
type Result struct {
	Rule  string `json:"rule"`
	State State  `json:"state"`
	Text  string `json:"text,omitempty"` // what was seen instead, or why it was skipped
}

// Run goes through the checklist and reports whether all that was tried is
// kept. An error means that checking itself was not possible. Three workers
// are started, one after the other; none outlives Run.
func Run(ctx context.Context, opts Options) (kept bool, err error) {
	// A short path of our own: a socket's has some 100 bytes at most.
	dir, err := os.MkdirTemp("", "rip-check-")
	if err != nil {
		return false, fmt.Errorf("make a directory for the sockets: %w", err)
	}
	defer os.RemoveAll(dir)
	s := &session{opts: opts, dir: dir, kept: true, registry: newRegistry()}
	server, err := control.Listen(control.Options{App: opts.App, Socket: s.controlSocket(), Registry: s.registry, Compiler: opts.Compiler})
	if err != nil {
		return false, err
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve() }() // ends with Close
	err = s.run(ctx)
	closing, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	server.Close(closing) // what is still asked there is asked by a worker that is dead
	if serveErr := <-served; err == nil {
		err = serveErr
	}
	return s.kept, err
}

// session is one run of the checklist.
type session struct {
	opts     Options
	dir      string
	registry *registry
	kept     bool
	workers  int
}

func (s *session) controlSocket() string { return filepath.Join(s.dir, "ctl.sock") }

func (s *session) run(ctx context.Context) error {
	for _, life := range []struct {
		story   func(context.Context, *worker) (goOn bool)
		refused bool // its join
	}{{story: s.serving}, {story: s.orphaned}, {story: s.refused, refused: true}} {
		s.registry.expect(life.refused)
		w, err := s.start()
		if err != nil {
			return err
		}
		goOn := life.story(ctx, w)
		w.kill()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if !goOn {
			return nil
		}
	}
	return nil
}

// verdict reports a rule as kept when err is nil.
func (s *session) verdict(rule string, err error) bool {
	r := Result{Rule: rule, State: Kept}
	if err != nil {
		r.State, r.Text, s.kept = Broken, err.Error(), false
	}
	s.opts.Report(r)
	return err == nil
}

func (s *session) skip(rule, why string) {
	s.opts.Report(Result{Rule: rule, State: Skipped, Text: why})
}
