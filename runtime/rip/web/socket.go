package web

import (
	"context"
	"math"
	"net/http"

	"github.com/coder/websocket"
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxClientMessage bounds a message from a server that an app has connected
// to, in bytes.
const maxClientMessage = 100 << 20

// clientSocket is the connection behind a WebSocket object. Its goroutine
// connects and reads, one more writes; both end with the connection, which
// ends at the latest with the VM. While it lives, an operation is under way.
type clientSocket struct {
	vm      *engine.VM
	url     string
	options websocket.DialOptions
	queue   *sendQueue
	events  *goja.Object // the object's functions open, text, binary, close
	pending *engine.Pending
	ctx     context.Context // ends with the connection
	cancel  context.CancelFunc
}

func websocketNatives(vm *engine.VM) natives {
	return natives{
		// connect(url, protocols, headers, events) returns the connection's functions.
		"connect": func(call goja.FunctionCall) goja.Value {
			s := &clientSocket{vm: vm, url: call.Argument(0).String(), events: call.Argument(3).(*goja.Object)}
			if err := vm.ExportTo(call.Argument(1), &s.options.Subprotocols); err != nil {
				panic(vm.NewTypeError(err.Error()))
			}
			s.options.HTTPHeader = http.Header{}
			headers := call.Argument(2).(*goja.Object)
			for _, name := range headers.Keys() {
				s.options.HTTPHeader.Set(name, headers.Get(name).String())
			}
			s.ctx, s.cancel = context.WithCancel(context.Background())
			s.queue = newSendQueue(s.cancel)
			s.pending = vm.Loop.Begin()
			go s.run() // ends with the connection or the VM
			return s.object()
		},
	}
}

// object is the connection as websocket.js uses it.
func (s *clientSocket) object() goja.Value {
	r, o := realmOf(s.vm), s.vm.NewObject()
	method := func(name string, fn func(goja.FunctionCall)) {
		must(o.Set(name, func(call goja.FunctionCall) goja.Value {
			fn(call)
			return goja.Undefined()
		}))
	}
	send := func(kind frameKind, data []byte) { s.queue.push(frame{kind: kind, data: data}, math.MaxInt) }
	method("sendText", func(call goja.FunctionCall) { send(frameText, []byte(call.Argument(0).String())) })
	method("sendBinary", func(call goja.FunctionCall) {
		data, _ := r.bufferSource(call.Argument(0))
		send(frameBinary, append([]byte{}, data...)) // the app may change its own
	})
	method("sendBlob", func(call goja.FunctionCall) {
		if b, ok := r.blobClass().Of(call.Argument(0)); ok {
			send(frameBinary, b.data)
		}
	})
	method("close", func(call goja.FunctionCall) {
		code := websocket.StatusCode(call.Argument(0).ToInteger())
		s.queue.push(frame{kind: frameClose, code: code, data: []byte(call.Argument(1).String())}, math.MaxInt)
	})
	method("abort", func(goja.FunctionCall) { s.cancel() })
	must(o.Set("buffered", func(goja.FunctionCall) goja.Value { return s.vm.ToValue(s.queue.buffered()) }))
	return o
}

// run connects and reads until the connection ends, and tells how it ended.
func (s *clientSocket) run() {
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment}
	defer transport.CloseIdleConnections()
	s.options.HTTPClient = &http.Client{Transport: transport}
	ended := make(chan struct{})
	go func() { // ends with run
		defer close(ended)
		select {
		case <-s.vm.Ended():
			s.cancel()
		case <-s.ctx.Done():
		}
	}()
	err := s.converse()
	s.cancel()
	<-ended
	s.pending.Done(func() { s.closed(err) })
}

// converse is the whole life of the connection; its error says how it ended.
func (s *clientSocket) converse() error {
	conn, _, err := websocket.Dial(s.ctx, s.url, &s.options)
	if err != nil {
		return err
	}
	defer conn.CloseNow() //nolint:errcheck // it has ended one way or another
	conn.SetReadLimit(maxClientMessage)
	if !s.call("open", func() goja.Value { return s.vm.ToValue(conn.Subprotocol()) }) {
		return engine.ErrClosed
	}
	written := make(chan struct{})
	go func() { // ends with ctx, or with the connection
		defer close(written)
		s.queue.write(s.ctx, conn, func() {})
	}()
	defer func() {
		s.cancel()
		<-written
	}()
	for {
		kind, data, err := conn.Read(s.ctx)
		if err != nil {
			return err
		}
		if !s.receive(kind, data) {
			return engine.ErrClosed
		}
	}
}

// receive gives the app a message and waits until it has been seen: a fast
// server does not fill the memory.
func (s *clientSocket) receive(kind websocket.MessageType, data []byte) bool {
	if kind == websocket.MessageText {
		return s.call("text", func() goja.Value { return s.vm.ToValue(validUTF8(data)) })
	}
	return s.call("binary", func() goja.Value { return s.vm.ToValue(s.vm.NewArrayBuffer(data)) })
}

// call calls one of the object's functions in a task, and waits for it.
// False: the VM has ended.
func (s *clientSocket) call(event string, argument func() goja.Value) bool {
	done := make(chan struct{})
	s.vm.Loop.Post(func() {
		defer close(done)
		s.emit(event, argument())
	})
	select {
	case <-done:
		return true
	case <-s.vm.Ended():
		return false
	}
}

// emit calls one of the object's functions. The VM is held.
func (s *clientSocket) emit(event string, args ...goja.Value) {
	fn, _ := goja.AssertFunction(s.events.Get(event))
	_, err := fn(goja.Undefined(), args...)
	s.vm.Report(err)
}

// closed tells the object how it ended: with the other side's code, or 1006
// when it never said one.
func (s *clientSocket) closed(err error) {
	end, agreed := s.queue.ending(err)
	s.emit("close", s.vm.ToValue(int(end.Code)), s.vm.ToValue(end.Reason), s.vm.ToValue(agreed))
}
