package worker

import (
	"context"
	"errors"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// exchange is one request and its answer. It has the turn until endTurn.
type exchange struct {
	*conn
	keep   bool // the balancer may send another request on the connection
	gen    *generation
	in     web.Incoming
	body   *body       // of the request, when it is not whole in in
	turn   *web.Turn   // of the handler, once it has answered
	made   web.Answer  // by the handler
	answer *web.Answer // made, or that of an error
	wrong  *failure
	ended  bool
}

// serve answers the request and reports whether the connection can go on.
func (x *exchange) serve() (keep bool) {
	if x.incoming() != nil {
		return false // the body broke off: nobody is left to answer
	}
	if x.body != nil {
		defer func() { keep = x.body.end() && keep }()
	}
	var err error
	if x.gen, err = x.w.app.current(context.Background()); err != nil {
		return x.fail(describeLoad(err, x.w.opts.App.Dir))
	}
	defer x.gen.release()
	err = x.gen.vm.Do(x.run)
	switch {
	case err != nil: // the VM was killed
		return x.fail(describeEnd(err))
	case x.wrong != nil:
		return x.fail(x.wrong)
	}
	return x.deliver()
}

// handleInside is handle for VM.Do.
func (x *exchange) handleInside() error {
	x.wrong = x.handle()
	return nil
}

// handle has the app's handler answer. The VM is held.
func (x *exchange) handle() *failure {
	turn, err := x.gen.handler.Start(&x.in)
	if errors.Is(err, web.ErrBadTarget) {
		return &failure{status: 400, Name: "BadRequest", Message: err.Error()}
	}
	if err == nil && !turn.Settled() {
		err = x.await(turn)
	}
	if err == nil {
		x.turn, x.answer = turn, &x.made
		err = turn.Answer(x.answer)
	}
	switch {
	case err == nil || x.gen.vm.Spoiled(err):
		return nil // the end of the VM is an error of its own
	case errors.Is(err, engine.ErrIdle):
		err = errNeverAnswers
	}
	return describeThrown(x.gen.vm, err)
}

// await waits for the handler, and tells it when the client leaves. While a
// body is on its way, who reads that finds out.
func (x *exchange) await(turn *web.Turn) error {
	loop := x.gen.vm.Loop
	if x.body != nil {
		return loop.Until(turn.Settled)
	}
	w := watchLater(x.conn, func() { loop.Post(turn.Abort) })
	defer w.stop()
	err := loop.Until(turn.Settled)
	if errors.Is(err, engine.ErrIdle) && turn.WatchesClient() {
		defer loop.Begin().Done(nil) // that the client leaves may be what it waits for
		err = loop.Until(turn.Settled)
	}
	return err
}

var errNeverAnswers = errors.New("the handler never answers: it awaits a promise that nothing is left to settle")

// done ends the turn, if it has not, and lets go of what the request held.
func (x *exchange) done() {
	x.endTurn()
	*x = exchange{}
}

// endTurn lets the next request begin, once.
func (x *exchange) endTurn() {
	if !x.ended {
		x.ended = true
		x.w.turn.end()
	}
}

// fail answers with what went wrong.
func (x *exchange) fail(f *failure) (keep bool) {
	x.report(f.String())
	x.answer = errorAnswer(f, accepts(&x.in), x.w.opts.App.Env == "dev")
	return x.deliver()
}
