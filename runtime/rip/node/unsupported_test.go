package node_test

import "testing"

func TestWhatThereIsNotFailsOnItsFirstUseByItsName(t *testing.T) {
	for call, name := range map[string]string{
		`require('http').createServer()`:                     "node:http: createServer",
		`new (require('https').Agent)()`:                     "node:https: Agent",
		`require('net').connect(80)`:                         "node:net: connect",
		`require('child_process').spawn('ls')`:               "node:child_process: spawn",
		`new (require('worker_threads').Worker)('x')`:        "node:worker_threads: Worker",
		`require('zlib').createGzip()`:                       "node:zlib: createGzip (CompressionStream and DecompressionStream are)",
		`require('zlib').brotliCompressSync('')`:             "node:zlib: brotliCompressSync",
		`require('crypto').createSign('sha256')`:             "node:crypto: createSign (crypto.subtle is)",
		`require('async_hooks').createHook({})`:              "node:async_hooks: createHook",
		`require('fs').watch('.')`:                           "node:fs: watch",
		`require('path').win32.join('a')`:                    "path.win32.join",
		`Bun.spawn(['ls'])`:                                  "Bun.spawn",
		"Bun.$`ls`":                                          "Bun.$",
		`Bun.hash.cityHash32('')`:                            "Bun.hash.cityHash32",
		`Bun.serve({ fetch() {} })`:                          "Bun.serve in a script (serve it as an app instead: rip-server FILE)",
		`class S extends require('http').Server {}; new S()`: "node:http: Server",
	} {
		expect(t, [][2]string{{
			`try { ` + call + ` } catch (e) { return e.message }`,
			name + " is not supported by the embedded runtime",
		}})
	}
}
