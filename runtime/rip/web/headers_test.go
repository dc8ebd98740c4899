package web_test

import "testing"

// tryAll runs rows of JavaScript and what they must return.
func tryAll(t *testing.T, rows []struct{ js, want string }) {
	t.Helper()
	w := newWorld(t)
	for _, row := range rows {
		if got := w.run(t, "const name = (fn) => { try { fn(); return 'nothing thrown' } catch (e) { return e.constructor.name } };"+row.js); got != row.want {
			t.Errorf("%s\n got %q\nwant %q", row.js, got, row.want)
		}
	}
}

func TestHeaders(t *testing.T) {
	tryAll(t, []struct{ js, want string }{
		{
			`const h = new Headers({ B: "2", a: " 1\t", "Set-Cookie": "x" }); h.append("b", "3"); h.append("set-cookie", "y"); return JSON.stringify([...h])`,
			`[["a","1"],["b","2, 3"],["set-cookie","x"],["set-cookie","y"]]`,
		},
		{`const h = new Headers([["a", "1"], ["a", "2"]]); return h.get("A") + h.has("A") + h.get("none")`, "1, 2truenull"},
		{`const h = new Headers(new Headers({ a: "1" })); h.set("a", "2"); h.delete("A"); return [...h].length`, "0"},
		{`const h = new Headers(new Map([["a", "1"]])); return h.get("a")`, "1"},
		{`const h = new Headers({ a: 1, b: null, c: undefined }); return [...h.values()].join()`, "1,null,undefined"},
		{`return new Headers([["set-cookie", "a"], ["x", "1"], ["set-cookie", "b"]]).getSetCookie().join("|")`, "a|b"},
		{`return new Headers({ a: "\u00ff\u00e9" }).get("a")`, "ÿé"},
		{`const seen = []; const h = new Headers({ a: "1", c: "3" }); for (const [k] of h) { seen.push(k); if (k === "a") { h.append("b", "2"); h.delete("c") } } return seen.join()`, "a,b"},
		{`const out = []; new Headers({ b: "2", a: "1" }).forEach(function (v, k, h) { out.push(k + v + this.x + (h instanceof Headers)) }, { x: "!" }); return out.join()`, "a1!true,b2!true"},
		{
			`return [name(() => new Headers({ "a b": "1" })), name(() => new Headers({ a: "x\ny" })), name(() => new Headers({ a: "\u0100" })), name(() => new Headers([["a"]])),
			name(() => new Headers("x")), name(() => new Headers(null)), name(() => new Headers({ [Symbol("x")]: "1" })), name(() => new Headers().get("")), name(() => new Headers().append("a")),
			name(() => Headers.prototype.get.call({}, "a"))].join()`,
			"TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError",
		},
		{`return Object.prototype.toString.call(new Headers().keys()) + (Headers.prototype[Symbol.iterator] === Headers.prototype.entries)`, "[object Headers Iterator]true"},
		{`return typeof new Headers().entries()[Symbol.iterator] + [...new Headers({ a: "1" }).entries()[Symbol.iterator]()]`, "functiona,1"},
		{`const h = new Headers(); h.custom = 1; return JSON.stringify(h) + Object.keys(h)`, `{"custom":1}custom`},
	})
}

func TestCopiesOfHeadersChangeAlone(t *testing.T) {
	const made = `const a = new Headers({ x: "1", y: "2" }); const b = new Headers(a); const c = new Headers(b);
		const all = () => [a, b, c].map((h) => [...h].join(";")).join(" | ");`
	tryAll(t, []struct{ js, want string }{
		{made + `a.set("x", "9"); return all()`, "x,9;y,2 | x,1;y,2 | x,1;y,2"},
		{made + `b.set("x", "9"); b.set("y", "8"); return all()`, "x,1;y,2 | x,9;y,8 | x,1;y,2"},
		{made + `c.delete("x"); a.delete("y"); return all()`, "x,1 | x,1;y,2 | y,2"},
		{made + `a.append("z", "3"); b.append("z", "4"); c.append("z", "5"); return all()`, "x,1;y,2;z,3 | x,1;y,2;z,4 | x,1;y,2;z,5"},
		{made + `b.append("x", "3"); b.set("x", "0"); return all()`, "x,1;y,2 | x,0;y,2 | x,1;y,2"},
		{`const a = new Response("t", { headers: { x: "1" } }), b = a.clone(); b.headers.set("x", "2"); a.headers.delete("content-type"); return [...a.headers] + " | " + [...b.headers]`, "x,1 | content-type,text/plain;charset=UTF-8,x,2"},
		{`const a = new Request("http://h/", { headers: { x: "1" } }), b = new Request(a), c = a.clone(); b.headers.set("x", "2"); c.headers.set("x", "3"); return [a, b, c].map((q) => q.headers.get("x")).join()`, "1,2,3"},
	})
}
