package web

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"iter"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// errTrailing says that something follows the compressed data.
var errTrailing = errors.New("there is data after its end")

// decompressor turns Go's readers, which ask for their input, into a codec,
// which is given it: the reader runs in a coroutine that stands still while it
// waits for the next chunk. It ends with end, stop or an error; of an abandoned
// one the garbage collector calls stop.
type decompressor struct {
	input []byte // not read yet
	ended bool   // no more comes
	out   []byte
	err   error

	open func(io.Reader) (io.Reader, error)
	next func() (struct{}, bool) // runs the coroutine until it wants more input
	quit func()
	done bool
}

func newDecompressor(vm *engine.VM, format string) *decompressor {
	d := &decompressor{}
	switch format {
	case "gzip":
		d.open = func(r io.Reader) (io.Reader, error) {
			z, err := gzip.NewReader(r)
			if err == nil {
				z.Multistream(false)
			}
			return z, err
		}
	case "deflate":
		d.open = func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }
	case "deflate-raw":
		d.open = func(r io.Reader) (io.Reader, error) { return flate.NewReader(r), nil }
	default:
		panic(formatError(vm, format))
	}
	d.next, d.quit = iter.Pull(d.run)
	return d
}

// run is the coroutine: it decompresses all, and yields where it needs input.
func (d *decompressor) run(yield func(struct{}) bool) {
	from := bufio.NewReader(&chunkReader{d, yield})
	r, err := d.open(from)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // not even a header
	}
	buffer := make([]byte, 16<<10)
	for err == nil {
		var n int
		n, err = r.Read(buffer)
		d.out = append(d.out, buffer[:n]...)
	}
	if errors.Is(err, io.EOF) {
		err = nil
		if _, peeked := from.Peek(1); peeked == nil {
			err = errTrailing
		}
	}
	d.err, d.done = err, true
}

// chunkReader reads the chunks that are written.
type chunkReader struct {
	d     *decompressor
	yield func(struct{}) bool
}

func (c *chunkReader) Read(p []byte) (int, error) {
	for len(c.d.input) == 0 {
		if c.d.ended || !c.yield(struct{}{}) {
			c.d.ended = true
			return 0, io.EOF
		}
	}
	n := copy(p, c.d.input)
	c.d.input = c.d.input[n:]
	return n, nil
}

func (d *decompressor) write(data []byte) ([]byte, error) {
	if d.done {
		if d.err == nil && len(data) > 0 {
			d.err = errTrailing
		}
		return nil, d.err
	}
	d.input = data
	d.next()
	return d.take()
}

func (d *decompressor) end() ([]byte, error) {
	d.ended = true
	if !d.done {
		d.next()
	}
	d.quit()
	return d.take()
}

func (d *decompressor) stop() { d.quit() }

func (d *decompressor) take() ([]byte, error) {
	out := d.out
	d.out = nil
	return out, d.err
}
