package rip

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/worker"
)

// Process is what a worker process has from outside: see
// docs/worker-contract.md.
type Process struct {
	App     runtime.App
	Slot    runtime.Slot
	Environ []string // process.env of the app
	// Stdin ends when the server has died.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Signals        <-chan os.Signal
	// Join and Quit say on the control socket that the worker is ready, and
	// that it leaves.
	Join, Quit func(ctx context.Context) error
}

// Work is the life of a worker process: it loads the app, joins, serves, and
// returns the exit code when it is stopped or the app ends it. What it started
// may still run then; the process is to exit at once.
func Work(p Process) int {
	SetCollector(os.Getenv, p.App.MaxMemory)
	exits := make(chan int, 1) // the first is the one
	exit := func(code int) {
		select {
		case exits <- code:
		default:
		}
	}
	guard := engine.NewGuard(heapLimit(p.App.MaxMemory))
	src := newLibrary(p.Environ, slog.New(slog.NewTextHandler(p.Stderr, nil))).source(p.App.Entry, p.App.Dir, p.App.HotReload == "module")
	w := worker.New(worker.Options{
		App: p.App, Source: src, Features: features(), Guard: guard,
		Env: withDotenv(p.App.Dir, environ(p.Environ), p.Stderr), Stdout: p.Stdout, Stderr: p.Stderr, Exit: exit,
	})
	go func() { // ends with the server
		_, _ = io.Copy(io.Discard, p.Stdin) // nothing comes; its end is the message
		exit(0)
	}()
	go func() { exit(p.live(w)) }() // ends with the worker
	for {
		select {
		case code := <-exits:
			return code
		case sig := <-p.Signals:
			if sig == syscall.SIGTERM { // ctrl-C is the server's to handle
				go p.stop(w, exit)
			}
		}
	}
}

// live loads the app, joins and serves.
func (p *Process) live(w *worker.Worker) (code int) {
	err := w.Load(context.Background())
	if err != nil {
		return 1 // the reason is on stderr
	}
	ln, err := listen(p.Slot.Socket)
	if err == nil {
		served := make(chan error, 1)
		go func() { served <- w.Serve(ln) }() // ends with the listener
		if err = p.Join(context.Background()); err == nil {
			err = <-served
		}
	}
	if err != nil {
		fmt.Fprintf(p.Stderr, "worker %s: %v\n", p.Slot.ID, err)
		return 1
	}
	w.Wait()
	return 0
}

// stop leaves as SIGTERM orders.
func (p *Process) stop(w *worker.Worker, exit func(int)) {
	ctx, cancel := context.WithTimeout(context.Background(), quitFor)
	defer cancel()
	w.Drain()
	_ = p.Quit(ctx) // the balancer finds out by our answers, too
	w.Stop(context.Background())
	exit(0)
}

// quitFor is how long saying goodbye may take.
const quitFor = time.Second

// listen opens the worker's socket, for the user alone from the first moment.
func listen(path string) (net.Listener, error) {
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	ln, err := net.Listen("unix", path)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listen on %s: %w (a leftover? the server removes those that it knows)", path, err)
	}
	return ln, err
}
