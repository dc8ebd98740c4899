package node

import (
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// fileCall is one call of node:fs: it reads its arguments, with the VM held, and
// returns the work, which needs no VM. Programs call it at once (readFileSync)
// or beside the VM (readFile).
type fileCall func(args fileArgs) engine.Work

// fsNatives are "sync" and "async", both (name of a call, arguments …).
func (h *host) fsNatives() natives {
	calls := h.fileCalls()
	work := func(call goja.FunctionCall) engine.Work {
		name := call.Argument(0).String()
		run, ok := calls[name]
		if !ok {
			panic(h.unsupported("node:fs: " + name))
		}
		return run(fileArgs{h, rest(call, 1)})
	}
	return natives{
		"sync": func(call goja.FunctionCall) goja.Value {
			result, err := work(call)()
			switch {
			case err != nil:
				panic(h.thrown(err))
			case result == nil:
				return goja.Undefined()
			}
			return result()
		},
		"async": func(call goja.FunctionCall) goja.Value { return h.vm.Background(work(call), h.thrown) },
	}
}

// fileCalls are all calls by name.
func (h *host) fileCalls() map[string]fileCall {
	return map[string]fileCall{
		"readFile": h.readFile, "writeFile": h.writeFile, "truncate": truncate,
		"stat": h.stat, "lstat": h.lstat, "access": access, "chmod": chmod, "utimes": utimes,
		"readdir": h.readdir, "mkdir": h.mkdir, "rmdir": rmdir, "mkdtemp": h.mkdtemp,
		"rm": remove, "unlink": unlink, "rename": rename, "copyFile": copyFile, "cp": copyTree,
		"realpath": h.realpath, "readlink": h.readlink, "symlink": symlink, "link": link,
		"open": h.openFile, "close": h.closeFile, "read": h.readFd, "write": h.writeFd, "fstat": h.fstat,
	}
}

// fileArgs are the arguments of a call.
type fileArgs struct {
	h    *host
	args []goja.Value
}

func (a fileArgs) at(i int) goja.Value {
	if i < len(a.args) {
		return a.args[i]
	}
	return goja.Undefined()
}

func (a fileArgs) flag(i int) bool { return a.at(i).ToBoolean() }
func (a fileArgs) int(i int) int64 { return a.at(i).ToInteger() }

// where is a path: as the app gave it, for errors, and where it leads.
type where struct{ given, file string }

// path is an argument that names a file: a string, a Buffer, or a URL. It is
// relative to the app's directory, and may lead out of it.
func (a fileArgs) path(i int, name string) where {
	given := ""
	switch v := a.at(i).(type) {
	case goja.String:
		given = v.String()
	case *goja.Object:
		if data, ok := a.h.vm.Bytes(v); ok {
			given = string(data)
			break
		}
		href := v.Get("href")
		if href == nil {
			panic(a.h.wrongType(name, "string or an instance of Buffer or URL", v))
		}
		u, err := url.Parse(href.String())
		if err != nil || u.Scheme != "file" {
			panic(a.h.failure("TypeError", "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file"))
		}
		given = u.Path
	default:
		panic(a.h.wrongType(name, "string or an instance of Buffer or URL", v))
	}
	for _, c := range []byte(given) {
		if c == 0 {
			panic(a.h.failure("TypeError", "ERR_INVALID_ARG_VALUE",
				"The argument '%s' must be a string, Uint8Array, or URL without null bytes. Received %s", name, fmt.Sprintf("%q", given)))
		}
	}
	file := given
	if !filepath.IsAbs(file) {
		file = filepath.Join(a.h.dir(), file)
		if given == "" {
			file = ""
		}
	}
	return where{given, file}
}

// failed is an error of a call about that path; nil stays nil.
func (w where) failed(call string, err error) error {
	if err == nil {
		return nil
	}
	return &callError{call: call, path: w.given, err: err}
}

// done is the result of work that has none.
func done(err error) (func() goja.Value, error) { return nil, err }
