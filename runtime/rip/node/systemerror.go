package node

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"
)

// callError is what the system said of a call, with what it was about.
type callError struct {
	call       string // "open"
	path, dest string // as the app gave them; may be empty
	err        error
}

func (e *callError) Error() string { return e.err.Error() }
func (e *callError) Unwrap() error { return e.err }

// thrown makes the JavaScript error for a Go error: one of the system has
// code, errno, syscall and path, and the text that node has.
func (h *host) thrown(err error) goja.Value {
	var about *callError
	if !errors.As(err, &about) {
		about = &callError{call: "call", err: err}
	}
	var number syscall.Errno
	switch {
	case errors.As(err, &number):
	case errors.Is(err, fs.ErrNotExist):
		number = syscall.ENOENT
	case errors.Is(err, fs.ErrExist):
		number = syscall.EEXIST
	case errors.Is(err, os.ErrClosed), errors.Is(err, fs.ErrInvalid):
		number = syscall.EBADF
	default:
		o := h.vm.NewGoError(err)
		must(o.Set("message", err.Error()))
		return o
	}
	code := unix.ErrnoName(number)
	message := code + ": " + systemText(number) + ", " + about.call
	if about.path != "" {
		message += " '" + about.path + "'"
	}
	if about.dest != "" {
		message += " -> '" + about.dest + "'"
	}
	o := h.failure("Error", code, "%s", message)
	must(o.Set("errno", -int(number)))
	must(o.Set("syscall", about.call))
	for name, path := range map[string]string{"path": about.path, "dest": about.dest} {
		if path != "" {
			must(o.Set(name, path))
		}
	}
	return o
}

// systemError is (code, syscall, path): the error for a script of ours.
func (h *host) systemError(call goja.FunctionCall) goja.Value {
	for number := range syscall.Errno(200) {
		if unix.ErrnoName(number) == call.Argument(0).String() {
			return h.thrown(&callError{call: call.Argument(1).String(), path: call.Argument(2).String(), err: number})
		}
	}
	panic(h.vm.NewTypeError("there is no system error %s", call.Argument(0).String()))
}

// systemText is libuv's text, which people know from node.
func systemText(number syscall.Errno) string {
	switch number {
	case syscall.EACCES:
		return "permission denied"
	case syscall.EBADF:
		return "bad file descriptor"
	case syscall.EBUSY:
		return "resource busy or locked"
	case syscall.EEXIST:
		return "file already exists"
	case syscall.EINVAL:
		return "invalid argument"
	case syscall.EISDIR:
		return "illegal operation on a directory"
	case syscall.ELOOP:
		return "too many symbolic links encountered"
	case syscall.EMFILE:
		return "too many open files"
	case syscall.ENAMETOOLONG:
		return "name too long"
	case syscall.ENOENT:
		return "no such file or directory"
	case syscall.ENOSPC:
		return "no space left on device"
	case syscall.ENOTDIR:
		return "not a directory"
	case syscall.ENOTEMPTY:
		return "directory not empty"
	case syscall.EPERM:
		return "operation not permitted"
	case syscall.EROFS:
		return "read-only file system"
	case syscall.EXDEV:
		return "cross-device link not permitted"
	}
	return number.Error()
}
