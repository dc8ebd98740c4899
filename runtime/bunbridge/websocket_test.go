package bunbridge_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// echo is an app whose websocket says n and what it hears.
func echo(n int) files {
	return files{"index.ts": fmt.Sprintf(`
const websocket = { open(ws) { ws.send("%[1]d open") }, message(ws, m) { ws.send("%[1]d " + m) } };
function fetch(request, server) {
  if (request.headers.get("upgrade")) return server.upgrade(request) ? undefined : new Response("no", { status: 400 });
  return new Response("%[1]d");
}
export default { fetch, websocket };`, n)}
}

// wsConn is a client that knows short text frames only.
type wsConn struct {
	net.Conn
	reader *bufio.Reader
}

func dialWebsocket(t *testing.T, socket string) *wsConn {
	t.Helper()
	conn, err := net.Dial("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // the test is over either way
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(conn, "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	if err != nil || response.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("upgrade: %v %v", response, err)
	}
	return &wsConn{conn, reader}
}

// say sends a masked text frame (RFC 6455, 5.2), mask 0.
func (c *wsConn) say(t *testing.T, text string) {
	t.Helper()
	frame := append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...)
	if _, err := c.Write(frame); err != nil {
		t.Fatal(err)
	}
}

func (c *wsConn) wantHear(t *testing.T, text string) {
	t.Helper()
	head := make([]byte, 2)
	if _, err := io.ReadFull(c.reader, head); err != nil {
		t.Fatal(err)
	}
	payload := make([]byte, head[1])
	if _, err := io.ReadFull(c.reader, payload); err != nil || string(payload) != text {
		t.Fatalf("heard %q, %v; want %q", payload, err, text)
	}
}

func TestWebsocketEndsTheTurnAndKeepsItsHandlersOverAReload(t *testing.T) {
	p := start(t, echo(1))
	old := dialWebsocket(t, p.socket)
	old.wantHear(t, "1 open")
	p.wantBody("1") // the worker is free while the socket is open

	p.write(echo(2))
	p.wantBody("2")
	fresh := dialWebsocket(t, p.socket)
	fresh.wantHear(t, "2 open")
	for range 3 {
		old.say(t, "hello")
		old.wantHear(t, "1 hello")
		fresh.say(t, "hello")
		fresh.wantHear(t, "2 hello")
	}
}

func TestNamedWebsocketExportIsTaken(t *testing.T) {
	p := start(t, files{"index.ts": `
export const websocket = { message(ws, m) { ws.send("named " + m) } };
export default (request, server) => { if (!server.upgrade(request)) return new Response("plain") };`})
	p.wantBody("plain")
	conn := dialWebsocket(t, p.socket)
	conn.say(t, "hello")
	conn.wantHear(t, "named hello")
	p.wantBody("plain")
}
