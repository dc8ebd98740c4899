package node

import (
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// nodeVersion is the node whose API these modules follow; packages look at it.
const nodeVersion = "24.3.0"

func (h *host) processNatives() natives {
	started := time.Now()
	return natives{
		"environment": func(goja.FunctionCall) goja.Value { return h.vm.NewDynamicObject(newEnvironment(h.vm)) },
		"facts":       func(goja.FunctionCall) goja.Value { return h.facts() },
		"cwd":         func(goja.FunctionCall) goja.Value { return h.vm.ToValue(h.dir()) },
		"exit": func(call goja.FunctionCall) goja.Value {
			h.vm.Exit(int(call.Argument(0).ToInteger()))
			return goja.Undefined()
		},
		"hears":       h.hears,
		"nanoseconds": func(goja.FunctionCall) goja.Value { return h.vm.ToValue(time.Since(started).Nanoseconds()) },
		"memory":      func(goja.FunctionCall) goja.Value { return h.memoryUsage() },
		"cpu": func(goja.FunctionCall) goja.Value {
			user, system := cpuTime()
			return h.vm.NewArray(user, system)
		},
		"writeOut": h.writer(h.vm.Host.Stdout),
		"writeErr": h.writer(h.vm.Host.Stderr),
		"readIn":   h.readStdin,
	}
}

// dir is process.cwd: the app's own directory, because the server's is none of
// its business.
func (h *host) dir() string {
	if h.vm.Host.Cwd != "" {
		return h.vm.Host.Cwd
	}
	if h.vm.Host.Dir != "" {
		return h.vm.Host.Dir
	}
	dir, err := os.Getwd()
	if err != nil {
		return "/"
	}
	return dir
}

// facts are the constants of process.
func (h *host) facts() goja.Value {
	o := h.vm.NewObject()
	program, err := os.Executable()
	if err != nil {
		program = "rip-server"
	}
	for name, value := range map[string]any{
		"platform": runtime.GOOS, "arch": architecture(), "pid": os.Getpid(), "ppid": os.Getppid(), "version": nodeVersion,
		"execPath": program, "args": h.strings(append([]string{h.vm.Host.Main}, h.vm.Host.Args...)),
	} {
		must(o.Set(name, value))
	}
	return o
}

// architecture is Go's, as node calls it.
func architecture() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return runtime.GOARCH
}

func (h *host) strings(list []string) goja.Value {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return h.vm.NewArray(values...)
}

// memoryUsage is the process's: goja does not know which VM has how much.
func (h *host) memoryUsage() goja.Value {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	o := h.vm.NewObject()
	for name, bytes := range map[string]uint64{
		"rss": stats.Sys - stats.HeapReleased, "heapTotal": stats.HeapSys, "heapUsed": stats.HeapAlloc, "external": 0, "arrayBuffers": 0,
	} {
		must(o.Set(name, bytes))
	}
	return o
}

// cpuTime is what the process has used, in microseconds.
func cpuTime() (user, system int64) {
	var usage unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &usage) != nil {
		return 0, 0
	}
	return usage.Utime.Nano() / 1e3, usage.Stime.Nano() / 1e3
}

// writer writes its argument, bytes, as they are.
func (h *host) writer(w io.Writer) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if w != nil {
			_, _ = w.Write(h.bytes(call.Argument(0), "chunk")) // nobody to tell, as with console
		}
		return goja.Undefined()
	}
}

// stdinChunk is how much of stdin is read at a time.
const stdinChunk = 64 << 10

// readStdin is a promise of the next bytes of stdin, null at its end. An app of
// a server has none.
func (h *host) readStdin(goja.FunctionCall) goja.Value {
	in := h.vm.Host.Stdin
	if in == nil {
		in = strings.NewReader("")
	}
	return h.vm.Background(func() (func() goja.Value, error) {
		chunk := make([]byte, stdinChunk)
		n, err := in.Read(chunk)
		switch {
		case n > 0:
			return func() goja.Value { return h.newBuffer(chunk[:n]) }, nil
		case errors.Is(err, io.EOF):
			return func() goja.Value { return goja.Null() }, nil
		}
		return nil, err
	}, h.thrown)
}

// environment is process.env: what is set becomes a string. It is the app's own
// copy.
type environment struct {
	engine.Expandos
	vm *engine.VM
}

func newEnvironment(vm *engine.VM) *environment {
	e := &environment{vm: vm}
	for _, name := range sortedKeys(vm.Host.Env) {
		e.Expandos.Set(name, vm.ToValue(vm.Host.Env[name]))
	}
	return e
}

// Set implements goja.DynamicObject.
func (e *environment) Set(name string, v goja.Value) bool {
	return e.Expandos.Set(name, e.vm.ToValue(v.String()))
}

// Finish is the end of a script that has nothing left to do: it tells process
// and returns the exit code that the script asked for. A script that has ended
// itself with its last step has told process already. The VM is held.
func Finish(vm *engine.VM) int {
	if vm.Killed() != nil {
		return 0 // whoever holds the VM learns its cause
	}
	h := vm.State(hostKey{}).(*host)
	process, ok := h.exports["process"].(*goja.Object)
	if !ok { // the script never looked at it
		return 0
	}
	finish, _ := goja.AssertFunction(process.Get("_finish"))
	code, err := finish(process)
	if err != nil {
		vm.Report(err)
		return 1
	}
	return int(code.ToInteger())
}
