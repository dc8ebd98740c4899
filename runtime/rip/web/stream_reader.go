package web

import (
	"errors"
	"fmt"
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

	waiting bool        // for the chunk that was asked for; with the VM held
	alone   func() bool // see FailWhenIdle

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
		s.give(streamChunk{err: r.exception(call.Argument(0))})
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
		s.give(streamChunk{data: []byte(value.String())})
	case *goja.Object:
		// Copied, because the app may fill the same buffer again.
		s.give(streamChunk{data: append([]byte{}, r.chunk(value)...)})
	default:
		s.give(streamChunk{err: io.EOF})
	}
}

// give answers Read, which waits for one chunk; what comes after it was given an
// error is for nobody. The VM is held.
func (s *streamReader) give(chunk streamChunk) {
	if !s.waiting {
		return
	}
	s.waiting = false
	if chunk.err != nil {
		s.vm.Loop.OnIdle(s, nil)
	}
	s.chunks <- chunk
}

// FailWhenIdle has Read fail with an error that wraps engine.ErrIdle when nothing
// in the VM is left that could make the next chunk and alone says, with the VM
// held, that nobody from outside will. It must be called before Read.
func (s *streamReader) FailWhenIdle(alone func() bool) { s.alone = alone }

// idle is called when nothing is left to run in the VM.
func (s *streamReader) idle() {
	if s.waiting && s.alone() {
		s.give(streamChunk{err: fmt.Errorf("the stream waits for what can never come: %w", engine.ErrIdle)})
	}
}

// Read waits for the next chunk.
func (s *streamReader) Read(into []byte) (int, error) {
	for len(s.rest) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.vm.Loop.Post(func() {
			s.waiting = true
			if s.alone != nil {
				s.vm.Loop.OnIdle(s, s.idle)
			}
			s.ask("read")
		})
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
		s.vm.Loop.Post(func() {
			s.vm.Loop.OnIdle(s, nil)
			s.ask("cancel")
		})
	})
	return nil
}

// ask calls a method of the reader, with the VM held.
func (s *streamReader) ask(method string) {
	fn, _ := goja.AssertFunction(s.reader.Get(method))
	_, err := fn(s.reader)
	s.vm.Report(err)
}
