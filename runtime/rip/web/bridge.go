package web

import (
	"errors"
	"fmt"
	"io"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Incoming is a request as a worker took it off its connection. The bridge makes
// a copy of it; what it refers to is the bridge's from then on and must not change.
type Incoming struct {
	Method string
	Scheme string // "http" or "https"
	Host   string // of the Host header, valid as RFC 3986 has it
	Target string // origin form, "/path?query", or absolute form
	Client string // address of the client, "" when not known

	Headers FieldSource // nil: none

	// Body is what is there of the body already; the bridge may hand it to
	// JavaScript as it is. Reader is set instead when it arrives over time:
	// it is read by one goroutine at a time, never with the VM held if it is
	// longer than 64 KiB, and closed when the app is done with it. Length is
	// Reader's, negative when not known.
	Body   []byte
	Reader io.ReadCloser
	Length int64
}

// Handler is an app's handler in one VM. The VM is held by all that is called
// on it, except where it says otherwise.
type Handler struct {
	realm *realm
	call  goja.Callable
	this  goja.Value
	args  [3]goja.Value // request, server and env, context

	sockets goja.Value // the app's websocket handlers
	topics  map[string][]*serverSocket
	waiting int // promises given to ctx.waitUntil and not settled
}

// ErrNotFunction is what NewHandler says of a handler that cannot be called.
var ErrNotFunction = errors.New("the handler is not a function")

// NewHandler makes a handler of a function, called on this (the object whose
// fetch method it is). sockets is the app's websocket handlers as Bun.serve
// takes them, undefined or nil when it has none. The VM is held.
func NewHandler(vm *engine.VM, fn, this, sockets goja.Value) (*Handler, error) {
	o, ok := fn.(*goja.Object)
	if !ok {
		return nil, ErrNotFunction
	}
	callable, ok := goja.AssertFunction(o)
	if !ok {
		return nil, ErrNotFunction
	}
	if this == nil {
		this = goja.Undefined()
	}
	h := &Handler{realm: realmOf(vm), call: callable, this: this, sockets: sockets}
	h.args = [3]goja.Value{nil, h.newServer(), h.newContext()}
	return h, nil
}

// Start hands a request to the handler, which runs until it first waits. It
// fails only when the request cannot be one for an app: a host that no URL can
// have. Then the client gets 400.
func (h *Handler) Start(in *Incoming) (*Turn, error) {
	if !in.plausible() {
		return nil, fmt.Errorf("%w: the host %q cannot be part of a URL", ErrBadTarget, in.Host)
	}
	t := &Turn{handler: h, incoming: *in}
	q := &t.request
	q.realm, q.method, q.incoming, q.turn = h.realm, in.Method, &t.incoming, t
	q.headers.source, q.headers.guard = in.Headers, immutable
	if in.Reader != nil || len(in.Body) > 0 {
		q.body = &body{realm: h.realm, data: in.Body, reader: in.Reader, length: in.Length}
	}
	t.object = h.realm.request.Wrap(q)
	t.run()
	return t, nil
}

// ErrBadTarget is a request whose URL is none.
var ErrBadTarget = errors.New("bad request target")

// Handle is Start, and waits for the answer. ErrIdle says that the handler can
// never answer, since nothing is left that could wake it.
func (h *Handler) Handle(in *Incoming) (*Answer, error) {
	t, err := h.Start(in)
	if err != nil {
		return nil, err
	}
	if err := h.realm.vm.Loop.Until(t.Settled); err != nil {
		return nil, err
	}
	answer := &Answer{}
	return answer, t.Answer(answer)
}
