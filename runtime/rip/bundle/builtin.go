package bundle

import (
	"slices"
	"strings"
)

// builtin is the name of the built-in module that a specifier means, in the
// form that vm.Module knows: "node:path" for path and node:path.
func builtin(specifier string) (string, bool) {
	switch {
	case strings.HasPrefix(specifier, "node:"), specifier == "bun", strings.HasPrefix(specifier, "bun:"):
		return specifier, true
	case slices.Contains(nodeModules(), specifier):
		return "node:" + specifier, true
	}
	return "", false
}

// nodeModules are those that node knows without "node:", too
// (require("module").builtinModules of node 24, without the _private ones).
func nodeModules() []string {
	return []string{
		"assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants",
		"crypto", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises",
		"http", "http2", "https", "inspector", "inspector/promises", "module", "net", "os", "path", "path/posix",
		"path/win32", "perf_hooks", "process", "punycode", "querystring", "readline", "readline/promises", "repl",
		"stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder", "sys", "timers",
		"timers/promises", "tls", "trace_events", "tty", "url", "util", "util/types", "v8", "vm", "wasi",
		"worker_threads", "zlib",
	}
}
