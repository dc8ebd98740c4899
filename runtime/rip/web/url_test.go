package web_test

import "testing"

func TestURL(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ js, want string }{
		{
			`const u = new URL("http://h.test:81/a/b?c=d#e");
		  return [u.href, u.origin, u.protocol, u.username, u.host, u.hostname, u.port, u.pathname, u.search, u.hash].join(" ")`,
			"http://h.test:81/a/b?c=d#e http://h.test:81 http:  h.test:81 h.test 81 /a/b ?c=d #e",
		},
		{
			`const u = new URL("../x?y", "http://u:p@H.test/a/b/"); return [u, u.username, u.password, u.origin].join(" ")`,
			"http://u:p@h.test/a/x?y u p http://h.test",
		},
		{
			`const u = new URL("http://h.test/?a=1"); u.pathname = "/p q"; u.searchParams.append("b", "2 3"); u.hash = "z"; return u.href`,
			"http://h.test/p%20q?a=1&b=2+3#z",
		},
		{`const u = new URL("http://h.test/?a=1"); const p = u.searchParams; u.search = "?c=3"; return p.get("c") + p.get("a") + (p === u.searchParams)`, "3nulltrue"},
		{`const u = new URL("http://h.test/?a=1"); u.searchParams.delete("a"); return u.href`, "http://h.test/"},
		{`const u = new URL("http://h.test/"); u.href = "https://x.test/y"; return JSON.stringify(u)`, `"https://x.test/y"`},
		{`return [URL.canParse("/a"), URL.canParse("/a", "http://b"), URL.parse("x"), URL.parse("x:y").protocol, URL.canParse("http://a/", "b")].join(" ")`, "false true  x: false"},
		{`try { new URL("/a") } catch (e) { return e.constructor.name + " " + e.code }`, "TypeError ERR_INVALID_URL"},
		{`try { new URL("http://a", "") } catch (e) { return e.constructor.name }`, "TypeError"},
		{`class My extends URL { get pathname() { return "mine" } } const u = new My("http://a/b"); return u.pathname + u.host + (u instanceof URL)`, "mineatrue"},
		{`return new URL("blob:https://a.test:8/x").origin + new URL("data:text/plain,x").origin`, "https://a.test:8null"},
	} {
		if got := w.run(t, c.js); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.js, got, c.want)
		}
	}
}

func TestURLSearchParams(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ js, want string }{
		{`return new URLSearchParams("?a=1&b=%20+%zz&a=2&&c").toString()`, "a=1&b=++%25zz&a=2&c="},
		{`return new URLSearchParams([["a", "1"], new Set(["b", "2"])]) + ""`, "a=1&b=2"},
		{`return new URLSearchParams({ a: 1, b: "ä€" }) + ""`, "a=1&b=%C3%A4%E2%82%AC"},
		{`return new URLSearchParams(new URLSearchParams("x=y")) + ""`, "x=y"},
		{`const p = new URLSearchParams("a=1&a=2&b=3"); p.set("a", "9"); p.delete("b", "4"); return p + " " + p.size + p.has("a", "9") + p.has("b", "4") + p.getAll("a")`, "a=9&b=3 2truefalse9"},
		{`const p = new URLSearchParams("z=1&\uffee=2&\u{1F308}=3&a=4"); p.sort(); return [...p.keys()].join()`, "a,z,\U0001F308,\uffee"},
		{`const seen = []; const p = new URLSearchParams("a=1&b=2"); for (const [k] of p) { seen.push(k); p.delete("b"); if (seen.length < 3) p.append("x", "") } return seen.join()`, "a,x,x"},
		{`const out = []; new URLSearchParams("a=1").forEach((v, k, p) => out.push(v, k, p instanceof URLSearchParams)); return out.join()`, "1,a,true"},
		{`try { new URLSearchParams([["a"]]) } catch (e) { return e.constructor.name }`, "TypeError"},
		{`return Object.prototype.toString.call(new URLSearchParams().entries())`, "[object URLSearchParams Iterator]"},
	} {
		if got := w.run(t, c.js); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.js, got, c.want)
		}
	}
}
