package emit

import (
	"strings"

	"github.com/rip-server/rip-server/compiler/schema"
)

// A helper is a function that compiled code calls. Those that a program uses
// stand behind its last line, where a function declaration is as good as
// anywhere and no line moves.

// helper asks for one of the compiler's own helpers and returns its name here.
func (e *emitter) helper(name string) string {
	if here, ok := e.names[name]; ok {
		return here
	}
	here := name
	for e.mentioned(here) || e.taken(here) {
		here = "_" + here
	}
	e.names[name] = here
	e.ask(name)
	return here
}

// mentioned says that the program has a word.
func (e *emitter) mentioned(word string) bool {
	_, yes := e.program.Words[word]
	return yes
}

// taken says that a helper has been given a name already.
func (e *emitter) taken(here string) bool {
	for _, n := range e.names {
		if n == here {
			return true
		}
	}
	return false
}

// ask has a helper written.
func (e *emitter) ask(name string) {
	if !e.asked[name] {
		e.asked[name] = true
		e.helpers = append(e.helpers, name)
	}
}

// free writes a name that the program does not bind: one of the standard
// names, which come with the language, or one of the world's.
func (e *emitter) free(name string) string {
	if _, ok := standard(name); ok {
		e.ask(name)
		e.names[name] = name
	}
	switch name {
	case "__state", "__computed", "__effect", "__batch":
		return e.reactive(name)
	case "schema", "SchemaError", "registerCoercer":
		return e.schemaName(name)
	}
	return name
}

// global is a name of the world outside, reached around a variable of the
// program that has the same name.
func (e *emitter) global(name string) string {
	if e.bound(name) {
		return "globalThis." + name
	}
	return name
}

// bound says that the program itself binds a name somewhere.
func (e *emitter) bound(name string) bool { return e.program.Bound[name] }

// writeHelpers writes the helpers that were asked for.
func (e *emitter) writeHelpers() {
	for _, name := range e.helpers {
		text, ok := standard(name)
		if !ok {
			text = own(name)
		}
		here := e.names[name]
		text = strings.Replace(text, "NAME", here, 1)
		e.w("function ", text, "\n")
	}
}

// own is the source of the compiler's own helpers.
func own(name string) string {
	switch name {
	case schemaHelper:
		return schema.Runtime()
	case "modulo":
		return "NAME(a, b) { return ((a % b) + b) % b; }"
	case "range":
		return "NAME(a, b, open) { const list = [], step = a > b ? -1 : 1; " +
			"for (let i = a; open ? (b - i) * step > 0 : (b - i) * step >= 0; i += step) list.push(i); return list; }"
	case "has":
		return "NAME(x, list) { return typeof list === \"string\" || [].constructor.isArray(list) ? list.includes(x) : x in list; }"
	case "toMatchable":
		return "NAME(v) { return v == null ? \"\" : typeof v === \"symbol\" ? v.toString() : `${v}`; }"
	case "put":
		return "NAME(o, key, value) { return ({}).constructor.defineProperty(o, key, { value, writable: true, enumerable: true, configurable: true }); }"
	case "key":
		// An object becomes a key once, before its value is computed. goja takes
		// a computed "__proto__" for the prototype, so it is not found there.
		return "NAME(k) { if (Object(k) !== k) return k; const o = { [k]: 0 }; " +
			"return [...o.constructor.getOwnPropertyNames(o), ...o.constructor.getOwnPropertySymbols(o)][0] ?? \"__proto__\"; }"
	case "splice":
		return "NAME(list, from, to, items) { const at = from < 0 ? list.length + from : from; " +
			"const end = to === undefined ? list.length : to < 0 ? list.length + to : to; " +
			"list.splice(at, end > at ? end - at : 0, ...items); return items; }"
	}
	return ""
}

// standard is the source of the names that a program has without an import.
func standard(name string) (string, bool) {
	switch name {
	case "p":
		return "NAME(...args) { console.log(...args); return args[0]; }", true
	case "pp":
		return "NAME(v) { console.log(typeof v === \"string\" ? v : JSON.stringify(v, null, 2)); return v; }", true
	case "pj":
		return "NAME(v) { console.log(JSON.stringify(v)); return v; }", true
	case "pr":
		return "NAME(v) { if (console.dir) console.dir(v, { depth: null }); else console.log(v); return v; }", true
	case "warn":
		return "NAME(...args) { console.warn(...args); return args[0]; }", true
	case "kind":
		return "NAME(v) { return ({}).toString.call(v).slice(8, -1).toLowerCase(); }", true
	case "sleep":
		return "NAME(ms) { return new Promise((done) => setTimeout(done, ms)); }", true
	case "rand":
		return "NAME(a, b) { if (b === undefined) return a ? Math.floor(Math.random() * a) : Math.random(); " +
			"if (a > b) [a, b] = [b, a]; return Math.floor(Math.random() * (b - a + 1)) + a; }", true
	case "zip":
		return "NAME(...lists) { const [first = []] = lists; return [...first].map((_, i) => lists.map((list) => list[i])); }", true
	case "assert":
		return "NAME(v, message = \"assertion failed\") { if (!v) throw new Error(message); return v; }", true
	case "abort":
		return "NAME(message) { if (message !== undefined) console.error(message); process.exit(1); }", true
	case "raise":
		return "NAME(kind, message) { throw typeof kind === \"function\" ? new kind(message) : kind instanceof Error ? kind : new Error(kind); }", true
	case "todo":
		return "NAME(message = \"not implemented\") { throw new Error(message); }", true
	case "noop":
		return "NAME() {}", true
	case "exit":
		return "NAME(code = 0) { process.exit(code); }", true
	}
	return "", false
}
