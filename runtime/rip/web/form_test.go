package web_test

import "testing"

func TestFormDataSurvivesABody(t *testing.T) {
	w := newWorld(t)
	got := w.run(t, `
		const form = new FormData();
		form.append("a\"b\r\n", "line 1\nline 2");
		form.append("file", new File(["con", new Uint8Array([116]), new Blob(["ent"])], "na\"me.txt", { type: "text/x", lastModified: 5 }));
		form.append("blob", new Blob(["x"]), "given.bin");
		form.append("blob", new Blob(["y"]));
		const back = await new Response(form).formData();
		const out = [];
		for (const [name, value] of back) out.push(name, typeof value === "string" ? value : [value.name, value.type, await value.text(), value instanceof File && value instanceof Blob].join("|"));
		return JSON.stringify(out)`)
	want := `["a\"b\r\n","line 1\r\nline 2","file","na\"me.txt|text/x|content|true","blob","given.bin|application/octet-stream|x|true","blob","blob|application/octet-stream|y|true"]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFormDataOfBodies(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ js, want string }{
		{`const f = await new Response(new URLSearchParams("a=1&b=%20")).formData(); return JSON.stringify([...f])`, `[["a","1"],["b"," "]]`},
		{`return await new Response("x").formData().catch((e) => e.constructor.name)`, "TypeError"},
		{`return await new Response("x", { headers: { "content-type": "multipart/form-data" } }).formData().catch((e) => e.constructor.name)`, "TypeError"},
		{`return await new Response("x", { headers: { "content-type": "multipart/form-data; boundary=a" } }).formData().catch((e) => e.constructor.name)`, "TypeError"},
		{`return [...await new Response("--a--\r\n", { headers: { "content-type": "multipart/form-data; boundary=a" } }).formData()].length`, "0"},
		{`const f = new FormData(); f.append("a", 1); f.append("a", 2); f.set("a", 3); f.append("b", null); f.delete("c"); return f.getAll("a").join() + f.get("b") + f.has("c")`, "3nullfalse"},
		{`try { new FormData().append("a", "b", "c") } catch (e) { return e.constructor.name }`, "TypeError"},
	} {
		if got := w.run(t, c.js); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.js, got, c.want)
		}
	}
}

func TestBlob(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ js, want string }{
		{`const b = new Blob(["ab", new Blob(["cd"]), new Uint16Array([0x6665]).buffer], { type: "Text/Plain" }); return b.size + b.type + await b.text()`, "6text/plainabcdef"},
		{`const b = new Blob(["abcdef"]); return await b.slice(1, -1, "x/y").text() + b.slice(-2).size + b.slice(4, 2).size + b.slice(0, 1, "x/y").type`, "bcde20x/y"},
		{`const r = new Blob(["stream"]).stream().getReader(); const { value } = await r.read(); return String.fromCharCode(...value) + (await r.read()).done`, "streamtrue"},
		{`const b = new Blob(["abc"]); (await b.bytes())[0] = 0; new Uint8Array(await b.arrayBuffer())[1] = 0; return b.text()`, "abc"},
		{`const r = new Response(new Blob(["x"], { type: "a/b" })); return r.headers.get("content-type") + (await r.blob()).type`, "a/ba/b"},
		{`const f = new File(["x"], "n", { lastModified: 7 }); return [f.name, f.lastModified, f.size, f instanceof Blob, Object.prototype.toString.call(f)].join()`, "n,7,1,true,[object File]"},
		{`try { new Blob("abc") } catch (e) { return e.constructor.name }`, "TypeError"},
		{`return new Blob(["a\r\nb"], { endings: "native" }).size`, "3"},
	} {
		if got := w.run(t, c.js); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.js, got, c.want)
		}
	}
}
