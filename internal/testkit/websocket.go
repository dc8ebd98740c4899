package testkit

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// WebSocket is the client's end of a websocket; it knows text frames of up to
// 125 bytes, which is what tests say.
type WebSocket struct {
	net.Conn
	br *bufio.Reader
}

// DialWebSocket opens a websocket at path; it is closed with the test.
func DialWebSocket(t testing.TB, addr, path string) *WebSocket {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	_, err = io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: "+addr+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	br := bufio.NewReader(conn)
	resp, err := http.ReadResponse(br, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("the websocket was not opened: %v %v", resp, err)
	}
	return &WebSocket{conn, br}
}

// Say sends a text frame (RFC 6455, section 5.2), masked with zeros.
func (w *WebSocket) Say(t testing.TB, text string) {
	t.Helper()
	if _, err := w.Write(append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...)); err != nil {
		t.Fatal(err)
	}
}

// Hear returns the next frame's text.
func (w *WebSocket) Hear(t testing.TB) string {
	t.Helper()
	var head [2]byte
	if _, err := io.ReadFull(w.br, head[:]); err != nil {
		t.Fatalf("the websocket ended: %v", err)
	}
	payload := make([]byte, head[1])
	if _, err := io.ReadFull(w.br, payload); err != nil {
		t.Fatalf("the websocket ended within a frame: %v", err)
	}
	return string(payload)
}
