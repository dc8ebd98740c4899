package web

import (
	"github.com/coder/websocket"
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// serverSocket is Bun's ServerWebSocket: the app's end of a websocket that a
// client has opened. Its fields are touched with the VM held only; frames go
// out through its queue.
type serverSocket struct {
	engine.Expandos // data, above all

	realm    *realm
	handler  *Handler
	handlers *goja.Object // the app's, as they were when the socket was opened
	object   *goja.Object
	remote   string
	binary   string // binaryType
	state    int
	limit    int // bytes that may be queued
	topics   map[string]bool
	queue    *sendQueue
}

// The values of readyState that occur.
const (
	socketOpen    = 1
	socketClosing = 2
	socketClosed  = 3
)

// Bun's defaults.
const (
	maxMessage          = 16 << 20
	defaultBackpressure = 16 << 20
)

// socketClass defines ServerWebSocket at its first use. It is no global.
func (r *realm) socketClass() *engine.Class[*serverSocket] {
	if r.socket != nil {
		return r.socket
	}
	c := engine.NewClass[*serverSocket](r.vm, "ServerWebSocket", 0, nil)
	r.socket = c
	c.Getter("readyState", func(s *serverSocket) goja.Value { return r.vm.ToValue(s.state) })
	c.Getter("remoteAddress", func(s *serverSocket) goja.Value { return r.vm.ToValue(s.remote) })
	c.Getter("subscriptions", func(s *serverSocket) goja.Value { return s.subscriptions() })
	c.Accessor("binaryType", func(s *serverSocket) goja.Value { return r.word(s.binary) }, func(s *serverSocket, v goja.Value) {
		s.binary = r.text(v).String()
	})
	c.Method("getBufferedAmount", 0, func(s *serverSocket, _ goja.FunctionCall) goja.Value {
		return r.vm.ToValue(s.queue.buffered())
	})
	r.socketSending(c)
	r.socketTopics(c)
	r.socketEnding(c)
	return c
}

// socketEnding defines close and terminate, and cork, which has nothing to do.
func (r *realm) socketEnding(c *engine.Class[*serverSocket]) {
	c.Method("close", 0, func(s *serverSocket, call goja.FunctionCall) goja.Value {
		code := websocket.StatusNormalClosure
		if v := call.Argument(0); !goja.IsUndefined(v) {
			code = websocket.StatusCode(v.ToInteger())
		}
		reason := ""
		if v := r.optional(call.Argument(1)); v != nil {
			reason = *v
		}
		s.close(code, reason)
		return goja.Undefined()
	})
	c.Method("terminate", 0, func(s *serverSocket, _ goja.FunctionCall) goja.Value {
		s.state = socketClosing
		s.queue.cut()
		return goja.Undefined()
	})
	c.Method("cork", 1, func(s *serverSocket, call goja.FunctionCall) goja.Value {
		fn, ok := goja.AssertFunction(call.Arguments[0])
		if !ok {
			panic(r.typeError("ServerWebSocket.cork needs a function"))
		}
		result, err := fn(s.object, s.object) // frames are queued anyway
		if err != nil {
			panic(err)
		}
		return result
	})
}

// socketSending defines what sends a frame. The result is Bun's: the bytes
// sent, -1 when they had to be queued, 0 when they were dropped.
func (r *realm) socketSending(c *engine.Class[*serverSocket]) {
	send := func(name string, kind frameKind) {
		c.Method(name, 0, func(s *serverSocket, call goja.FunctionCall) goja.Value {
			f := r.frame(call.Argument(0))
			if kind != frameMessage {
				f.kind = kind
			}
			return r.vm.ToValue(s.send(f))
		})
	}
	send("send", frameMessage)
	send("sendText", frameText)
	send("sendBinary", frameBinary)
	send("ping", framePing)
	send("pong", framePong)
}

// frame makes a frame of what the app sends; what is no bytes is text.
func (r *realm) frame(v goja.Value) frame {
	if data, ok := r.bufferSource(v); ok {
		return frame{kind: frameBinary, data: append([]byte{}, data...)}
	}
	if blob, ok := r.blobOf(v); ok {
		return frame{kind: frameBinary, data: blob.data}
	}
	if goja.IsUndefined(v) {
		return frame{kind: frameText}
	}
	return frame{kind: frameText, data: bytesOf(r.text(v).String())}
}

func (s *serverSocket) send(f frame) int {
	if s.state != socketOpen {
		return 0
	}
	return s.queue.push(f, s.limit)
}

func (s *serverSocket) close(code websocket.StatusCode, reason string) {
	if s.state != socketOpen {
		return
	}
	s.state = socketClosing
	s.queue.push(frame{kind: frameClose, code: code, data: []byte(reason)}, s.limit)
}

// emit calls the app's handler of that name, if it has one. What it throws, or
// its promise rejects with, is reported.
func (s *serverSocket) emit(name string, args ...goja.Value) {
	vm := s.realm.vm
	fn, ok := goja.AssertFunction(s.handlers.Get(name))
	if !ok {
		return
	}
	_, err := fn(s.handlers, append([]goja.Value{s.object}, args...)...)
	vm.Report(err)
}

// message is a message of the client as the app wants it.
func (s *serverSocket) message(kind websocket.MessageType, data []byte) goja.Value {
	vm := s.realm.vm
	if kind == websocket.MessageText {
		return vm.ToValue(validUTF8(data))
	}
	buffer := vm.ToValue(vm.NewArrayBuffer(data))
	switch s.binary {
	case "arraybuffer":
		return buffer
	case "nodebuffer":
		if class, ok := vm.Get("Buffer").(*goja.Object); ok {
			from, _ := goja.AssertFunction(class.Get("from"))
			if v, err := from(class, buffer); err == nil {
				return v
			}
		}
	}
	return s.realm.newUint8Array(data)
}
