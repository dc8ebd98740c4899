package lb

import (
	"errors"
	"io"
	"os"

	"github.com/rip-server/rip-server/internal/http1"
)

// readBody takes the request's body off the client. The errors are Rejections,
// *http1.Error, or what the connection failed with.
func (c *conn) readBody(limit int64) error {
	x := &c.x
	if x.Length > limit {
		return ErrBodyTooLarge
	}
	if x.Expect100 && c.br.Buffered() == 0 {
		if err := c.write([]byte("HTTP/1.1 100 Continue\r\n\r\n")); err != nil {
			return err
		}
	}
	c.enter(phaseBody)
	defer c.leaveBody()
	var err error
	if x.Chunked {
		err = c.readChunked(limit)
	} else {
		err = c.readFixed(x.Length)
	}
	if errors.Is(err, errSlow) {
		return ErrBodyTimeout
	}
	return err
}

// readFixed reads what the connection's buffer holds and then past it.
func (c *conn) readFixed(left int64) error {
	b, pool := &c.x.body, &c.srv.pieces
	if left > memoryBody {
		if err := b.spill(pool); err != nil {
			return c.noSpace(err)
		}
	}
	for left > 0 {
		n, err := c.br.Read(b.room(left, pool))
		if err := b.took(n); err != nil {
			return c.noSpace(err)
		}
		left -= int64(n)
		if err != nil && left > 0 {
			return ifEOF(err, io.ErrUnexpectedEOF)
		}
	}
	return nil
}

func (c *conn) readChunked(limit int64) error {
	var (
		chunks http1.Chunked
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
		if err := c.keep(data); err != nil {
			return c.noSpace(err)
		}
		c.br.Discard(used)
	}
	return nil
}

// keep copies p to the body's end.
func (c *conn) keep(p []byte) error {
	b, pool := &c.x.body, &c.srv.pieces
	if b.file == nil && b.size+int64(len(p)) > memoryBody {
		if err := b.spill(pool); err != nil {
			return err
		}
	}
	for len(p) > 0 {
		n := copy(b.room(int64(len(p)), pool), p)
		if err := b.took(n); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

// noSpace is for a body that cannot be stored: our trouble, not the client's.
func (c *conn) noSpace(err error) error {
	c.srv.logger.Error("cannot store a request body", "err", err, "dir", os.TempDir())
	return ErrNoSpace
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
