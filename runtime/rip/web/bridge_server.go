package web

import (
	"net"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// newServer makes the handler's second argument. It is what the app knows it
// as: Bun's server (upgrade, requestIP, …), and Workers' env, since the
// environment's variables are its own properties.
func (h *Handler) newServer() *goja.Object {
	vm := h.realm.vm
	methods := vm.NewObject()
	define := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		must(methods.DefineDataProperty(name, vm.Function(name, length, fn), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	define("upgrade", 1, h.upgrade)
	define("requestIP", 1, h.requestIP)
	define("publish", 2, h.publish)
	define("subscriberCount", 1, h.subscriberCount)
	// A worker's sockets and timeouts are the balancer's; the app may say what it likes.
	for _, name := range []string{"timeout", "reload", "stop", "ref", "unref"} {
		define(name, 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	}
	server := vm.CreateObject(methods)
	for _, name := range slices.Sorted(keysOf(vm.Host.Env)) {
		must(server.Set(name, vm.Host.Env[name]))
	}
	return server
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// requestIP is the client's address as Bun has it, null for a request that did
// not come from one.
func (h *Handler) requestIP(call goja.FunctionCall) goja.Value {
	q, ok := h.realm.request.Of(call.Argument(0))
	if !ok || q.incoming == nil || q.incoming.Client == "" {
		return goja.Null()
	}
	address, port, err := net.SplitHostPort(q.incoming.Client)
	if err != nil {
		address, port = q.incoming.Client, "0"
	}
	family := "IPv4"
	if ip := net.ParseIP(address); ip != nil && ip.To4() == nil {
		family = "IPv6"
	}
	number, _ := strconv.Atoi(port) // 0 when the client has none
	o := h.realm.vm.NewObject()
	must(o.Set("address", address))
	must(o.Set("port", number))
	must(o.Set("family", family))
	return o
}

// newContext makes the handler's third argument, Workers' execution context.
func (h *Handler) newContext() *goja.Object {
	vm := h.realm.vm
	ctx := vm.NewObject()
	must(ctx.Set("waitUntil", vm.Function("waitUntil", 1, h.waitUntil)))
	must(ctx.Set("passThroughOnException", vm.Function("passThroughOnException", 0,
		func(goja.FunctionCall) goja.Value { return goja.Undefined() })))
	must(ctx.Set("props", vm.NewObject()))
	return ctx
}

// waitUntil keeps the worker from being stopped before a promise has settled.
// A rejection is reported like one that nobody handles, because nobody does.
func (h *Handler) waitUntil(call goja.FunctionCall) goja.Value {
	r := h.realm
	promise := r.fulfilled(call.Argument(0)).(*goja.Object)
	then, _ := goja.AssertFunction(promise.Get("then"))
	h.waiting++
	settled := r.vm.ToValue(func(goja.FunctionCall) goja.Value { h.waiting--; return goja.Undefined() })
	failed := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		h.waiting--
		reportUncaught(r.vm, call.Argument(0))
		return goja.Undefined()
	})
	if _, err := then(promise, settled, failed); err != nil {
		panic(err)
	}
	return goja.Undefined()
}

// Drained reports whether all that was given to ctx.waitUntil has settled. It
// is for Loop.Until, within a time of the worker's.
func (h *Handler) Drained() bool { return h.waiting == 0 }
