package contracttest

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"testing"
)

const echoing = `
const websocket = {
  open(ws) { ws.send("open " + ws.data.name) },
  message(ws, message) { message === "bye" ? ws.close(4001, "as asked") : ws.send(typeof message === "string" ? message + "!" : message) },
  close(ws, code, reason) { console.log("closed " + code) },
};
export default {
  websocket,
  fetch(request, server) {
    const name = new URL(request.url).pathname;
    if (server.upgrade(request, { data: { name } })) return name === "/answering" ? new Response(null) : undefined; // as Hono does
    return new Response("no websocket", { status: 426 });
  },
};`

// sockets are websockets as Bun.serve has them.
func sockets(t *testing.T, start Start) {
	s := serve(t, start, files{"index.js": echoing}, dev())
	s.want("/", 426, "no websocket")
	for _, path := range []string{"/room", "/answering"} {
		converse(t, s, path)
	}
}

// converse opens a websocket and says all that the app understands.
func converse(t *testing.T, s *site, path string) {
	nc, br := s.dial()
	if _, err := io.WriteString(nc, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(br, nil)
	if err != nil || response.StatusCode != 101 || response.Header.Get("Sec-Websocket-Accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" {
		t.Fatalf("upgrade: %+v %v", response, err)
	}
	hear(t, br, 0x81, "open "+path)
	say(t, nc, 0x81, "hello")
	hear(t, br, 0x81, "hello!")
	say(t, nc, 0x82, "\x00\xff")
	hear(t, br, 0x82, "\x00\xff")
	s.want("/", 426, "no websocket") // it is not a part of the turn
	say(t, nc, 0x81, "bye")
	hear(t, br, 0x88, "\x0f\xa1as asked")
	say(t, nc, 0x88, "\x0f\xa1")
	s.wantOutput("closed 4001")
}

// say sends a short masked frame (RFC 6455, 5.2), mask 0.
func say(t *testing.T, nc net.Conn, head byte, payload string) {
	t.Helper()
	frame := append([]byte{head, 0x80 | byte(len(payload)), 0, 0, 0, 0}, payload...)
	if _, err := nc.Write(frame); err != nil {
		t.Fatal(err)
	}
}

// hear reads a short frame.
func hear(t *testing.T, br *bufio.Reader, head byte, want string) {
	t.Helper()
	var frame struct{ Head, Length byte }
	if err := binary.Read(br, binary.BigEndian, &frame); err != nil {
		t.Fatal(err)
	}
	payload := make([]byte, frame.Length)
	if _, err := io.ReadFull(br, payload); err != nil || frame.Head != head || string(payload) != want {
		t.Fatalf("heard %x %q, %v; want %x %q", frame.Head, payload, err, head, want)
	}
}
