package node

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// openFiles are the files that an app has open, by number: their own, not the
// system's, so that an app cannot close the server's. Safe for concurrent use.
// A VM that ends leaves them to the garbage collector, which closes them.
type openFiles struct {
	mu   sync.Mutex
	list map[int64]*os.File
	last int64
}

// firstFile is the number of the first: below are stdin, stdout and stderr.
const firstFile = 3

func (f *openFiles) add(file *os.File) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.list == nil {
		f.list, f.last = map[int64]*os.File{}, firstFile-1
	}
	f.last++
	f.list[f.last] = file
	return f.last
}

func (f *openFiles) get(fd int64, call string) (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	file, ok := f.list[fd]
	if !ok {
		return nil, &callError{call: call, err: syscall.EBADF}
	}
	return file, nil
}

func (f *openFiles) take(fd int64, call string) (*os.File, error) {
	file, err := f.get(fd, call)
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.list, fd)
	return file, err
}

// openFile is (path, flags, mode) to a number.
func (h *host) openFile(a fileArgs) engine.Work {
	w, flags, mode := a.path(0, "path"), int(a.int(1)), fs.FileMode(a.int(2))
	return func() (func() goja.Value, error) {
		file, err := os.OpenFile(w.file, flags, mode)
		if err != nil {
			return nil, w.failed("open", err)
		}
		fd := h.files.add(file)
		return func() goja.Value { return h.vm.ToValue(fd) }, nil
	}
}

func (h *host) closeFile(a fileArgs) engine.Work {
	fd := a.int(0)
	return func() (func() goja.Value, error) {
		file, err := h.files.take(fd, "close")
		if err != nil {
			return nil, err
		}
		return done(file.Close())
	}
}

// readFd is (fd, length, position) to Buffer, shorter at the end; a negative
// position reads on.
func (h *host) readFd(a fileArgs) engine.Work {
	fd, length, position := a.int(0), min(max(a.int(1), 0), maxRead), a.int(2)
	return func() (func() goja.Value, error) {
		file, err := h.files.get(fd, "read")
		if err != nil {
			return nil, err
		}
		data := make([]byte, length)
		var n int
		if position < 0 {
			n, err = file.Read(data)
		} else {
			n, err = file.ReadAt(data, position)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, &callError{call: "read", err: err}
		}
		return func() goja.Value { return h.newBuffer(data[:n]) }, nil
	}
}

// writeFd is (fd, bytes, position) to the number of bytes.
func (h *host) writeFd(a fileArgs) engine.Work {
	fd, data, position := a.int(0), bytes.Clone(h.bytes(a.at(1), "buffer")), a.int(2)
	return func() (func() goja.Value, error) {
		file, err := h.files.get(fd, "write")
		if err != nil {
			return nil, err
		}
		var n int
		if position < 0 {
			n, err = file.Write(data)
		} else {
			n, err = file.WriteAt(data, position)
		}
		if err != nil {
			return nil, &callError{call: "write", err: err}
		}
		return func() goja.Value { return h.vm.ToValue(n) }, nil
	}
}

func (h *host) fstat(a fileArgs) engine.Work {
	fd := a.int(0)
	return func() (func() goja.Value, error) {
		file, err := h.files.get(fd, "fstat")
		if err != nil {
			return nil, err
		}
		info, err := file.Stat()
		return func() goja.Value { return h.info(info) }, err
	}
}
