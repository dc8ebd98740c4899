package bundle_test

import (
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// Each app exports as value what its modules made of it.
func TestModulesKeepTheirMeaning(t *testing.T) {
	for _, c := range []struct {
		name, files string
		want        any
	}{
		{"TypeScript", "-- index.ts --\nenum E { A = 5 }\nconst x: number = E.A;\nexport const value = x as number;\n", int64(5)},
		{"Rip", "-- index.ts --\nexport { value } from './answer.rip'\n-- answer.rip --\nexport value = 6 * 7\n", int64(42)},
		{"Rip without its extension", "-- index.ts --\nexport { value } from './answer'\n-- answer.rip --\nexport value = 6 * 7\n", int64(42)},
		{"JSON", "-- index.ts --\nimport data, { b } from './a.json'; export const value = data.a + b\n-- a.json --\n{\"a\": 1, \"b\": 2}\n", int64(3)},
		{"TOML", "-- index.ts --\nimport data from './a.toml'; export const value = data.server.port\n-- a.toml --\n[server]\nport = 80\n", int64(80)},
		{"text", "-- index.ts --\nimport text from './a.txt'; export const value = text\n-- a.txt --\nhello\n", "hello\n"},
		{"with type text", "-- index.ts --\nimport text from './a.ts' with { type: 'text' }; export const value = text\n-- a.ts --\nx;\n", "x;\n"},
		{"with type toml", "-- index.ts --\nimport data from './a.conf' with { type: 'toml' }; export const value = data.x\n-- a.conf --\nx = 1\n", int64(1)},
		{"other files", "-- index.ts --\nimport path from './logo.png'; export const value = path.split('/').pop()\n-- logo.png --\n", "logo.png"},
		{"query", "-- index.ts --\nimport { n } from './a?v=1'; import { n as m } from './a.ts?v=2'; export const value = n === m\n-- a.ts --\nexport const n = {}\n", false},
		{"JSX", "-- index.tsx --\n/** @jsxRuntime classic @jsx h */\nconst h = (tag, props, ...c) => tag + c.join('');\nexport const value = <b>x</b>\n", "bx"},
		{"JSX in .js", "-- index.js --\n/** @jsxRuntime classic @jsx h */\nconst h = (tag) => tag;\nexport const value = <b>x</b>\n", "b"},
		{"tsconfig paths", "-- index.ts --\nimport { n } from '@/n'; export const value = n\n-- src/n.ts --\nexport const n = 1\n-- tsconfig.json --\n{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"]}}}\n", int64(1)},
		{"top-level await", "-- index.ts --\nimport { n } from './n'; export const value = (await n) + 1\n-- n.ts --\nexport const n = await Promise.resolve(1)\n", int64(2)},
		{"dynamic import", "-- index.ts --\nexport const value = async () => (await import('./n')).n\n-- n.ts --\nexport const n = await 1\n", int64(1)},
		{"dynamic import of a built-in", "-- index.ts --\nexport const value = async () => (await import(['node', 'path'].join(':'))).join('a', 'b')\n", "a/b"},
		{"live bindings", "-- index.ts --\nimport { n, up } from './n'; up(); export const value = n\n-- n.ts --\nexport let n = 1; export const up = () => { n++ }\n", int64(2)},
		{"cycles", "-- index.ts --\nimport { b } from './b'; export const a = 1; export const value = () => b()\n-- b.ts --\nimport { a } from './index'; export const b = () => a + 1\n", int64(2)},
		{"CommonJS", "-- index.ts --\nimport x, { n } from './n.cjs'; export const value = x.n + n\n-- n.cjs --\nexports.n = 1\n", int64(2)},
		{"packages", "-- index.ts --\nimport n from 'n'; export const value = n\n-- node_modules/n/package.json --\n{\"exports\": {\"node\": \"./node.js\", \"worker\": \"./worker.js\"}}\n-- node_modules/n/worker.js --\nexport default 'worker'\n", "worker"},
		{"built-ins", "-- index.ts --\nimport { join } from 'node:path'; import p from 'path'; export const value = join('a', 'b') + p.join('c', 'd')\n", "a/bc/d"},
		{"unused built-ins", "-- index.ts --\nimport net, { connect } from 'node:net'; import * as all from 'tls'; export const value = () => typeof net + typeof all\n", "functionobject"},
		{"async generators", "-- index.ts --\nasync function* g() { yield 1; yield 2 }\nexport const value = async () => { let n = 0; for await (const x of g()) n += x; return n }\n", int64(3)},
		{"hashbang", "-- index.ts --\n#!/usr/bin/env bun\nexport const value = import.meta.main\n", true},
		{"import.meta of the entry", "-- index.ts --\nexport const value = import.meta.main + ' ' + import.meta.file\n", "true index.ts"},
		{"import.meta of a module", "-- index.ts --\nexport * from './a/b'\n-- a/b.ts --\nconst { main, url, dir, dirname, path, filename } = import.meta\nexport const value = !main && url === 'file://' + path && dir === dirname && path === filename && path === dir + '/b.ts'\n", true},
		{"import.meta.resolve", "-- index.ts --\nexport const value = import.meta.resolve('./x y.ts') === import.meta.url.replace('index.ts', 'x%20y.ts')\n", true},
		{"import.meta in Rip", "-- index.ts --\nexport * from './a.rip'\n-- a.rip --\nexport value = import.meta.file\n", "a.rip"},
		{"__dirname and __filename of a module", "-- index.ts --\nexport * from './a/b'\n-- a/b.ts --\nexport const value = __filename === import.meta.filename && __filename === __dirname + '/b.ts'\n", true},
		{"__dirname without import.meta", "-- index.ts --\nexport * from './a/b'\n-- a/b.ts --\nexport const value = __dirname.split('/').pop()\n", "a"},
		{"__dirname of CommonJS", "-- index.ts --\nimport n from './a/b.cjs'; export const value = n.here\n-- a/b.cjs --\n// first\n'use strict'; exports.here = __dirname.split('/').pop() + __filename.split('/').pop() + (function () { return this === undefined })()\n", "ab.cjstrue"},
		{"__dirname of a package", "-- index.ts --\nimport n from 'n'; export const value = n\n-- node_modules/n/index.js --\n#!/usr/bin/env node\nmodule.exports = __dirname.split('/').slice(-2).join()\n", "node_modules,n"},
		{"__dirname that is the module's own", "-- index.ts --\nconst __dirname = import.meta.dir + '!'; export const value = __dirname.endsWith('!')\n", true},
		{"__dirname in Rip", "-- index.ts --\nexport * from './a/b.rip'\n-- a/b.rip --\nexport value = __dirname.split('/').pop()\n", "a"},
		{"the last character of Unicode", "-- index.ts --\nexport const value = '\\u{10FFFF}'.codePointAt(0)\n", int64(0x10FFFF)},
		{"NODE_ENV in a loop", "-- index.ts --\nexport let value = 0\nfor (const n of [1, 2, 3]) { const m = n; if (process.env.NODE_ENV === 'none') { if (m > 1) continue; } value += m }\n", int64(6)},
		{"NODE_ENV", "-- index.ts --\nexport const value = process.env.NODE_ENV\n", "production"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, c.files)
			name := "index.ts"
			for _, ext := range []string{"x", ""} {
				if exists(dir, "index.ts"+ext) {
					name = "index.ts" + ext
				}
			}
			if exists(dir, "index.js") {
				name = "index.js"
			}
			if got := evaluate(t, build(t, source(t, dir, name))); got != c.want {
				t.Errorf("value = %v, want %v", got, c.want)
			}
			if c.want == "production" {
				c.want = "development"
			}
			if got := evaluate(t, build(t, source(t, dir, name, dev))); got != c.want {
				t.Errorf("in dev: value = %v, want %v", got, c.want)
			}
		})
	}
}

func TestModulesOfOursComeBeforePackages(t *testing.T) {
	dir := write(t, "-- index.ts --\nimport { n } from '@rip/api'; export const value = n\n-- node_modules/@rip/api/index.js --\nexport const n = 1\n")
	s := source(t, dir, "index.ts", func(o *bundle.Options) {
		o.Modules = map[string]string{"@rip/api": "export const n = 2"}
	})
	if got := evaluate(t, build(t, s)); got != int64(2) {
		t.Errorf("value = %v, want ours", got)
	}
}
