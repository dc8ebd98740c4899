package web_test

import "testing"

func TestResponse(t *testing.T) {
	tryAll(t, []struct{ js, want string }{
		{`const r = new Response(); return [r.type, r.url, r.redirected, r.status, r.ok, r.statusText, r.body, r.bodyUsed].join("|")`, "default||false|200|true|||false"},
		{`const r = new Response("a", { status: 404, statusText: "Nope", headers: { a: "b" } }); return [r.status, r.ok, r.statusText, r.headers.get("a"), r.headers === r.headers].join("|")`, "404|false|Nope|b|true"},
		{
			`return [name(() => new Response("", { status: 199 })), name(() => new Response("", { status: 600 })), name(() => new Response("x", { status: 204 })),
			name(() => new Response("", { statusText: "a\n" })), name(() => new Response("", 1)), name(() => Response.json(undefined)), name(() => Response.json(1n)),
			name(() => Response.redirect("/x")), name(() => Response.redirect("http://a", 200)), name(() => Response.json({}, { status: 204 })), name(() => new Response(Symbol()))].join()`,
			"RangeError,RangeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,RangeError,TypeError,TypeError",
		},
		{`const r = Response.json({ a: 1 }, { headers: { "content-type": "x/y" } }); return r.headers.get("content-type") + await r.text()`, `x/y{"a":1}`},
		{`const r = Response.error(); return [r.type, r.status, name(() => r.headers.set("a", "b"))].join()`, "error,0,TypeError"},
		{`const r = Response.redirect("http://a/x y", 308); return [r.status, r.headers.get("location"), name(() => r.headers.set("a", "b"))].join()`, "308,http://a/x%20y,TypeError"},
		{`const r = new Response("abc"); const c = r.clone(); return await r.text() + await c.text() + r.bodyUsed + c.bodyUsed + (r.headers !== c.headers)`, "abcabctruetruetrue"},
		{`const r = new Response("abc"); await r.text(); return [await r.text().catch((e) => e.constructor.name), name(() => r.clone()), name(() => r.body.getReader()), r.body.locked].join()`, "TypeError,TypeError,TypeError,true"},
		{`const r = new Response("abc"); const reader = r.body.getReader(); return [r.bodyUsed, await r.text().catch((e) => e.constructor.name), (await reader.read()).value.length, r.bodyUsed].join()`, "false,TypeError,3,true"},
		{`const r = new Response("abc"); return [r.body === r.body, r.body instanceof ReadableStream, Object.prototype.toString.call(r.body), r.body.locked, Object.keys(r.body).length].join()`, "true,true,[object ReadableStream],false,0"},
		{`const r = new Response("abc"); const [a, b] = r.body.tee(); return await new Response(a).text() + await new Response(b).text() + r.bodyUsed`, "abcabctrue"},
		{`const a = new Response("abc"); const b = new Response(a.body); return (a.body === b.body) + await b.text() + a.bodyUsed`, "trueabctrue"},
		{`const r = new Response("abc"); r.body.locked; return await r.text() + r.bodyUsed + r.body.locked`, "abctruetrue"},
		{`const r = new Response(new ReadableStream({ start(c) { c.enqueue("not bytes"); c.close() } })); return r.text().catch((e) => e.constructor.name)`, "TypeError"},
		{`const r = new Response(new ReadableStream({ start(c) { c.error(new RangeError("mine")) } })); return r.text().catch((e) => e.message)`, "mine"},
		{`const s = new ReadableStream(); s.getReader(); return name(() => new Response(s))`, "TypeError"},
		{`return await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff])).text()`, "a\ufffd"},
		{`return (await new Response("[1,{\"a\":2}]").json())[1].a`, "2"},
		{`return new Response("{").json().catch((e) => e.constructor.name)`, "SyntaxError"},
		{`return await new Response(new DataView(new Uint8Array([97, 98, 99]).buffer, 1)).text() + await new Response(new Uint16Array([0x6261])).text()`, "bcab"},
		{`const b = new Uint8Array([97]); const r = new Response(b); b[0] = 98; return r.text()`, "a"},
		{`const r = new Response("abc"); (await r.clone().bytes())[0] = 0; return r.text()`, "abc"},
		{`return [await new Response(null).text(), (await new Response().arrayBuffer()).byteLength, await new Response(1).text(), await new Response({}).text()].join("|")`, "|0|1|[object Object]"},
		{`return await new Response({ [Symbol.asyncIterator]() { let n = 2; return { next: async () => n-- ? { value: new Uint8Array([97]), done: false } : { done: true } } } }).text()`, "aa"},
		{`class My extends Response { #secret = 1; get secret() { return this.#secret } static json() { return "mine" } } const r = new My("x", { status: 201 }); return [r.secret, r.status, await r.text(), r instanceof Response, My.json()].join()`, "1,201,x,true,mine"},
		{`return [name(() => Response.prototype.status), name(() => Response.prototype.clone.call({}))].join() + await Response.prototype.text.call({}).catch((e) => e.constructor.name)`, "TypeError,TypeErrorTypeError"},
		{`const r = new Response("x"); r.extra = 1; return Object.keys(r).join() + name(() => { "use strict"; r.status = 3 })`, "extraTypeError"},
		{`const r = new Response("x", { status: 201 }); return new Response(r.body, r).status`, "201"},
	})
}

func TestResponseFromAnotherOneIsAsFromItsProperties(t *testing.T) {
	const show = `const show = (t) => t.status + t.statusText + " " + [...t.headers];`
	tryAll(t, []struct{ js, want string }{
		{show + `const a = new Response("t", { status: 201, statusText: "Made", headers: { x: "1" } }); const b = new Response(a.body, a); b.headers.set("x", "2"); return show(a) + " | " + show(b)`, "201Made content-type,text/plain;charset=UTF-8,x,1 | 201Made content-type,text/plain;charset=UTF-8,x,2"},
		{show + `return show(new Response("t", new Response(null)))`, "200 content-type,text/plain;charset=UTF-8"},
		{show + `const a = new Response(null); Object.defineProperty(a, "status", { value: 418, writable: true, enumerable: true, configurable: true }); return show(new Response(null, a))`, "418 "},
		{show + `return show(new Response(null, new (class extends Response { get status() { return 299 } })("t")))`, "299 content-type,text/plain;charset=UTF-8"},
		{`return name(() => new Response(null, Response.error()))`, "RangeError"},
		{show + `const a = Response.redirect("http://h/"); const b = new Response(null, a); b.headers.set("x", "1"); return show(b) + name(() => a.headers.set("x", "1"))`, "302 location,http://h/,x,1TypeError"},
	})
}
