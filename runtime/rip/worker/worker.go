// Package worker is one worker of an app on the embedded engine: it serves
// HTTP/1.1 on connections that it is given, one request at a time, and keeps
// docs/worker-contract.md otherwise. It is the same in a process of its own and
// within the server's.
package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Options are what a Worker is made of.
type Options struct {
	App runtime.App
	// Source is the app's code. Workers may share it; they do not close it.
	Source *bundle.Source
	// Features are put into every VM, in order.
	Features []engine.Feature
	// Guard watches every VM. JavaScript that runs for longer than the
	// balancer waits for an answer is stopped.
	Guard *engine.Guard
	// Env is process.env.
	Env map[string]string
	// Stdout and Stderr take what the app prints.
	Stdout, Stderr io.Writer
	// Exit is called, perhaps more than once and with a VM held, when the app
	// ends the worker: process.exit. The worker does nothing but that.
	Exit func(code int)
}

// Worker serves one app. It is made by New, loads the app, serves until it is
// stopped, and cannot be started again. Safe for concurrent use.
type Worker struct {
	opts  Options
	turn  *turn
	app   *app
	conns conns
	wg    sync.WaitGroup // what serves, and what ends old generations
}

// New returns a worker that has loaded nothing yet.
func New(opts Options) *Worker {
	w := &Worker{opts: opts, turn: newTurn()}
	w.app = newApp(w)
	return w
}

// Load loads the app. With module reload a failure is no error: it is what
// requests are answered with until a save heals it. The failure is on Stderr
// already.
func (w *Worker) Load(ctx context.Context) error {
	g, err := w.app.current(ctx)
	if err != nil && w.opts.App.HotReload != "module" {
		return err
	}
	if err == nil {
		g.release()
	}
	return nil
}

// Serve serves the connections of ln, in goroutines of its own, until Stop or
// Kill, which close it.
func (w *Worker) Serve(ln net.Listener) error {
	if !w.conns.listen(ln) {
		return ln.Close()
	}
	for {
		nc, err := ln.Accept()
		if err != nil {
			if w.conns.over() || errors.Is(err, net.ErrClosed) {
				return nil
			}
			return fmt.Errorf("accept connections from the balancer: %w", err)
		}
		w.wg.Go(func() { newConn(w, nc).serve() }) // ends with the connection
	}
}

// waitUntilCap is how long what an app gave to ctx.waitUntil may go on when
// its worker or its version of the code ends.
const waitUntilCap = 10 * time.Second

// Drain answers new requests with Rip-Worker-Draining from now on.
func (w *Worker) Drain() { w.turn.drain() }

// Stop answers new requests with Rip-Worker-Draining, waits for the running
// request, open streams and what was given to ctx.waitUntil, and then ends
// the worker. When ctx ends first, all that is cut off.
func (w *Worker) Stop(ctx context.Context) {
	select {
	case <-w.turn.drain():
		w.app.settle(ctx)
	case <-ctx.Done():
	}
	w.Kill(errStopped)
}

var errStopped = errors.New("the worker was stopped")

// Kill cuts everything off and returns at once: connections are closed and
// the VMs interrupted.
func (w *Worker) Kill(cause error) {
	w.turn.drain()
	w.app.kill(cause)
	w.conns.close()
}

// Wait returns when nothing of the worker runs any more, which after Kill is
// soon, unless a native call that an app made goes on. It is called after Serve
// has returned, and Stop or Kill.
func (w *Worker) Wait() { w.wg.Wait() }
