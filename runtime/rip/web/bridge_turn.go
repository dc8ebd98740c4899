package web

import (
	"fmt"
	"io"

	"github.com/dop251/goja"
)

// Turn is one request in the hands of a handler. The VM is held by all that
// is called on it.
type Turn struct {
	handler  *Handler
	incoming Incoming
	request  Request
	object   *goja.Object // of request

	result   goja.Value // what the handler returned
	err      error      // or threw
	aborted  bool
	answered bool
	upgraded *Upgrade
}

// Answer is what a handler makes of a request.
type Answer struct {
	Status  int
	Reason  string  // the statusText; empty: the usual one
	Headers []Field // names in lower case, values as bytes of the wire; read only

	// Body is all of the body, read only. Stream is set instead when it comes
	// over time, with its Length, negative when not known: it is read without
	// the VM held, and must be closed. Reading it runs the app's code as long
	// as the app makes the body.
	Body   []byte
	Stream io.ReadCloser
	Length int64

	// Upgrade is set when the app has taken the connection for a websocket:
	// Status is 101 then, and Upgrade.Serve does the rest, the head included.
	Upgrade *Upgrade
}

// run calls the handler.
func (t *Turn) run() {
	h := t.handler
	h.args[0] = t.object
	t.result, t.err = h.call(h.this, h.args[:]...)
	if t.err != nil {
		return
	}
	if o, ok := t.result.(*goja.Object); ok && o.ExportType() != responseKind && thenable(o) {
		resolve, _ := goja.AssertFunction(h.realm.promise.Get("resolve")) // called from outside, so that then is
		t.result, t.err = resolve(h.realm.promise, o)
	}
}

// thenable reports whether o is to be awaited although it is no promise of the
// language. A Response never is.
func thenable(o *goja.Object) bool {
	if o.ExportType() == promiseKind {
		return false
	}
	_, ok := goja.AssertFunction(o.Get("then"))
	return ok
}

// Settled reports whether the handler has answered or failed, or is waiting.
// It is what Loop.Until waits for.
func (t *Turn) Settled() bool {
	p := t.promise()
	return p == nil || p.State() != goja.PromiseStatePending
}

func (t *Turn) promise() *goja.Promise {
	if o, ok := t.result.(*goja.Object); ok && o.ExportType() == promiseKind {
		return o.Export().(*goja.Promise)
	}
	return nil
}

// Answer sets a to what the handler made of the request, once it has Settled.
// The error is a *goja.Exception for what the app threw, or that it returned
// something that is no answer.
func (t *Turn) Answer(a *Answer) error {
	t.answered = true
	if t.err != nil {
		return t.err
	}
	v := t.result
	if p := t.promise(); p != nil {
		v = p.Result()
		if p.State() == goja.PromiseStateRejected {
			forgive(t.handler.realm.vm, p)
			return t.handler.realm.exception(v)
		}
	}
	return t.take(a, v)
}

// WatchesClient reports whether the app has looked at the request's signal, and
// may be waiting for the client to leave.
func (t *Turn) WatchesClient() bool { return t.request.signal != nil && !t.aborted }

// Abort says that the client has gone: the request's signal is aborted. It may
// be called any number of times.
func (t *Turn) Abort() {
	if t.aborted {
		return
	}
	t.aborted = true
	if t.request.signal != nil {
		abortSignal(t.handler.realm.vm, t.request.signal, goja.Undefined())
	}
}

// take makes the answer of what the handler returned.
func (t *Turn) take(a *Answer, v goja.Value) error {
	r := t.handler.realm
	response, isResponse := r.response.Of(v)
	if t.upgraded != nil && (isResponse || absent(v)) { // Bun drops the response, which Hono gives
		*a = Answer{Status: 101, Upgrade: t.upgraded}
		return nil
	}
	if isResponse {
		return t.takeResponse(a, response)
	}
	made, err := r.plainAnswer(v)
	if err != nil {
		return err
	}
	return t.takeResponse(a, made)
}

func (t *Turn) takeResponse(a *Answer, response *Response) error {
	if response.kind == "error" {
		return fmt.Errorf("the handler returned Response.error(), which is no answer")
	}
	*a = Answer{Status: response.status, Reason: response.statusText, Headers: response.headers.fields()}
	if response.body == nil {
		return nil
	}
	var stream *goja.Object
	if thrown := t.handler.realm.vm.Try(func() { a.Body, a.Stream, stream = response.body.take() }); thrown != nil {
		return thrown
	}
	a.Length = response.body.length
	if stream != nil {
		reader, err := t.handler.realm.streamReader(stream)
		if err != nil {
			return err
		}
		a.Stream, a.Length = reader, -1
	}
	return nil
}
