package web_test

import "testing"

func TestStructuredCloneCopiesDeeplyAndKeepsIdentity(t *testing.T) {
	expect(t, [][2]string{
		{
			`const a = { d: new Date(5), r: /x/gi, m: new Map([[{ k: 1 }, new Set([1n])]]), list: [1, , "é"], u: undefined, n: new Number(3) };
		  a.self = a; a.again = a.list; const b = structuredClone(a);
		  return [b !== a, b.self === b, b.again === b.list, b.d.getTime(), String(b.r), [...b.m.keys()][0].k, [...[...b.m.values()][0]][0], b.list.length, 1 in b.list, "u" in b, b.n + 1].join()`,
			"true,true,true,5,/x/gi,1,1,3,false,true,4",
		},
		{`const b = new Uint8Array([1, 2, 3]).buffer, o = { x: new Uint8Array(b, 1), y: new DataView(b) }, c = structuredClone(o);
		  return [c.x.join(), c.x.buffer === c.y.buffer, c.x.buffer !== b, c.x.byteOffset].join(";")`, "2,3;true;true;1"},
		{`const e = structuredClone(Object.assign(new RangeError("m", { cause: { a: 1 } }), { extra: 1 }));
		  return [e instanceof RangeError, e.message, e.cause.a, e.extra, Object.prototype.toString.call(e), typeof e.stack].join()`, "true,m,1,,[object Error],string"},
		{`const d = structuredClone(new DOMException("m", "AbortError")); return [d instanceof DOMException, d.name, d.message].join()`, "true,AbortError,m"},
		{`const f = structuredClone({ f: new File(["ab"], "n.txt", { type: "text/plain" }) }).f; return [f instanceof File, f.name, await f.text()].join()`, "true,n.txt,ab"},
		{`let o = {}; for (let i = 0; i < 10000; i++) o = { o }; let c = structuredClone(o), n = 0; while (c.o) { c = c.o; n++ } return n`, "10000"},
		{`const got = []; for (const v of [() => {}, Symbol("s"), { f() {} }, new WeakMap(), Promise.resolve(), new Headers(), new Proxy({}, {})])
		    try { structuredClone(v); got.push("cloned") } catch (e) { got.push(e.code) } return got.join()`, "25,25,25,25,25,25,25"},
	})
}

func TestStructuredCloneMovesWhatIsTransferred(t *testing.T) {
	expect(t, [][2]string{
		{`const b = new ArrayBuffer(4), c = structuredClone({ b }, { transfer: [b] }); return [b.byteLength, c.b.byteLength].join()`, "0,4"},
		{`const b = new ArrayBuffer(4); try { structuredClone({ b, f() {} }, { transfer: [b] }) } catch (e) { return e.name + b.byteLength }`, "DataCloneError4"},
		{`const b = new ArrayBuffer(1); try { structuredClone(1, { transfer: [b, b] }) } catch (e) { return e.name }`, "DataCloneError"},
		{`try { structuredClone(1, { transfer: [{}] }) } catch (e) { return e.name }`, "DataCloneError"},
	})
}
