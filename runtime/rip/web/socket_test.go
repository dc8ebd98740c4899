package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

// echoServer sends every message back, and closes with 4001 on "bye".
func echoServer(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"two"}})
		if err != nil {
			return // the client is told
		}
		defer conn.CloseNow() //nolint:errcheck // a test's server
		for {
			kind, data, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			if string(data) == "bye" {
				_ = conn.Close(4001, "as you wish")
				return
			}
			if err := conn.Write(r.Context(), kind, append(data, r.Header.Get("X-Add")...)); err != nil {
				return
			}
		}
	}))
	t.Cleanup(server.Close)
	return "ws" + strings.TrimPrefix(server.URL, "http")
}

func TestWebSocketTalksToAServer(t *testing.T) {
	url := echoServer(t)
	for _, c := range [][2]string{
		{`const s = new WebSocket(URL_, ["one", "two"]), got = []; s.binaryType = "arraybuffer";
		  await new Promise(r => s.onopen = r); got.push(s.protocol, s.readyState); s.send("é");
		  got.push(await new Promise(r => s.onmessage = e => r(e.data))); s.send(Uint8Array.of(1, 2).subarray(1));
		  got.push(new Uint8Array(await new Promise(r => s.onmessage = e => r(e.data))).join());
		  s.send(new Blob(["bl", "ob"])); got.push((await new Promise(r => s.onmessage = e => r(e.data))).byteLength);
		  s.close(3001, "done"); got.push(s.readyState); const e = await new Promise(r => s.onclose = r);
		  return [...got, e.code, e.reason, e.wasClean, s.readyState].join()`, "two,1,é,2,4,2,3001,done,true,3"},
		{`const s = new WebSocket(URL_, { headers: { "X-Add": "!" } }), got = []; s.onopen = () => s.send("hi"); s.onmessage = e => { got.push(e.data); s.send("bye") };
		  const e = await new Promise(r => s.onclose = r); return [...got, e.code, e.reason].join()`, "hi!,4001,as you wish"},
		{`const s = new WebSocket("ws://127.0.0.1:1"), got = []; s.onerror = () => got.push("error"); s.onopen = () => got.push("open");
		  const e = await new Promise(r => s.onclose = r); return [...got, e.code, e.wasClean].join()`, "error,1006,false"},
		{`const s = new WebSocket(URL_); s.close(); const e = await new Promise(r => s.onclose = r); return e.code`, "1006"},
		{`const got = []; for (const make of [() => new WebSocket("mailto:a"), () => new WebSocket(URL_ + "#x"), () => new WebSocket(URL_, ["a", "A"]), () => new WebSocket(URL_, "a b")])
		  try { make(); got.push("made") } catch (e) { got.push(e.name) } return got.join()`, "SyntaxError,SyntaxError,SyntaxError,SyntaxError"},
		{`const s = new WebSocket(URL_), got = []; try { s.send(1) } catch (e) { got.push(e.name) } try { s.close(1001) } catch (e) { got.push(e.name) }
		  try { s.close(1000, "é".repeat(62)) } catch (e) { got.push(e.name) } s.close(); await new Promise(r => s.onclose = r); return got.join()`, "InvalidStateError,InvalidAccessError,SyntaxError"},
	} {
		body := strings.ReplaceAll(c[0], "URL_", `"`+url+`"`)
		if got := newWorld(t).run(t, body); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestWebSocketEndsWithItsVM(t *testing.T) {
	w := newWorld(t) // goleak finds what is left when the VM is closed
	if got := w.run(t, `globalThis.s = new WebSocket("`+echoServer(t)+`"); await new Promise(r => s.onopen = r); return s.readyState`); got != "1" {
		t.Errorf("got %s", got)
	}
}
