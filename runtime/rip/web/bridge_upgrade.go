package web

import (
	"strings"

	"github.com/dop251/goja"
)

// upgrade is server.upgrade(request, { headers, data }): it takes the request's
// connection for a websocket and returns true, or false when the request does
// not ask for one. The handler returns nothing then.
func (h *Handler) upgrade(call goja.FunctionCall) goja.Value {
	r := h.realm
	q, ok := r.request.Of(call.Argument(0))
	if !ok || q.turn == nil {
		panic(r.typeError("server.upgrade needs the request that the handler was given"))
	}
	handlers, ok := h.sockets.(*goja.Object)
	if !ok {
		panic(r.typeError("server.upgrade: the app exports no websocket handlers: export default { fetch, websocket: { message(ws, message) {} } }"))
	}
	if q.turn.upgraded != nil || q.turn.answered || !asksForSocket(q) {
		return r.vm.ToValue(false)
	}
	s := &serverSocket{realm: r, handler: h, handlers: handlers, remote: q.incoming.Client, state: socketOpen, binary: "nodebuffer"}
	u := &Upgrade{socket: s, request: q, max: maxMessage}
	if options, ok := call.Argument(1).(*goja.Object); ok {
		extra := &Headers{}
		r.fill(extra, options.Get("headers"))
		u.headers = extra.fields()
		if data := given(options, "data"); data != nil {
			s.Set("data", data)
		}
	}
	if v := given(handlers, "maxPayloadLength"); v != nil {
		u.max = v.ToInteger()
	}
	if v := given(handlers, "perMessageDeflate"); v != nil {
		u.deflate = v.ToBoolean()
	}
	s.limit = defaultBackpressure
	if v := given(handlers, "backpressureLimit"); v != nil {
		s.limit = int(v.ToInteger())
	}
	s.object = r.socketClass().Wrap(s)
	q.turn.upgraded = u
	return r.vm.ToValue(true)
}

// asksForSocket reports whether the request is a websocket handshake (RFC 6455
// 4.2.1).
func asksForSocket(q *Request) bool {
	has := func(name, token string) bool {
		value, _ := q.headers.lookup(name)
		for item := range strings.SplitSeq(value, ",") {
			if strings.EqualFold(strings.TrimSpace(item), token) {
				return true
			}
		}
		return false
	}
	key, _ := q.headers.lookup("sec-websocket-key")
	return q.method == "GET" && has("upgrade", "websocket") && has("connection", "upgrade") &&
		has("sec-websocket-version", "13") && len(key) == len("dGhlIHNhbXBsZSBub25jZQ==")
}
