package web_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/rip-server/rip-server/runtime/rip/web"
)

// patience is how long a test waits for what must happen.
const patience = 10 * time.Second

// sockets serves an app, an object with fetch and websocket, on a port, and
// returns its ws address.
func (w *world) sockets(t *testing.T, app string) string {
	t.Helper()
	h := w.socketHandler(t, app)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { // ends with the listener
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			w.serveSocket(ctx, t, h, conn)
		}
	}()
	t.Cleanup(func() { cancel(); _ = listener.Close(); <-done })
	return "ws://" + listener.Addr().String() + "/"
}

func (w *world) socketHandler(t *testing.T, app string) *web.Handler {
	t.Helper()
	var h *web.Handler
	if err := w.Do(func() error {
		o, err := w.RunString("globalThis.app = " + app)
		if err != nil {
			return err
		}
		app := o.ToObject(w.Runtime)
		h, err = web.NewHandler(w.VM, app.Get("fetch"), app, app.Get("websocket"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return h
}

// serveSocket answers one handshake and runs the websocket in a goroutine that
// ends with it.
func (w *world) serveSocket(ctx context.Context, t *testing.T, h *web.Handler, conn net.Conn) {
	reader := bufio.NewReader(conn)
	request, err := http.ReadRequest(reader)
	if err != nil {
		t.Error(err)
		return
	}
	in := &web.Incoming{Method: request.Method, Scheme: "http", Host: request.Host, Target: request.RequestURI, Client: conn.RemoteAddr().String()}
	var fields web.Fields
	for name, values := range request.Header {
		fields = append(fields, web.Field{Name: name, Value: strings.Join(values, ", ")})
	}
	in.Headers = fields
	var a *web.Answer
	if err := w.Do(func() (err error) { a, err = h.Handle(in); return err }); err != nil {
		t.Error(err)
		return
	}
	if a.Upgrade == nil {
		_, _ = conn.Write([]byte("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) // the client sees if it fails
		_ = conn.Close()
		return
	}
	go func() { // ends with the websocket
		if err := a.Upgrade.Serve(ctx, conn, reader); err != nil {
			t.Error(err)
		}
	}()
}

func dial(t *testing.T, address string, options *websocket.DialOptions) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), address, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return conn
}

func hear(t *testing.T, conn *websocket.Conn) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, data, err := conn.Read(ctx)
	if err != nil {
		return "closed: " + websocket.CloseStatus(err).String()
	}
	return string(data)
}

func say(t *testing.T, conn *websocket.Conn, kind websocket.MessageType, message string) {
	t.Helper()
	if err := conn.Write(t.Context(), kind, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

func TestWebsocketOfAnAppTalks(t *testing.T) {
	w := newWorld(t)
	address := w.sockets(t, `{
		fetch(request, server) { if (!server.upgrade(request, { data: { name: "ada" } })) return new Response("no", { status: 400 }) },
		websocket: {
			open(ws) { ws.send("hello " + ws.data.name + " " + ws.readyState) },
			message(ws, m) { ws.send(typeof m === "string" ? "text " + m : new Uint8Array([98, ...m])) },
		} }`)
	conn := dial(t, address, nil)
	if got := hear(t, conn); got != "hello ada 1" {
		t.Errorf("got %q", got)
	}
	say(t, conn, websocket.MessageText, "grüße")
	if got := hear(t, conn); got != "text grüße" {
		t.Errorf("got %q", got)
	}
	say(t, conn, websocket.MessageBinary, "in")
	if got := hear(t, conn); got != "bin" {
		t.Errorf("got %q", got)
	}
}

func TestWebsocketTopicsReachTheOthers(t *testing.T) {
	w := newWorld(t)
	address := w.sockets(t, `{
		fetch(request, server) { globalThis.server = server; server.upgrade(request) },
		websocket: {
			open(ws) { ws.subscribe("room"); ws.send("in " + server.subscriberCount("room")) },
			message(ws, m) { ws.publish("room", m); server.publish("room", "all " + m) },
		} }`)
	first, second := dial(t, address, nil), dial(t, address, nil)
	hear(t, first)
	hear(t, second)
	say(t, first, websocket.MessageText, "hi")
	if a, b, c := hear(t, second), hear(t, second), hear(t, first); a != "hi" || b != "all hi" || c != "all hi" {
		t.Errorf("heard %q, %q and %q", a, b, c)
	}
}

func TestWebsocketCloseIsHeardOnBothSides(t *testing.T) {
	w := newWorld(t)
	address := w.sockets(t, `{
		fetch(request, server) { server.upgrade(request) },
		websocket: {
			message(ws, m) { if (m === "close") ws.close(4001, "enough") },
			close(ws, code, reason) { console.log = null; globalThis.ended = code + reason + ws.readyState + ws.send("x") },
		} }`)
	conn := dial(t, address, nil)
	say(t, conn, websocket.MessageText, "close")
	if got := hear(t, conn); got != "closed: StatusCode(4001)" {
		t.Errorf("heard %q", got)
	}
	w.eventually(t, `ended`, "4001enough30")
	other := dial(t, address, nil)
	if err := other.Close(4002, "bye"); err != nil {
		t.Fatal(err)
	}
	w.eventually(t, `ended`, "4002bye30")
}

// eventually waits until an expression has that value.
func (w *world) eventually(t *testing.T, js, want string) {
	t.Helper()
	var got string
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		got = w.run(t, `return await new Promise((r) => setTimeout(() => r(globalThis.`+js+`), 2))`)
		if got == want {
			return
		}
	}
	t.Errorf("%s is %q, want %q", js, got, want)
}

func TestWebsocketOfASlowClientIsHeldBackAndDrained(t *testing.T) {
	w := newWorld(t)
	address := w.sockets(t, `{
		fetch(request, server) { server.upgrade(request) },
		websocket: {
			backpressureLimit: 4 << 20,
			open(ws) {
				const results = new Set(), megabyte = "x".repeat(1 << 20);
				for (let i = 0; i < 40; i++) results.add(ws.send(megabyte));
				globalThis.results = [...results].join() + (ws.getBufferedAmount() <= 4 << 20);
			},
			drain(ws) { globalThis.drained = "yes " + ws.getBufferedAmount(); ws.send("drained") },
		} }`)
	conn := dial(t, address, nil)
	conn.SetReadLimit(2 << 20)
	w.eventually(t, "results", "1048576,-1,0true")
	for range 41 {
		if hear(t, conn) == "drained" {
			break
		}
	}
	w.eventually(t, "drained", "yes 0")
}

func TestWebsocketProtocolAndHeadersOfTheUpgrade(t *testing.T) {
	w := newWorld(t)
	address := w.sockets(t, `{
		fetch(request, server) { server.upgrade(request, { headers: { "Sec-WebSocket-Protocol": "b", "X-App": "yes" } }) },
		websocket: { message() {} } }`)
	conn, response, err := websocket.Dial(t.Context(), address, &websocket.DialOptions{Subprotocols: []string{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow() //nolint:errcheck // the test is over
	if conn.Subprotocol() != "b" || response.Header.Get("X-App") != "yes" {
		t.Errorf("protocol %q, headers %v", conn.Subprotocol(), response.Header)
	}
}

func TestUpgradeOfAnOrdinaryRequestIsRefused(t *testing.T) {
	w := newWorld(t)
	h := w.socketHandler(t, `{ fetch: (q, server) => "" + server.upgrade(q), websocket: {} }`)
	if _, body := w.answer(t, h, get("/")); body != "false" {
		t.Errorf("got %q", body)
	}
}
