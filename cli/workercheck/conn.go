package workercheck

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// patience bounds one request, connect and answer: the read timeout of the
// balancer by default.
const patience = 5 * time.Second

// conn is a connection to a worker, as the balancer has one.
type conn struct {
	net.Conn
	in *bufio.Reader
}

func (w *worker) dial() (*conn, error) {
	c, err := net.DialTimeout("unix", w.slot.Socket, patience)
	if err != nil {
		return nil, fmt.Errorf("connect to its socket: %w", err)
	}
	return &conn{c, bufio.NewReader(c)}, nil
}

// answer is a response whose body was read to its end.
type answer struct {
	*http.Response
	body []byte
}

// send writes a request with a body of size bytes, chunked or counted.
func (c *conn) send(method, path string, size int, chunked bool) error {
	req, err := http.NewRequest(method, "http://worker"+path, nil)
	if err != nil {
		return err
	}
	if size > 0 {
		req.Body = io.NopCloser(bytes.NewReader(bytes.Repeat([]byte("x"), size)))
		req.ContentLength = int64(size)
		if chunked {
			req.ContentLength = -1
		}
		req.Header.Set("Content-Type", "application/octet-stream")
	}
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	return req.Write(c)
}

// receive reads one answer, whole.
func (c *conn) receive() (answer, error) {
	res, err := http.ReadResponse(c.in, &http.Request{Method: http.MethodGet})
	if err != nil {
		return answer{}, fmt.Errorf("no answer: %w", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, fmt.Errorf("the answer breaks off: %w", err)
	}
	if res.ProtoMajor != 1 || res.ProtoMinor != 1 {
		return answer{}, fmt.Errorf("it answers with %s, not HTTP/1.1", res.Proto)
	}
	if res.ContentLength < 0 && len(res.TransferEncoding) == 0 && res.StatusCode != http.StatusNoContent {
		return answer{}, errors.New("the answer has neither Content-Length nor chunks")
	}
	return answer{res, body}, nil
}

// ask is send and receive of a request without a body.
func (c *conn) ask(path string) (answer, error) {
	if err := c.send(http.MethodGet, path, 0, false); err != nil {
		return answer{}, fmt.Errorf("send: %w", err)
	}
	return c.receive()
}

// askOnce asks on a connection of its own.
func (w *worker) askOnce(path string) (answer, error) {
	c, err := w.dial()
	if err != nil {
		return answer{}, err
	}
	defer c.Close()
	return c.ask(path)
}

// well is whether an answer is the app's and no failure.
func (a answer) well() error {
	if a.StatusCode >= http.StatusInternalServerError {
		return fmt.Errorf("it answers %s", a.Status)
	}
	return nil
}

// turnedAway is whether an answer sends the request to another worker, for
// the reason that the header names.
func (a answer) turnedAway(header string) error {
	if a.StatusCode != http.StatusServiceUnavailable || a.Header.Get(header) != "1" {
		return fmt.Errorf("it answers %s without %s: 1", a.Status, header)
	}
	return nil
}
