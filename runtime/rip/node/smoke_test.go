package node_test

import "testing"

func TestEveryModuleLoads(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{
		"assert", "assert/strict", "async_hooks", "buffer", "child_process", "console", "crypto", "diagnostics_channel",
		"events", "fs", "fs/promises", "http", "https", "module", "net", "os", "path", "path/posix", "perf_hooks",
		"process", "querystring", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder",
		"sys", "timers", "timers/promises", "tty", "url", "util", "util/types", "worker_threads", "zlib", "bun",
	} {
		got, err := w.run(`const m = require("` + name + `"); return typeof m + (Object.keys(m).length > 0)`)
		if err != nil || got != "objecttrue" && got != "functiontrue" {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
}
