package node

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// copyFile is (from, to, exclusive).
func copyFile(a fileArgs) engine.Work {
	from, to, exclusive := a.path(0, "src"), a.path(1, "dest"), a.flag(2)
	return func() (func() goja.Value, error) {
		if err := copyOne(from.file, to.file, exclusive); err != nil {
			return nil, &callError{call: "copyfile", path: from.given, dest: to.given, err: err}
		}
		return nil, nil
	}
}

func copyOne(from, to string, exclusive bool) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	info, err := in.Stat()
	if err != nil {
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if exclusive {
		flags |= os.O_EXCL
	}
	out, err := os.OpenFile(to, flags, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if closing := out.Close(); err == nil {
		err = closing
	}
	return err
}

// copyTree is cp (from, to, recursive): what is there is overwritten.
func copyTree(a fileArgs) engine.Work {
	from, to, recursive := a.path(0, "src"), a.path(1, "dest"), a.flag(2)
	return func() (func() goja.Value, error) {
		info, err := os.Stat(from.file)
		switch {
		case err != nil:
			return nil, from.failed("cp", err)
		case !info.IsDir():
			return done(from.failed("cp", copyOne(from.file, to.file, false)))
		case !recursive:
			return nil, from.failed("cp", syscall.EISDIR)
		}
		return done(from.failed("cp", filepath.WalkDir(from.file, func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			target := filepath.Join(to.file, path[len(from.file):])
			if e.IsDir() {
				return os.MkdirAll(target, 0o777)
			}
			return copyOne(path, target, false)
		})))
	}
}
