package web

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/coder/websocket"
)

// Upgrade is a connection that the app has taken for a websocket: whoever has
// the connection calls Serve.
type Upgrade struct {
	socket  *serverSocket
	request *Request
	headers []Field // the app's own, for the answer
	max     int64   // bytes of a message
	deflate bool
}

// Serve answers the handshake on conn, whose bytes that were read already are
// in buffered, and runs the websocket until it ends; then conn is closed. It
// runs without the VM held, in the goroutine that called it and one more. When
// ctx ends the client is told that the server goes away.
func (u *Upgrade) Serve(ctx context.Context, conn net.Conn, buffered *bufio.Reader) error {
	ws, err := websocket.Accept(u.handshake(conn, buffered))
	if err != nil {
		_ = conn.Close() // the error says more
		return err
	}
	ws.SetReadLimit(u.max)
	ctx, cancel := context.WithCancel(ctx)
	s, loop := u.socket, u.socket.realm.vm.Loop
	s.queue = newSendQueue(func() { _ = conn.Close() })
	stop := context.AfterFunc(ctx, func() { _ = ws.Close(websocket.StatusGoingAway, "the server goes away") })
	defer stop()
	written := make(chan struct{})
	go func() { // ends with ctx, or with the connection
		defer close(written)
		s.queue.write(ctx, ws, func() { loop.Post(func() { s.emit("drain") }) })
	}()
	u.call(func() { s.emit("open") })
	err = u.read(ctx, ws)
	stop()
	cancel()
	_ = ws.CloseNow() // it has ended one way or another
	<-written
	u.closed(err)
	return nil
}

// read hands every message to the app, one at a time, until the connection ends.
func (u *Upgrade) read(ctx context.Context, ws *websocket.Conn) error {
	for {
		kind, data, err := ws.Read(context.WithoutCancel(ctx)) // Close unblocks it, and says why
		if err != nil {
			return err
		}
		s := u.socket
		if !u.call(func() { s.emit("message", s.message(kind, data)) }) {
			return net.ErrClosed
		}
	}
}

// call runs fn with the VM held and waits for it. False: the VM has ended.
func (u *Upgrade) call(fn func()) bool {
	vm := u.socket.realm.vm
	done := make(chan struct{})
	vm.Loop.Post(func() { defer close(done); fn() })
	select {
	case <-done:
		return true
	case <-vm.Ended():
		return false
	}
}

// control tells the app of a ping or a pong. The library has answered it.
func (u *Upgrade) control(name string, payload []byte) {
	data := append([]byte{}, payload...)
	s := u.socket
	s.realm.vm.Loop.Post(func() { s.emit(name, s.realm.newUint8Array(data)) })
}

// closed tells the app how it ended.
func (u *Upgrade) closed(err error) {
	s, vm := u.socket, u.socket.realm.vm
	end, _ := s.queue.ending(err)
	u.call(func() {
		s.state = socketClosed
		s.leaveAll()
		s.emit("close", vm.ToValue(int(end.Code)), vm.ToValue(end.Reason))
	})
}

// handshake makes net/http's view of the request and the connection, which is
// what the library takes.
func (u *Upgrade) handshake(conn net.Conn, buffered *bufio.Reader) (http.ResponseWriter, *http.Request, *websocket.AcceptOptions) {
	q := &http.Request{Method: "GET", ProtoMajor: 1, ProtoMinor: 1, Host: u.request.incoming.Host, Header: http.Header{}}
	for _, f := range u.request.headers.fields() {
		q.Header.Add(f.Name, f.Value)
	}
	w := &upgradeWriter{conn: conn, reader: buffered, header: http.Header{}}
	options := &websocket.AcceptOptions{
		InsecureSkipVerify: true, // whose pages may connect is the app's to decide
		OnPingReceived:     func(_ context.Context, payload []byte) bool { u.control("ping", payload); return true },
		OnPongReceived:     func(_ context.Context, payload []byte) { u.control("pong", payload) },
	}
	if protocol := q.Header.Get("Sec-Websocket-Protocol"); protocol != "" {
		options.Subprotocols = []string{firstItem(protocol)}
	}
	for _, f := range u.headers {
		if f.Name == "sec-websocket-protocol" {
			options.Subprotocols = []string{f.Value}
			continue
		}
		w.header.Add(f.Name, f.Value)
	}
	if u.deflate {
		options.CompressionMode = websocket.CompressionNoContextTakeover
	}
	return w, q, options
}

// upgradeWriter is the http.ResponseWriter of a connection that was taken over.
type upgradeWriter struct {
	conn   net.Conn
	reader *bufio.Reader
	header http.Header
	err    error
}

// Header returns the headers of the answer.
func (w *upgradeWriter) Header() http.Header { return w.header }

// Write drops the body of a refusal: the connection is closed then.
func (w *upgradeWriter) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader writes the head of the answer.
func (w *upgradeWriter) WriteHeader(status int) {
	out := bufio.NewWriter(w.conn)
	_, _ = out.WriteString("HTTP/1.1 " + strconv.Itoa(status) + " " + http.StatusText(status) + "\r\n") // errors stay until Flush
	_ = w.header.Write(out)
	_, _ = out.WriteString("\r\n")
	w.err = out.Flush()
}

// Hijack hands over the connection.
func (w *upgradeWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	_ = w.conn.SetDeadline(time.Time{}) // what was for the request ends with it
	return w.conn, bufio.NewReadWriter(w.reader, bufio.NewWriter(w.conn)), w.err
}

func firstItem(list string) string {
	for i := range len(list) {
		if list[i] == ',' {
			return list[:i]
		}
	}
	return list
}
