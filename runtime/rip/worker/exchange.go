package worker

import (
	"context"
	"errors"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// exchange is one request and its answer. It has the turn until endTurn.
type exchange struct {
	*conn
	gen    *generation
	in     *web.Incoming
	body   *body // of the request, when it is not whole in in
	answer *web.Answer
	ended  bool
}

// serve answers the request and reports whether the connection can go on.
func (x *exchange) serve() (keep bool) {
	var err error
	if x.in, err = x.incoming(); err != nil {
		return false // the body broke off: nobody is left to answer
	}
	if x.body != nil {
		defer func() { keep = x.body.end() && keep }()
	}
	if x.gen, err = x.w.app.current(context.Background()); err != nil {
		return x.fail(describeLoad(err, x.w.opts.App.Dir))
	}
	defer x.gen.release()
	var wrong *failure
	err = x.gen.vm.Do(func() error {
		wrong = x.handle()
		return nil
	})
	switch {
	case err != nil: // the VM was killed
		return x.fail(describeEnd(err))
	case wrong != nil:
		return x.fail(wrong)
	}
	return x.deliver()
}

// handle has the app's handler answer. The VM is held.
func (x *exchange) handle() *failure {
	turn, err := x.gen.handler.Start(x.in)
	if errors.Is(err, web.ErrBadTarget) {
		return &failure{status: 400, Name: "BadRequest", Message: err.Error()}
	}
	if err == nil && !turn.Settled() {
		stop := x.watch(func() { turn.Abort() })
		err = x.gen.vm.Loop.Until(turn.Settled)
		stop()
	}
	if errors.Is(err, engine.ErrIdle) {
		err = errNeverAnswers
	}
	if err == nil {
		x.answer, err = turn.Answer()
	}
	if err != nil {
		return describeThrown(x.gen.vm, err)
	}
	return nil
}

var errNeverAnswers = errors.New("the handler never answers: it awaits a promise that nothing is left to settle")

// endTurn lets the next request begin, once.
func (x *exchange) endTurn() {
	if !x.ended {
		x.ended = true
		x.w.turn.end()
	}
}

// watchAfter is how long a handler may take before it is looked whether the
// client is still there: looking costs more than most handlers.
const watchAfter = 50 * time.Millisecond

// watch calls left in the VM when the balancer closes the connection, until
// stop is called with the VM held. It does not watch a connection whose body
// is still being read: who reads it finds out.
func (x *exchange) watch(left func()) (stop func()) {
	if x.body != nil {
		return func() {}
	}
	var w *watcher
	timer := x.gen.vm.Loop.After(watchAfter, func() {
		w = watchConn(x.conn, func() { x.gen.vm.Loop.Post(left) })
	})
	return func() {
		timer.Stop()
		if w != nil {
			w.stop()
		}
	}
}

// fail answers with what went wrong.
func (x *exchange) fail(f *failure) (keep bool) {
	x.report(f.String())
	x.answer = errorAnswer(f, accepts(x.in), x.w.opts.App.Env == "dev")
	return x.deliver()
}
