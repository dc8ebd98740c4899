package rip

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// Script is a program that is no app: it runs to its end.
type Script struct {
	File           string   // absolute
	Args           []string // its own
	Environ        []string // "NAME=value"
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Signals        <-chan os.Signal // nil: there are none
	Log            *slog.Logger
}

// Run runs a script and returns its exit code: what it gave to process.exit,
// 1 when it failed, 128 and the number of the signal that ended it because it
// does not listen for it, or else 0, when it has ended and nothing that it began
// is under way any more. Then it may still hold goroutines: the program is to
// exit at once.
func Run(s Script) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	code, started := make(chan int, 1), make(chan func(syscall.Signal) bool, 1)
	go func() { code <- s.run(ctx, started) }() // ends with the script, or with the program
	taken := func(syscall.Signal) bool { return false }
	for {
		select {
		case c := <-code:
			return c
		case taken = <-started:
		case sig := <-s.Signals:
			select { // it may have started at the same time
			case taken = <-started:
			default:
			}
			number, ok := sig.(syscall.Signal)
			switch {
			case !ok:
				return 1
			case !taken(number):
				return 128 + int(number)
			}
		}
	}
}

// run is the script's life. It hands to started, which has room for it, what takes
// signals from then on.
func (s *Script) run(ctx context.Context, started chan<- func(syscall.Signal) bool) int {
	dir := filepath.Dir(s.File)
	source := newLibrary(s.Environ, s.Log).source(s.File, dir, false)
	defer source.Close()
	b, err := source.Build(ctx)
	if err != nil {
		fmt.Fprintln(s.Stderr, err)
		return 1
	}
	vm, err := engine.New(engine.Host{
		Dir: dir, Main: s.File, Cwd: workingDir(), Env: withDotenv(workingDir(), environ(s.Environ), s.Stderr), Args: s.Args, Stdin: s.Stdin, Stdout: s.Stdout, Stderr: s.Stderr, Dev: true,
		Uncaught: func(vm *engine.VM, thrown goja.Value) {
			vm.Kill(errors.New("Uncaught " + engine.ThrownText(thrown)))
		},
	}, features()...)
	if err != nil {
		fmt.Fprintln(s.Stderr, err)
		return 1
	}
	defer vm.Loop.Close()
	code := 0
	err = vm.Do(func() error {
		started <- node.Signals(vm)
		exports, err := b.Evaluate(vm)
		if err != nil {
			return err
		}
		s.hint(exports)
		if err := vm.Loop.Until(vm.Loop.Spent); err != nil {
			return err
		}
		code = node.Finish(vm) // nothing is left to do: that is the end
		return nil
	})
	var exited *engine.Exited
	switch {
	case errors.As(err, &exited):
		return exited.Code
	case err == nil:
		return code
	}
	fmt.Fprintln(s.Stderr, trace.Clean(err.Error()))
	return 1
}

// hint tells who runs an app, which bun would serve, what to do instead.
func (s *Script) hint(exports *goja.Object) {
	app, ok := exports.Get("default").(*goja.Object)
	if !ok {
		return
	}
	if _, serves := goja.AssertFunction(app.Get("fetch")); serves {
		fmt.Fprintf(s.Stderr, "%s exports an app; to serve it: rip-server %s\n", filepath.Base(s.File), filepath.Base(s.File))
	}
}

// workingDir is where the user is; scripts expect relative paths to lead from
// there. Empty where that cannot be told: the script's own directory then.
func workingDir() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return dir
}
