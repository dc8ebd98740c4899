package worker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/trace"
)

// retryUnchanged is when an app that failed while it was evaluated is tried
// again although its files are the same: what it missed, a database for
// example, may be there by now.
const retryUnchanged = time.Second

// app is the app's code as it is now: the generation that serves, and why there
// is none. current is for who has the turn, or before there is one; the rest
// is safe for concurrent use.
type app struct {
	w *Worker

	// Of who has the turn.
	bundle  *bundle.Bundle // what was evaluated last, well or not
	failure error          // why the files as they are now do not load
	failed  time.Time      // when evaluating bundle did
	printed string         // the last failure that was

	mu     sync.Mutex
	serves *generation
	all    map[*generation]struct{} // those whose VM lives
	killed error
}

func newApp(w *Worker) *app { return &app{w: w, all: map[*generation]struct{}{}} }

// current returns the generation to serve with, held; its release must be
// called. It looks whether files have changed when the app is to be reloaded
// by module, and replaces a VM that was killed.
func (a *app) current(ctx context.Context) (*generation, error) {
	serving := a.serving()
	if serving != nil && a.w.opts.App.HotReload != "module" {
		return serving, nil
	}
	b, err := a.latest(ctx)
	switch {
	case err != nil:
		return a.lastGood(serving, err)
	case serving != nil && b == a.bundle && a.failure == nil:
		return serving, nil
	case b == a.bundle && a.failure != nil && time.Since(a.failed) < retryUnchanged:
		return a.lastGood(serving, a.failure)
	}
	next, err := a.evaluate(b)
	a.bundle = b
	if err != nil {
		a.failed = time.Now()
		return a.lastGood(serving, err)
	}
	if serving != nil {
		serving.release()
	}
	a.failure, a.printed = nil, ""
	return a.replace(next)
}

// latest is the bundle to serve. Without module reload that is for ever the
// first one that there was: a VM that was killed must not bring half an edit in.
func (a *app) latest(ctx context.Context) (*bundle.Bundle, error) {
	if a.bundle != nil && a.w.opts.App.HotReload != "module" {
		return a.bundle, nil
	}
	return a.w.opts.Source.Build(ctx)
}

// serving returns the generation that serves, held; nil when there is none, or
// its VM was killed.
func (a *app) serving() *generation {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.serves == nil || a.serves.vm.Killed() != nil {
		return nil
	}
	a.serves.hold()
	return a.serves
}

// lastGood keeps failure and returns it, unless the last good generation is to
// serve nevertheless.
func (a *app) lastGood(serving *generation, failure error) (*generation, error) {
	a.failure = failure
	if text := failure.Error(); text != a.printed {
		fmt.Fprintln(a.w.opts.Stderr, trace.Clean(text))
		a.printed = text
	}
	if serving != nil && a.w.opts.App.ReloadErrors == "last-good" {
		return serving, nil
	}
	if serving != nil {
		serving.release()
	}
	return nil, &loadError{failure}
}

// loadError is an app that does not load.
type loadError struct{ error }

func (e *loadError) Unwrap() error { return e.error }

// evaluate makes a generation of a bundle, which nobody serves with yet.
func (a *app) evaluate(b *bundle.Bundle) (*generation, error) {
	g, err := a.newGeneration()
	if err != nil {
		return nil, err
	}
	if err := g.evaluate(b, a.w.opts.App.Entry); err != nil {
		g.release()
		var exited *engine.Exited
		if errors.As(err, &exited) {
			return nil, fmt.Errorf("the app ended itself while it was loaded: %w", err)
		}
		return nil, err
	}
	return g, nil
}

// replace has next serve, and the one before end when nobody uses it.
func (a *app) replace(next *generation) (*generation, error) {
	a.mu.Lock()
	last := a.serves
	a.serves = next
	next.hold()
	a.mu.Unlock()
	if last != nil {
		a.retire(last)
	}
	return next, nil
}

// settle waits for what the app gave to ctx.waitUntil, in all generations.
func (a *app) settle(ctx context.Context) {
	a.mu.Lock()
	last := a.serves
	a.serves = nil
	a.mu.Unlock()
	if last != nil {
		a.retire(last)
	}
	for _, g := range a.living() {
		select {
		case <-g.vm.Ended():
		case <-ctx.Done():
			return
		}
	}
}

// retire lets a generation end: beside us, because what it gave to
// ctx.waitUntil may go on for a while.
func (a *app) retire(g *generation) {
	a.w.wg.Go(func() { // bounded by waitUntilCap
		g.settle(waitUntilCap)
		g.release()
	})
}

func (a *app) living() []*generation {
	a.mu.Lock()
	defer a.mu.Unlock()
	living := make([]*generation, 0, len(a.all))
	for g := range a.all {
		living = append(living, g)
	}
	return living
}

// kill kills every VM there is or will be.
func (a *app) kill(cause error) {
	a.mu.Lock()
	if a.killed == nil {
		a.killed = cause
	}
	a.mu.Unlock()
	for _, g := range a.living() {
		g.vm.Kill(cause)
	}
}
