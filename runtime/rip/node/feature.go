// Package node is what apps written for node and bun expect beside the web
// platform: Buffer and process, the modules node:*, and Bun. What is hot or
// needs the system is Go, the rest are scripts, evaluated when an app first
// imports them. What there is not fails on its first use, by its name; the list
// is in docs/runtimes.md.
package node

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/inspect"
)

// Feature provides the modules and the globals, after the web platform's.
func Feature(vm *engine.VM) error {
	h := &host{vm: vm, exports: map[string]goja.Value{}}
	vm.SetState(hostKey{}, h)
	for _, name := range modules() {
		vm.DefineModule("node:"+name, func() goja.Value { return h.load(name) })
	}
	vm.DefineModule("bun", func() goja.Value { return vm.Get("Bun") })
	vm.DefineGlobal("global", vm.GlobalObject())
	vm.DefineLazyGlobal("Buffer", func() goja.Value { return h.load("buffer").(*goja.Object).Get("Buffer") })
	vm.DefineLazyGlobal("process", func() goja.Value { return h.load("process") })
	vm.DefineLazyGlobal("Bun", func() goja.Value { return h.load("bun") })
	return nil
}

// modules are those that there are, without "node:". Some have members only
// that fail when they are used: see stubs.js.
func modules() []string {
	return []string{
		"assert", "assert/strict", "async_hooks", "buffer", "child_process", "console", "crypto", "diagnostics_channel",
		"events", "fs", "fs/promises", "http", "https", "module", "net", "os", "path", "path/posix", "perf_hooks",
		"process", "querystring", "readline", "readline/promises", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder",
		"sys", "timers", "timers/promises", "tty", "url", "util", "util/types", "worker_threads", "zlib",
	}
}

// host is this package's side of one VM. The VM is held by whoever uses it.
type host struct {
	vm        *engine.VM
	exports   map[string]goja.Value // of what was loaded, by name
	inspector *inspect.Inspector    // made at its first use
	files     openFiles
	serve     func(goja.FunctionCall) goja.Value // what Bun.serve does; nil: it fails
	heard     heard                              // set with the VM held, read without
}

type hostKey struct{}

// SetServe says what Bun.serve does: the worker takes the handler from it. The
// VM is held.
func SetServe(vm *engine.VM, serve func(goja.FunctionCall) goja.Value) {
	vm.State(hostKey{}).(*host).serve = serve
}
