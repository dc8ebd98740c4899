package node

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// readdir is (path, recursive) to [[name, kind, parent], …], the names relative
// to the directory.
func (h *host) readdir(a fileArgs) engine.Work {
	w, recursive := a.path(0, "path"), a.flag(1)
	return func() (func() goja.Value, error) {
		entries, err := listDirectory(w.file, "", recursive)
		if err != nil {
			return nil, w.failed("scandir", err)
		}
		return func() goja.Value {
			list := make([]any, len(entries))
			for i, e := range entries {
				list[i] = h.vm.NewArray(e.name, e.kind, filepath.Join(w.given, filepath.Dir(e.name)))
			}
			return h.vm.NewArray(list...)
		}, nil
	}
}

// directoryEntry is one of readdir's.
type directoryEntry struct{ name, kind string }

func listDirectory(dir, prefix string, recursive bool) ([]directoryEntry, error) {
	found, err := os.ReadDir(filepath.Join(dir, prefix))
	if err != nil {
		return nil, err
	}
	var entries []directoryEntry
	for _, e := range found {
		name := filepath.Join(prefix, e.Name())
		entries = append(entries, directoryEntry{name, kindOf(e.Type())})
		if recursive && e.IsDir() {
			below, err := listDirectory(dir, name, true)
			if err != nil {
				return nil, err
			}
			entries = append(entries, below...)
		}
	}
	return entries, nil
}

// kindOf is what Stats and Dirent ask about.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "file"
	case mode.IsDir():
		return "directory"
	case mode&fs.ModeSymlink != 0:
		return "symlink"
	case mode&fs.ModeSocket != 0:
		return "socket"
	case mode&fs.ModeNamedPipe != 0:
		return "fifo"
	case mode&fs.ModeCharDevice != 0:
		return "character"
	}
	return "block"
}

// mkdir is (path, recursive, mode) to the first directory that it made, if recursive.
func (h *host) mkdir(a fileArgs) engine.Work {
	w, recursive, mode := a.path(0, "path"), a.flag(1), fs.FileMode(a.int(2))
	return func() (func() goja.Value, error) {
		if !recursive {
			return done(w.failed("mkdir", os.Mkdir(w.file, mode)))
		}
		first := firstMissing(w.file)
		if err := os.MkdirAll(w.file, mode); err != nil || first == "" {
			return done(w.failed("mkdir", err))
		}
		return func() goja.Value { return h.vm.ToValue(first) }, nil
	}
}

// firstMissing is the uppermost directory on the way to path that is not there.
func firstMissing(path string) (missing string) {
	for {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = path
		path = filepath.Dir(path)
	}
}

func rmdir(a fileArgs) engine.Work {
	w := a.path(0, "path")
	return func() (func() goja.Value, error) { return done(w.failed("rmdir", syscall.Rmdir(w.file))) }
}

func unlinkFile(path string) error { return syscall.Unlink(path) }

// accessible is access(2).
func accessible(path string, mode uint32) error { return syscall.Access(path, mode) }

// remove is rm (path, recursive, force).
func remove(a fileArgs) engine.Work {
	w, recursive, force := a.path(0, "path"), a.flag(1), a.flag(2)
	return func() (func() goja.Value, error) {
		info, err := os.Lstat(w.file)
		switch {
		case errors.Is(err, fs.ErrNotExist) && force:
			return nil, nil
		case err != nil:
			return nil, w.failed("lstat", err)
		case info.IsDir() && !recursive:
			return nil, w.failed("rm", syscall.EISDIR)
		}
		return done(w.failed("rm", os.RemoveAll(w.file)))
	}
}

// mkdtemp is (prefix) to the new directory's path.
func (h *host) mkdtemp(a fileArgs) engine.Work {
	w := a.path(0, "prefix")
	dir, prefix := filepath.Split(w.file)
	if strings.HasSuffix(w.given, "/") {
		dir, prefix = w.file, ""
	}
	return func() (func() goja.Value, error) {
		made, err := os.MkdirTemp(dir, prefix+"*")
		if err != nil {
			return nil, w.failed("mkdtemp", err)
		}
		name := w.given + strings.TrimPrefix(filepath.Base(made), prefix)
		return func() goja.Value { return h.vm.ToValue(name) }, nil
	}
}
