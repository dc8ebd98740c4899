package web

import (
	"errors"
	"io"
	"sync"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// streamReader is a ReadableStream of JavaScript as a Go reader. It is used
// without the VM held: each Read that has nothing left asks the loop for one
// more chunk, so that a stream never runs ahead of who reads it. One goroutine
// reads; Close may be called by another.
type streamReader struct {
	vm     *engine.VM
	reader *goja.Object // bodystream.js's; touched with the VM held only
	chunks chan streamChunk
	rest   []byte
	err    error

	closing sync.Once
	closed  chan struct{}
}

// streamChunk is what one read came to.
type streamChunk struct {
	data []byte
	err  error // io.EOF at the end
}

// errStreamClosed is what Read says after Close.
var errStreamClosed = errors.New("the stream was closed by its reader")

// streamReader locks the stream and returns a reader of it. The VM is held.
func (r *realm) streamReader(stream *goja.Object) (*streamReader, error) {
	s := &streamReader{vm: r.vm, chunks: make(chan streamChunk, 1), closed: make(chan struct{})}
	got := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		s.got(r, call.Argument(0))
		return goja.Undefined()
	})
	failed := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		s.chunks <- streamChunk{err: r.exception(call.Argument(0))}
		return goja.Undefined()
	})
	reader, err := callPart(r.vm, "bodystream", "reader", stream, got, failed)
	if err != nil {
		return nil, err
	}
	s.reader = reader.(*goja.Object)
	return s, nil
}

// got takes a chunk, undefined at the end. Strings are taken too, as by bun.
func (s *streamReader) got(r *realm, chunk goja.Value) {
	switch value := chunk.(type) {
	case goja.String:
		s.chunks <- streamChunk{data: []byte(value.String())}
	case *goja.Object:
		// Copied, because the app may fill the same buffer again.
		s.chunks <- streamChunk{data: append([]byte{}, r.chunk(value)...)}
	default:
		s.chunks <- streamChunk{err: io.EOF}
	}
}

// Read waits for the next chunk.
func (s *streamReader) Read(into []byte) (int, error) {
	for len(s.rest) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.vm.Loop.Post(func() { s.ask("read") })
		select {
		case chunk := <-s.chunks:
			s.rest, s.err = chunk.data, chunk.err
		case <-s.closed:
			return 0, errStreamClosed
		case <-s.vm.Ended():
			return 0, s.vm.Killed()
		}
	}
	n := copy(into, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// Close cancels the stream unless it has ended. It does not wait.
func (s *streamReader) Close() error {
	s.closing.Do(func() {
		close(s.closed)
		s.vm.Loop.Post(func() { s.ask("cancel") })
	})
	return nil
}

// ask calls a method of the reader, with the VM held.
func (s *streamReader) ask(method string) {
	fn, _ := goja.AssertFunction(s.reader.Get(method))
	_, err := fn(s.reader)
	s.vm.Report(err)
}
