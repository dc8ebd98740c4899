// Package cli is the rip-server program as a function: arguments,
// environment, streams and signals go in, an exit code comes out. There is one
// file per verb; tokens.go has the grammar of the words.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/runtime/rip"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1 // it did not work
	exitUsage   = 2 // it was asked in a way that cannot work
)

// Process is everything the program has from outside, so that the whole of it
// runs inside a test.
type Process struct {
	Args    []string // without the program's name
	Environ []string // "NAME=value"
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	// Signals are SIGINT, SIGTERM, SIGHUP and SIGUSR2 as they come; nil: there are none.
	Signals <-chan os.Signal
}

// System is the Process of the real world.
func System() Process {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGUSR2)
	return Process{
		Args: os.Args[1:], Environ: os.Environ(),
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Signals: signals,
	}
}

// Main runs the program and returns its exit code.
func Main(p Process) int {
	if slices.Equal(p.Args, []string{rip.Verb}) {
		return p.exitCode(p.workerProcess()) // all its commands cost a worker a tenth of its start
	}
	root := newRoot(&p)
	root.SetArgs(append([]string{}, spelledWithColon(p.Args)...)) // cobra takes nil for os.Args
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	return p.exitCode(root.ExecuteContext(context.Background()))
}

// exitCode tells the user what went wrong, if anything did and nobody has, and
// returns the program's exit code.
func (p *Process) exitCode(err error) int {
	if err == nil {
		return exitOK
	}
	var program exitStatus
	if errors.As(err, &program) {
		return int(program)
	}
	if !errors.Is(err, errSaid) {
		p.complain(err)
	}
	var usage *usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailure
}

// errSaid is a failure that the user has been told of already.
var errSaid = errors.New("said already")

// exitStatus is how a program ended that was run for the user: it has said
// itself what there was to say.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// usageError is a command line that cannot be meant.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// complain tells the user what went wrong, each line of it.
func (p *Process) complain(err error) {
	mark := "rip-server: "
	if p.color(p.Stderr) {
		mark = "\x1b[31mrip-server:\x1b[0m "
	}
	for i, line := range strings.Split(strings.TrimRight(err.Error(), "\n"), "\n") {
		if i > 0 {
			mark = "  "
		}
		fmt.Fprintf(p.Stderr, "%s%s\n", mark, line)
	}
}

// getenv looks a variable up in the injected environment.
func (p *Process) getenv(name string) string {
	for i := len(p.Environ) - 1; i >= 0; i-- {
		if value, ok := strings.CutPrefix(p.Environ[i], name+"="); ok {
			return value
		}
	}
	return ""
}
