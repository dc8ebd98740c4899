package testkit

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// patience bounds one exchange of a Client and one wait: beyond every timeout
// and the longest backoff of a server under test, below the test binary's own.
const patience = 45 * time.Second

// Client is one kept-alive HTTP/1.1 connection that never retries, unlike
// net/http's: what its caller sees is what the server did. It connects when it
// has to. For one goroutine.
type Client struct {
	addr string
	conn net.Conn
	br   *bufio.Reader
}

// Answer is a response that has been read to its end.
type Answer struct {
	Status int
	Header http.Header
	Body   string
}

// NewClient returns a client for a server at "host:port".
func NewClient(addr string) *Client { return &Client{addr: addr} }

// Get sends a GET.
func (c *Client) Get(path string) (Answer, error) { return c.Do("GET", path, "") }

// Do sends a request and reads the whole answer. An error means that there was
// no answer, or not a whole one; the next request gets a new connection then.
func (c *Client) Do(method, path, body string, fields ...string) (Answer, error) {
	head := method + " " + path + " HTTP/1.1\r\nHost: " + c.addr + "\r\n"
	if body != "" || method == "POST" || method == "PUT" {
		head += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	for _, field := range fields {
		head += field + "\r\n"
	}
	answer, keep, err := c.exchange(head+"\r\n"+body, method)
	if err != nil || !keep {
		c.Close()
	}
	return answer, err
}

func (c *Client) exchange(request, method string) (answer Answer, keep bool, err error) {
	if c.conn == nil {
		if c.conn, err = net.DialTimeout("tcp", c.addr, patience); err != nil {
			return answer, false, err
		}
		c.br = bufio.NewReader(c.conn)
	}
	c.conn.SetDeadline(time.Now().Add(patience))
	if _, err = io.Copy(c.conn, strings.NewReader(request)); err != nil {
		return answer, false, fmt.Errorf("send: %w", err)
	}
	resp, err := http.ReadResponse(c.br, &http.Request{Method: method})
	if err != nil {
		return answer, false, fmt.Errorf("read the head: %w", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer, false, fmt.Errorf("read the body: %w", err)
	}
	return Answer{resp.StatusCode, resp.Header, string(text)}, !resp.Close, nil
}

// Close ends the connection; the next request opens another.
func (c *Client) Close() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
}
