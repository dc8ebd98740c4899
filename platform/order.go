package platform

import (
	"context"
	"errors"
	"fmt"
)

// order is something that the actor is to do.
type order struct {
	run    func(ctx context.Context) error
	done   chan error // capacity 1: who asked may have left
	urgent bool
}

// maxOrders is how many may wait. People and programs that order more of one
// app at a time do not wait for each other.
const maxOrders = 16

// do orders something and waits until it is done. The end of ctx ends the
// waiting. Urgent orders make an end of the one under way and of those that
// wait before them.
func (a *actor) do(ctx context.Context, urgent bool, run func(context.Context) error) error {
	o := &order{run: run, done: make(chan error, 1), urgent: urgent}
	if err := a.post(o); err != nil {
		return err
	}
	select {
	case err := <-o.done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("stopped waiting for %s; what was ordered goes on: %w", a.name, ctx.Err())
	case <-a.ended:
	}
	select {
	case err := <-o.done:
		return err
	default:
		return a.gone()
	}
}

func (a *actor) post(o *order) error {
	if !o.urgent {
		select {
		case a.orders <- o:
			return nil
		case <-a.ended:
			return a.gone()
		default:
			return fmt.Errorf("%w: %d orders wait for %s already; try again", ErrBusy, maxOrders, a.name)
		}
	}
	a.mu.Lock()
	a.urgent.Add(1)
	if a.interrupt != nil {
		a.interrupt()
	}
	a.mu.Unlock()
	select {
	case a.orders <- o:
		return nil
	case <-a.ended:
		return a.gone()
	}
}

// gone is the answer of an actor that has ended.
func (a *actor) gone() error {
	if a.c.stopping.Load() {
		return ErrStopping
	}
	return notFound(a.name)
}

// errInterrupted is what becomes of an order that a stop overtakes.
var errInterrupted = fmt.Errorf("%w: the app is being stopped", ErrConflict)

// carryOut runs one order. It runs even when who asked has left.
func (a *actor) carryOut(o *order) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a.mu.Lock()
	switch {
	case o.urgent:
		a.urgent.Add(-1)
	case a.urgent.Load() > 0:
		cancel()
	default:
		a.interrupt = cancel
	}
	a.mu.Unlock()
	err := errInterrupted
	if ctx.Err() == nil {
		err = o.run(ctx)
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = errInterrupted
	}
	a.mu.Lock()
	a.interrupt = nil
	a.mu.Unlock()
	a.publish()
	if o.done != nil {
		o.done <- err
	}
}
