package web_test

import "testing"

func TestRequest(t *testing.T) {
	tryAll(t, []struct{ js, want string }{
		{
			`const q = new Request("http://a/b?c#d"); return [q.method, q.url, q.destination, q.referrer, q.referrerPolicy, q.mode, q.credentials, q.cache, q.redirect, q.integrity, q.keepalive, q.duplex, q.body, q.bodyUsed, q.signal.aborted].join("|")`,
			"GET|http://a/b?c#d||about:client||cors|same-origin|default|follow||false|half||false|false",
		},
		{
			`const q = new Request("http://a", { method: "post", body: "x", headers: { a: "1" }, redirect: "manual", cache: "no-store" }); return [q.method, q.headers.get("content-type"), q.headers.get("a"), q.redirect, q.cache, await q.text()].join("|")`,
			"POST|text/plain;charset=UTF-8|1|manual|no-store|x",
		},
		{`return new Request("http://a", { method: "patch" }).method + new Request("http://a", { method: "Custom" }).method`, "patchCustom"},
		{
			`return [name(() => new Request()), name(() => new Request("/a")), name(() => new Request("http://u@a/")), name(() => new Request("http://a", { method: "a b" })), name(() => new Request("http://a", { method: "CONNECT" })),
			name(() => new Request("http://a", { body: "x" })), name(() => new Request("http://a", { mode: "navigate" })), name(() => new Request("http://a", { redirect: "maybe" })),
			name(() => new Request("http://a", { signal: {} })), name(() => new Request("http://a", { window: 1 })), name(() => new Request("http://a", 1)), name(() => new Request("http://a", { cache: "only-if-cached" })),
			name(() => new Request("http://a", { mode: "no-cors", method: "PUT" })), name(() => new Request("http://a", { referrer: "http://:x" }))].join()`,
			"TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError,TypeError",
		},
		{`const a = new Request("http://a", { method: "POST", body: "x", headers: { h: "1" } }); const b = new Request(a, { headers: { i: "2" } }); return [a.bodyUsed, b.headers.get("h"), b.headers.get("i"), b.method, await b.text()].join("|")`, "true||2|POST|x"},
		{`const a = new Request("http://a", { method: "POST", body: "x" }); const b = new Request(a, { body: "y" }); return [a.bodyUsed, await b.text()].join("|")`, "false|y"},
		{`const a = new Request("http://a", { method: "POST", body: "x" }); await a.text(); return name(() => new Request(a)) + name(() => a.clone()) + await a.text().catch((e) => e.constructor.name)`, "TypeErrorTypeErrorTypeError"},
		{`const a = new Request("http://a", { method: "POST", body: new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } }), duplex: "half" }); const b = new Request(a); return a.bodyUsed + await b.text()`, "truea"},
		{`const a = new Request("http://a", { method: "POST", body: "x" }); const b = a.clone(); return await a.text() + await b.text() + b.method + b.url`, "xxPOSThttp://a/"},
		{`const c = new AbortController(); const q = new Request("http://a", { signal: c.signal }); const clone = q.clone(); c.abort("why"); return [q.signal === c.signal, q.signal.aborted, q.signal.reason, clone.signal.aborted].join()`, "false,true,why,true"},
		{`const q = new Request("http://a", { mode: "no-cors" }); q.headers.set("x-a", "1"); q.headers.set("accept", "a"); return [...q.headers].join()`, "accept,a"},
		{`const q = new Request("http://a"); q.params = { id: 1 }; q.query = 2; return q.params.id + q.query + Object.keys(q).join()`, "3params,query"},
		{`class My extends Request { constructor(u) { super(u, { method: "PUT" }); this.own = 1 } get url() { return "over " + super.url } } const q = new My("http://a"); return q.url + q.own + q.method + new Request(q).url`, "over http://a/1PUThttp://a/"},
		{`const q = new Request("http://a"); Object.defineProperty(q, "url", { value: "other" }); return q.url`, "other"},
		{`return new Request(new URL("http://a/b")).url + new Request({ toString: () => "http://c" }).url`, "http://a/bhttp://c/"},
		{`return [...new Request("http://a", { headers: [["Cookie", "a=b"], ["Host", "x"]] }).headers.keys()].join()`, "cookie,host"},
	})
}
