package web_test

import "testing"

func TestURLPatternMatchesAndNamesGroups(t *testing.T) {
	expect(t, [][2]string{
		{`const p = new URLPattern({ pathname: "/books/:id(\\d+)/*" }), r = p.exec("https://example.com/books/12/a/b?q=1");
		  return [p.pathname, r.pathname.groups.id, r.pathname.groups[0], r.search.input, p.test({ pathname: "/books/x/" }), p.hasRegExpGroups].join(";")`, "/books/:id(\\d+)/*;12;a/b;q=1;false;true"},
		{`const p = new URLPattern("/:lang?/x", "https://example.com"); return [p.test("https://example.com/x"), p.test("/de/x", "https://example.com"), p.exec("nope"), p.hostname].join(";")`, "true;true;;example.com"},
		{`return new URLPattern("https://example.com/ABC", { ignoreCase: true }).test("https://example.com/abc")`, "true"},
		{`const got = []; for (const make of [() => new URLPattern("/no-base"), () => new URLPattern({ pathname: "/(" }), () => new URLPattern({}, "https://a")]) try { make(); got.push("made") } catch (e) { got.push(e.name) } return got.join()`, "TypeError,TypeError,TypeError"},
	})
}
