package web

import "github.com/dop251/goja"

// Upgrade is a connection that the app has taken for a websocket.
type Upgrade struct {
	headers []Field
}

func (h *Handler) upgrade(goja.FunctionCall) goja.Value { return h.realm.vm.ToValue(false) }

func (h *Handler) publish(goja.FunctionCall) goja.Value { return h.realm.vm.ToValue(0) }

func (h *Handler) subscriberCount(goja.FunctionCall) goja.Value { return h.realm.vm.ToValue(0) }
