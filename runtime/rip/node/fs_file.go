package node

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// maxRead bounds what is read of a file at once: /dev/zero has no end.
const maxRead = 1 << 30

// readFile is (path) to Buffer.
func (h *host) readFile(a fileArgs) engine.Work {
	w := a.path(0, "path")
	return func() (func() goja.Value, error) {
		data, err := readAll(w)
		return func() goja.Value { return h.newBuffer(data) }, err
	}
}

func readAll(w where) ([]byte, error) {
	file, err := os.Open(w.file)
	if err != nil {
		return nil, w.failed("open", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	var into bytes.Buffer
	if info, err := file.Stat(); err == nil && info.Size() < maxRead {
		into.Grow(int(info.Size()) + bytes.MinRead)
	}
	n, err := into.ReadFrom(io.LimitReader(file, maxRead+1))
	switch {
	case err != nil:
		return nil, &callError{call: "read", err: err}
	case n > maxRead:
		return nil, errTooLarge
	}
	return into.Bytes(), nil
}

var errTooLarge = errors.New("the file is larger than 1 GB: read it as a stream")

// writeFile is (path, bytes, flags, mode).
func (h *host) writeFile(a fileArgs) engine.Work {
	w, data := a.path(0, "path"), bytes.Clone(h.bytes(a.at(1), "data"))
	flags, mode := int(a.int(2)), fs.FileMode(a.int(3))
	return func() (func() goja.Value, error) {
		file, err := os.OpenFile(w.file, flags, mode)
		if err != nil {
			return nil, w.failed("open", err)
		}
		_, err = file.Write(data)
		if closing := file.Close(); err == nil {
			err = closing
		}
		return done(w.failed("write", err))
	}
}

// truncate is (path, length).
func truncate(a fileArgs) engine.Work {
	w, size := a.path(0, "path"), a.int(1)
	return func() (func() goja.Value, error) { return done(w.failed("open", os.Truncate(w.file, size))) }
}

// access is (path, mode): whether the file is there, and may be used so.
func access(a fileArgs) engine.Work {
	w, mode := a.path(0, "path"), uint32(a.int(1))
	return func() (func() goja.Value, error) { return done(w.failed("access", accessible(w.file, mode))) }
}

func chmod(a fileArgs) engine.Work {
	w, mode := a.path(0, "path"), fs.FileMode(a.int(1))
	return func() (func() goja.Value, error) { return done(w.failed("chmod", os.Chmod(w.file, mode))) }
}

// utimes is (path, atime, mtime), in seconds.
func utimes(a fileArgs) engine.Work {
	at := func(i int) time.Time { return time.UnixMicro(int64(a.at(i).ToFloat() * 1e6)) }
	w, accessed, modified := a.path(0, "path"), at(1), at(2)
	return func() (func() goja.Value, error) {
		return done(w.failed("utime", os.Chtimes(w.file, accessed, modified)))
	}
}

func unlink(a fileArgs) engine.Work {
	w := a.path(0, "path")
	return func() (func() goja.Value, error) { return done(w.failed("unlink", unlinkFile(w.file))) }
}

func rename(a fileArgs) engine.Work {
	return twoPaths(a, "rename", os.Rename)
}

func link(a fileArgs) engine.Work { return twoPaths(a, "link", os.Link) }

// symlink is (target, path); the target is taken as it is given.
func symlink(a fileArgs) engine.Work {
	target, w := a.path(0, "target"), a.path(1, "path")
	return func() (func() goja.Value, error) {
		if err := os.Symlink(target.given, w.file); err != nil {
			return nil, &callError{call: "symlink", path: target.given, dest: w.given, err: err}
		}
		return nil, nil
	}
}

func twoPaths(a fileArgs, call string, do func(from, to string) error) engine.Work {
	from, to := a.path(0, "oldPath"), a.path(1, "newPath")
	return func() (func() goja.Value, error) {
		if err := do(from.file, to.file); err != nil {
			return nil, &callError{call: call, path: from.given, dest: to.given, err: err}
		}
		return nil, nil
	}
}

func (h *host) readlink(a fileArgs) engine.Work { return h.resolved(a, "readlink", os.Readlink) }

func (h *host) realpath(a fileArgs) engine.Work {
	return h.resolved(a, "realpath", filepath.EvalSymlinks)
}

// resolved is (path) to another path.
func (h *host) resolved(a fileArgs, call string, resolve func(string) (string, error)) engine.Work {
	w := a.path(0, "path")
	return func() (func() goja.Value, error) {
		path, err := resolve(w.file)
		return func() goja.Value { return h.vm.ToValue(path) }, w.failed(call, err)
	}
}
