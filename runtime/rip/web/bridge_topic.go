package web

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Topics are those of one worker, as under bun: a message reaches the sockets
// that this VM holds.

// socketTopics defines subscribe, publish and their like.
func (r *realm) socketTopics(c *engine.Class[*serverSocket]) {
	topic := func(name string, fn func(s *serverSocket, topic string) goja.Value) {
		c.Method(name, 1, func(s *serverSocket, call goja.FunctionCall) goja.Value {
			return fn(s, r.text(call.Arguments[0]).String())
		})
	}
	topic("subscribe", func(s *serverSocket, topic string) goja.Value { s.join(topic); return goja.Undefined() })
	topic("unsubscribe", func(s *serverSocket, topic string) goja.Value { s.leave(topic); return goja.Undefined() })
	topic("isSubscribed", func(s *serverSocket, topic string) goja.Value { return r.vm.ToValue(s.topics[topic]) })
	publish := func(name string, kind frameKind) {
		c.Method(name, 2, func(s *serverSocket, call goja.FunctionCall) goja.Value {
			f := r.frame(call.Arguments[1])
			if kind != frameMessage {
				f.kind = kind
			}
			return r.vm.ToValue(s.handler.broadcast(r.text(call.Arguments[0]).String(), f, s))
		})
	}
	publish("publish", frameMessage)
	publish("publishText", frameText)
	publish("publishBinary", frameBinary)
}

func (s *serverSocket) join(topic string) {
	if s.state != socketOpen || s.topics[topic] {
		return
	}
	if s.topics == nil {
		s.topics = map[string]bool{}
	}
	s.topics[topic] = true
	if s.handler.topics == nil {
		s.handler.topics = map[string][]*serverSocket{}
	}
	s.handler.topics[topic] = append(s.handler.topics[topic], s)
}

func (s *serverSocket) leave(topic string) {
	if !s.topics[topic] {
		return
	}
	delete(s.topics, topic)
	left := slices.DeleteFunc(s.handler.topics[topic], func(o *serverSocket) bool { return o == s })
	if len(left) == 0 {
		delete(s.handler.topics, topic)
		return
	}
	s.handler.topics[topic] = left
}

func (s *serverSocket) leaveAll() {
	for _, topic := range slices.Collect(maps.Keys(s.topics)) {
		s.leave(topic)
	}
}

func (s *serverSocket) subscriptions() goja.Value {
	names := []any{}
	for _, topic := range slices.Sorted(maps.Keys(s.topics)) {
		names = append(names, topic)
	}
	return s.realm.vm.NewArray(names...)
}

// broadcast sends f to all of a topic but one, and returns the bytes sent to
// each, 0 when there is nobody.
func (h *Handler) broadcast(topic string, f frame, except *serverSocket) int {
	sent := 0
	for _, s := range h.topics[topic] {
		if s != except && s.send(f) != 0 {
			sent = len(f.data)
		}
	}
	return sent
}

// publish is server.publish(topic, message).
func (h *Handler) publish(call goja.FunctionCall) goja.Value {
	r := h.realm
	return r.vm.ToValue(h.broadcast(r.text(call.Argument(0)).String(), r.frame(call.Argument(1)), nil))
}

func (h *Handler) subscriberCount(call goja.FunctionCall) goja.Value {
	return h.realm.vm.ToValue(len(h.topics[h.realm.text(call.Argument(0)).String()]))
}
