package lb

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// client is a connection to the server on which a test says every byte.
type client struct {
	t  testing.TB
	nc interface {
		net.Conn
		CloseWrite() error
	}
	br *bufio.Reader
}

// answer is a response as a client gets it.
type answer struct {
	*http.Response
	text string
}

func (w *world) dial() *client {
	w.t.Helper()
	nc, err := net.Dial("tcp", w.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { nc.Close() })
	nc.SetDeadline(time.Now().Add(10 * time.Second)) // a test that hangs fails
	return &client{w.t, nc.(*net.TCPConn), bufio.NewReader(nc)}
}

func (c *client) send(parts ...string) *client {
	c.t.Helper()
	for _, p := range parts {
		if _, err := io.WriteString(c.nc, p); err != nil {
			c.t.Fatalf("send: %v", err)
		}
	}
	return c
}

// response reads one response with its body.
func (c *client) response() answer { c.t.Helper(); return c.responseTo("GET") }

func (c *client) responseTo(method string) answer {
	c.t.Helper()
	resp, err := http.ReadResponse(c.br, &http.Request{Method: method})
	if err != nil {
		c.t.Fatalf("read response: %v", err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatalf("read body after %d bytes: %v", len(body), err)
	}
	return answer{resp, string(body)}
}

// head reads the bytes of one response head.
func (c *client) head() string {
	c.t.Helper()
	var head strings.Builder
	for {
		line, err := c.br.ReadString('\n')
		head.WriteString(line)
		if err != nil {
			c.t.Fatalf("read head %q: %v", head.String(), err)
		}
		if line == "\r\n" {
			return head.String()
		}
	}
}

// expect reads exactly that.
func (c *client) expect(want string) {
	c.t.Helper()
	got := make([]byte, len(want))
	if n, err := io.ReadFull(c.br, got); err != nil || string(got) != want {
		c.t.Fatalf("got %q, %v, want %q", got[:n], err, want)
	}
}

// closed checks that the server ended the connection without another byte.
func (c *client) closed() {
	c.t.Helper()
	rest, err := io.ReadAll(c.br)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		c.t.Fatal("the connection is still open")
	}
	if len(rest) > 0 {
		c.t.Fatalf("more than expected: %q", rest)
	}
}

// get asks for path and reads the answer.
func (c *client) get(path string) answer {
	c.t.Helper()
	return c.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").response()
}

func (a answer) is(t testing.TB, status int, text string) {
	t.Helper()
	if a.StatusCode != status || a.text != text {
		t.Fatalf("got %d %q, want %d %q", a.StatusCode, a.text, status, text)
	}
}

// refused checks a Rejection's answer: its status, its reason in the body.
func (a answer) refused(t testing.TB, status int, reason string) {
	t.Helper()
	if a.StatusCode != status || !strings.Contains(a.text, "\n"+reason+": ") {
		t.Fatalf("got %d %q, want %d for %s", a.StatusCode, a.text, status, reason)
	}
}
