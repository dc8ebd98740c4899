package lb

import (
	"errors"
	"io"
	"os"

	"github.com/rip-server/rip-server/internal/http1"
)

// body is a request body that has been read before a worker is taken: in
// memory up to memoryBody, beyond that in a temporary file without a name. The
// zero body is empty. It can be sent any number of times.
type body struct {
	mem  []byte
	file *os.File
	size int64
}

func (b *body) append(p []byte) error {
	b.size += int64(len(p))
	if b.file == nil && len(b.mem)+len(p) <= memoryBody {
		b.mem = append(b.mem, p...)
		return nil
	}
	if b.file == nil {
		if err := b.spill(); err != nil {
			return err
		}
	}
	_, err := b.file.Write(p)
	return err
}

// spill moves the body to a file that nobody else can open and that goes with
// its descriptor.
func (b *body) spill() error {
	f, err := os.CreateTemp("", "rip-body-*")
	if err != nil {
		return err
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return err
	}
	if _, err := f.Write(b.mem); err != nil {
		f.Close()
		return err
	}
	b.file, b.mem = f, nil
	return nil
}

// reader returns the body from its start, without what is in memory when that
// has been sent already.
func (b *body) reader() io.Reader {
	if b.file == nil {
		return nil
	}
	return io.NewSectionReader(b.file, 0, b.size)
}

func (b *body) discard() {
	if b.file != nil {
		b.file.Close()
		b.file = nil
	}
	if cap(b.mem) > keepOut {
		b.mem = nil
	}
	b.mem, b.size = b.mem[:0], 0
}

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

func (c *conn) readFixed(left int64) error {
	for left > 0 {
		p, err := c.peekSome()
		if err != nil {
			return err
		}
		p = p[:min(int64(len(p)), left)]
		if err := c.keep(p); err != nil {
			return err
		}
		c.br.Discard(len(p))
		left -= int64(len(p))
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
			return err
		}
		c.br.Discard(used)
	}
	return nil
}

// keep stores a part of the body; that it cannot is our trouble, not the client's.
func (c *conn) keep(p []byte) error {
	if err := c.x.body.append(p); err != nil {
		c.srv.logger.Error("cannot store a request body", "err", err, "dir", os.TempDir())
		return ErrNoSpace
	}
	return nil
}

// peekSome returns what is buffered, waiting for at least one byte.
func (c *conn) peekSome() ([]byte, error) {
	if c.br.Buffered() == 0 {
		if _, err := c.br.Peek(1); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	return c.br.Peek(c.br.Buffered())
}
