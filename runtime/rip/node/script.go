package node

import (
	"embed"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

//go:embed js
var sources embed.FS

// streamLibrary is lib/stream.js of readable-stream 4.8.0 (MIT, licence beside
// it), node's own streams, bundled by esbuild with its async generators lowered.
//
//go:embed vendored/readable-stream.js
var streamLibrary string

// scripts are the scripts by name; each is compiled at its first use, once per
// process. Nothing changes the map.
var scripts = readScripts()

func readScripts() map[string]*engine.Script {
	files, err := sources.ReadDir("js")
	must(err)
	scripts := make(map[string]*engine.Script, len(files)+1)
	for _, file := range files {
		scripts[strings.TrimSuffix(file.Name(), ".js")] = engine.NewScriptFrom("rip:node/"+file.Name(), func() string {
			source, err := sources.ReadFile("js/" + file.Name())
			must(err)
			return string(source)
		})
	}
	scripts["readable-stream"] = engine.NewScriptFrom("rip:node/readable-stream.js", func() string {
		return "(function (require) { const module = { exports: {} };" + streamLibrary + "\nreturn module.exports })"
	})
	return scripts
}

// natives are Go functions by the name a script calls them by.
type natives map[string]func(goja.FunctionCall) goja.Value

// nativesOf are those that a script needs; nil: none.
func (h *host) nativesOf(script string) natives {
	switch script {
	case "buffer":
		return h.bufferNatives()
	case "bun":
		return h.bunNatives()
	case "crypto":
		return h.cryptoNatives()
	case "errors":
		return natives{"thrown": h.systemError}
	case "fs":
		return h.fsNatives()
	case "os":
		return h.osNatives()
	case "process":
		return h.processNatives()
	case "stubs":
		return natives{"isIP": h.isIP}
	case "util":
		return h.utilNatives()
	case "zlib":
		return h.zlibNatives()
	}
	return nil
}

// load returns the exports of a module or of a script that modules share, which
// is evaluated if it has not been. What a script throws is thrown.
func (h *host) load(name string) goja.Value {
	if exports, ok := h.exports[name]; ok {
		return exports
	}
	if name == "async_hooks" { // all of it is Go
		h.exports[name] = h.asyncHooks()
		return h.exports[name]
	}
	script, member, _ := strings.Cut(strings.ReplaceAll(alias(name), "/", "_"), "#")
	s, ok := scripts[script]
	if !ok {
		panic(h.vm.NewGoError(fmt.Errorf("the embedded runtime has no script %q", script)))
	}
	if member != "" {
		h.exports[name] = h.load(script).(*goja.Object).Get(member)
		return h.exports[name]
	}
	h.exports[name] = h.evaluate(s, script)
	return h.exports[name]
}

// alias is where a module is found that has no script of its own: a member of
// another's exports after "#".
func alias(name string) string {
	switch name {
	case "assert/strict":
		return "assert#strict"
	case "path/posix":
		return "path#posix"
	case "fs/promises":
		return "fs#promises"
	case "readline":
		return "lines#readline"
	case "readline/promises":
		return "lines#promises"
	case "stream/promises":
		return "stream#promises"
	case "sys":
		return "util"
	case "util/types":
		return "util#types"
	case "http", "https", "net", "worker_threads", "child_process", "tty":
		return "stubs#" + name
	case "console", "perf_hooks", "stream/web", "module":
		return "small#" + strings.ReplaceAll(name, "/", "_")
	}
	return name
}

func (h *host) evaluate(s *engine.Script, name string) goja.Value {
	value, err := s.Run(h.vm)
	must(err)
	body, ok := goja.AssertFunction(value)
	if !ok {
		panic(h.vm.NewGoError(fmt.Errorf("%s.js is not a function expression", name)))
	}
	native := h.vm.NewObject()
	for key, fn := range h.nativesOf(name) {
		must(native.Set(key, h.vm.Function(key, 0, fn)))
	}
	exports, err := body(goja.Undefined(), h.vm.ToValue(h.require), native)
	must(err)
	return exports
}

// require is what scripts call.
func (h *host) require(call goja.FunctionCall) goja.Value {
	return h.load(strings.TrimSuffix(call.Argument(0).String(), "/"))
}

// must is for what cannot fail, and passes on what JavaScript threw.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
