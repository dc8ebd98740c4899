package lb

import (
	"errors"
	"io"
	"os"

	"github.com/rip-server/rip-server/internal/http1"
)

// readBody takes the request's body off the client. The errors are Rejections,
// *http1.Error, or what the connection failed with.
func (x *Exchange) readBody(limit int64) error {
	if x.Length > limit {
		return ErrBodyTooLarge
	}
	err := x.client.readBody(limit)
	var full *storeError
	switch {
	case errors.As(err, &full): // our trouble, not the client's
		x.conn.srv.logger.Error("cannot store a request body", "err", full.err, "dir", os.TempDir())
		return ErrNoSpace
	case errors.Is(err, errSlow):
		return ErrBodyTimeout
	}
	return err
}

// readBody implements clientSide. A body of known length is read past the
// connection's buffer.
func (c *conn) readBody(limit int64) error {
	x := &c.x
	if x.Expect100 && c.br.Buffered() == 0 {
		if err := c.write([]byte("HTTP/1.1 100 Continue\r\n\r\n")); err != nil {
			return err
		}
	}
	c.enter(phaseBody)
	defer c.leaveBody()
	if x.Chunked {
		return c.readChunked(limit)
	}
	return x.body.fill(c.br, x.Length, &c.srv.pieces)
}

func (c *conn) readChunked(limit int64) error {
	var (
		chunks = http1.Chunked{MaxTrailer: c.srv.limits.MaxHead}
		buf    [4096]byte
	)
	for !chunks.Done() {
		p, err := c.peekSome()
		if err != nil {
			return err
		}
		data, used, err := chunks.Decode(buf[:0], p, len(buf))
		if err != nil {
			return err
		}
		if c.x.body.size+int64(len(data)) > limit {
			return ErrBodyTooLarge
		}
		if err := c.x.body.add(data, &c.srv.pieces); err != nil {
			return err
		}
		c.br.Discard(used)
	}
	c.x.trailer = chunks.Trailer
	c.x.trailer.Without(c.x.Nominations())
	return nil
}

// peekSome returns what is buffered, waiting for at least one byte.
func (c *conn) peekSome() ([]byte, error) {
	if c.br.Buffered() == 0 {
		if _, err := c.br.Peek(1); err != nil {
			return nil, ifEOF(err, io.ErrUnexpectedEOF)
		}
	}
	return c.br.Peek(c.br.Buffered())
}
