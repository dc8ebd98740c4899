package generator

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"time"
)

// client is one connection that is opened again when it has to be. One
// goroutine uses it.
type client struct {
	load   *prepared
	conn   net.Conn // nil: not open
	reader *bufio.Reader
	body   []byte // scratch for sending bodies
}

// What went wrong, as results name it.
const (
	failConnect  = "connect"
	failWrite    = "write"
	failRead     = "read"
	failTimeout  = "timeout"
	failResponse = "malformed"
	// failUnsent: the request was due, but no connection was free for it until
	// long after the end.
	failUnsent = "unsent"
)

func newClient(load *prepared) *client {
	return &client{load: load, reader: bufio.NewReaderSize(nil, 16<<10)}
}

// exchange sends one request and reads its answer. kind is empty when the
// answer was whole; then status is its status.
func (c *client) exchange(ctx context.Context) (status int, size int64, kind string) {
	deadline := time.Now().Add(c.load.Timeout)
	if c.conn == nil {
		if err := c.open(ctx, deadline); err != nil {
			return 0, 0, kindOf(err, failConnect)
		}
	}
	if err := c.conn.SetDeadline(deadline); err != nil {
		c.close()
		return 0, 0, failWrite
	}
	stop := context.AfterFunc(ctx, c.interrupt(c.conn))
	defer stop()
	if err := c.send(); err != nil {
		c.close()
		return 0, 0, kindOf(err, failWrite)
	}
	head, size, err := readResponse(c.reader, c.load.toHead)
	if err != nil {
		c.close()
		return 0, size, kindOf(err, failRead)
	}
	if c.load.Close || head.close || c.reader.Buffered() > 0 {
		c.close()
	}
	return head.status, size, ""
}

// send writes the request, in one write when it is short.
func (c *client) send() error {
	if c.load.BodySize == 0 {
		_, err := c.conn.Write(c.load.head)
		return err
	}
	if _, err := c.conn.Write(c.load.head); err != nil {
		return err
	}
	if c.body == nil {
		c.body = make([]byte, 64<<10)
	}
	// The plain writer hides ReadFrom, which would bring a buffer of its own.
	_, err := io.CopyBuffer(struct{ io.Writer }{c.conn}, paced{&filler{c.load.BodySize}, c.load.Pace}, c.body)
	return err
}

func (c *client) open(ctx context.Context, deadline time.Time) error {
	dialer := net.Dialer{Deadline: deadline}
	conn, err := dialer.DialContext(ctx, c.load.network, c.load.address)
	if err != nil {
		return err
	}
	if tcp, ok := conn.(*net.TCPConn); ok && c.load.Pace > 0 {
		// A slow reader whose kernel takes megabytes for it is not slow.
		if err := tcp.SetReadBuffer(4 << 10); err != nil {
			return errors.Join(err, conn.Close())
		}
	}
	if c.load.TLS != nil {
		secure := tls.Client(conn, c.load.TLS)
		if err := secure.HandshakeContext(ctx); err != nil {
			return errors.Join(err, conn.Close())
		}
		conn = secure
	}
	c.conn = conn
	c.reader.Reset(paced{conn, c.load.Pace})
	return nil
}

// interrupt ends whatever waits on a connection when the run is cancelled.
func (c *client) interrupt(conn net.Conn) func() {
	return func() { _ = conn.SetDeadline(time.Unix(1, 0)) } // it may be closed already
}

func (c *client) close() {
	if c.conn != nil {
		_ = c.conn.Close() // what was to be had from it we have
		c.conn = nil
	}
}

// kindOf names an error; otherwise is its name when it is nothing special.
func kindOf(err error, otherwise string) string {
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return failTimeout
	case errors.Is(err, ErrResponse):
		return failResponse
	default:
		return otherwise
	}
}
