package cli

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/cli/workercheck"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/runtime"
)

// workerCheck is how worker-check was asked for.
type workerCheck struct {
	app, path, slowPath string
	boot                time.Duration
	json                bool
}

func newWorkerCheck(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "worker-check [flags] [cmd [args…]]",
		Short: "Try whether a program keeps the worker contract",
		Long: `Start a worker as the server would, and go through the rules of docs/worker-contract.md: joining, its socket, keep-alive, bodies, one request in flight, and every way to end. The exit code is 1 when a rule is broken.

A command runs in the directory of the app. Without one it is the worker that serve would start for the app. What needs a request in flight is tried with --slow-path only, a path whose answer takes half a second or more.`,
		Example: `rip-server worker-check --slow-path /slow -- python3 worker.py
rip-server worker-check --app ./app --path /ping --slow-path /slow`,
		Args: cobra.ArbitraryArgs,
	}
	var how workerCheck
	flags := cmd.Flags()
	flags.SetInterspersed(false) // flags after the command are the command's
	flags.StringVar(&how.app, "app", ".", "the app `path`: RIP_APP_ENTRY and the working directory")
	flags.StringVar(&how.path, "path", "/", "a `path` that is answered at once, with less than 500")
	flags.StringVar(&how.slowPath, "slow-path", "", "a `path` that takes half a second or more")
	flags.DurationVar(&how.boot, "boot-timeout", 15*time.Second, "how long it may take to join")
	flags.BoolVar(&how.json, "json", false, "print the results as JSON, for programs")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return p.untilSignal(func(ctx context.Context) error { return p.workerCheck(ctx, args, how) })
	}
	return cmd
}

func (p *Process) workerCheck(ctx context.Context, command []string, how workerCheck) error {
	target, err := p.workerApp(how.app, len(command) > 0)
	if err != nil {
		return err
	}
	compiler, err := appserver.Compiler(p.Environ, p.logger(config.Default()))
	if err != nil {
		return err
	}
	results := []workercheck.Result{}
	opts := workercheck.Options{
		App: target.Name, Environ: p.Environ, Path: how.path, SlowPath: how.slowPath, Boot: how.boot, Compiler: compiler,
		Report: func(r workercheck.Result) {
			results = append(results, r)
			if !how.json {
				fmt.Fprint(p.styled(p.Stdout), resultText(r))
			}
		},
	}
	if opts.Command, err = p.workerCommand(target, command); err != nil {
		return err
	}
	kept, err := workercheck.Run(ctx, opts)
	if err != nil {
		return err
	}
	if how.json {
		if err := p.printJSON(results); err != nil {
			return err
		}
	}
	if !kept {
		return fmt.Errorf("the worker breaks the contract; docs/worker-contract.md has the rules")
	}
	return nil
}

// workerApp is the app a worker is told of. A command of the user's own may
// have no entry module: then the path itself is the entry.
func (p *Process) workerApp(path string, own bool) (runtime.App, error) {
	entry, err := runtime.ResolveEntry(path)
	if err != nil && own && exists(path) {
		abs, absErr := filepath.Abs(path)
		entry, err = runtime.Entry{Dir: abs, File: abs, Name: "worker-check"}, absErr
	}
	if err != nil {
		return runtime.App{}, err
	}
	return runtime.App{
		Name: entry.Name, Entry: entry.File, Dir: entry.Dir,
		Env: "prod", HotReload: "none", ReloadErrors: "page",
	}, nil
}

// workerCommand makes the command of each worker from the user's, or else
// from the runtime that serve would choose.
func (p *Process) workerCommand(target runtime.App, command []string) (func(runtime.Slot) (runtime.Command, error), error) {
	if len(command) == 0 {
		a, err := p.loadApp([]string{target.Entry}, nil, "")
		if err != nil {
			return nil, err
		}
		rt, err := p.runtimeFor(a)
		if err != nil {
			return nil, err
		}
		return func(slot runtime.Slot) (runtime.Command, error) { return rt.Worker(target, slot) }, nil
	}
	program, err := exec.LookPath(command[0])
	if err != nil {
		return nil, fmt.Errorf("find the worker's program: %w", err)
	}
	if program, err = filepath.Abs(program); err != nil { // the worker has another directory
		return nil, err
	}
	return func(slot runtime.Slot) (runtime.Command, error) {
		return runtime.Command{Path: program, Args: command[1:], Env: runtime.Environ(target, slot), Dir: target.Dir}, nil
	}, nil
}

func resultText(r workercheck.Result) string {
	s := newStyles()
	mark := map[workercheck.State]string{
		workercheck.Kept: s.good.Render("✓"), workercheck.Broken: s.bad.Render("✗"), workercheck.Skipped: s.dim.Render("–"),
	}[r.State]
	text := mark + " " + r.Rule + "\n"
	if r.Text != "" {
		text += indented(r.Text, "    ") + "\n"
	}
	return text
}
