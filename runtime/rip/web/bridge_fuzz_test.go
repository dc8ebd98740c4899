package web_test

import (
	"io"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// hostile does with a request all that an app may, and answers with the names
// of what was thrown on the way.
const hostile = `async (q) => {
	const thrown = [];
	const attempt = async (fn) => { try { return await fn() } catch (e) { thrown.push(e instanceof Error ? e.constructor.name : "no error: " + e) } };
	const name = q.headers.get("x-name") ?? "", value = q.headers.get("x-value") ?? "";
	await attempt(() => [...q.headers].length + [...q.headers.keys()].length + JSON.stringify(q.url) + q.method);
	for (const read of ["text", "json", "formData", "blob", "bytes", "arrayBuffer"]) await attempt(() => q.clone()[read]());
	await attempt(() => { const u = new URL(q.url); u.search = value; u.pathname = name; u.host = value; u.hash = name; u.port = value; u.protocol = name; u.username = value; return new URL(u.href).searchParams.toString() });
	await attempt(() => new URL(name, q.url).href + new URL(value, "http://h/").href);
	await attempt(() => { const p = new URLSearchParams(value); p.append(name, value); p.sort(); return new URLSearchParams(p.toString()).getAll(name) });
	await attempt(() => { const h = new Headers({ [name]: value }); h.append(value, name); return h.getSetCookie() });
	await attempt(() => new Request(value, { method: name, headers: [[name, value]], body: value }));
	await attempt(() => Response.redirect(value, value.length));
	await attempt(async () => { const f = new FormData(); f.append(name, new File([value], name, { type: value })); return (await new Response(f).formData()).get(name) });
	await attempt(() => fetch("data:" + name + "," + value).then((r) => r.text()));
	return await attempt(() => new Response(q.body, { status: 200 + value.length % 400, statusText: name, headers: { [name]: value, "x-thrown": thrown.join() } })) ?? new Response(null, { headers: { "x-thrown": thrown.join() } });
}`

func FuzzBridge(f *testing.F) {
	f.Add("GET", "example.com", "/a?b=c", "x-a", "value", "text/plain", []byte("body"))
	f.Add("POST", "h:80", "/../%2e%2E/\\", "content-type", "a\xffb", "multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--"))
	f.Add("PUT", "[::1]", "*", "", "http://u:p@h/\x00", "application/x-www-form-urlencoded", []byte("a=%ff&+=%zz"))
	f.Add("a b", "1.2.3", "http://x", "x y", " \t", "application/json", []byte(`{"a":[1,"\ud800"]}`))
	f.Add("HEAD", "", "//", "set-cookie", "blob:https://a", ";;=", []byte("\xef\xbb\xbf\xed\xa0\x80"))
	vm, err := engine.New(engine.Host{Stdout: io.Discard, Stderr: io.Discard}, web.Feature)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(vm.Loop.Close)
	w := &world{VM: vm}
	h := w.handler(f, hostile)
	f.Fuzz(func(t *testing.T, method, host, target, name, value, contentType string, content []byte) {
		in := &web.Incoming{
			Method: method, Scheme: "http", Host: host, Target: target, Body: content,
			Headers: web.Fields{{Name: "X-Name", Value: name}, {Name: "X-Value", Value: value}, {Name: "Content-Type", Value: contentType}, {Name: name, Value: value}},
		}
		var a *web.Answer
		if err := vm.Do(func() (err error) { a, err = h.Handle(in); return err }); err != nil {
			if vm.Killed() != nil {
				t.Fatalf("the VM is dead: %v", err)
			}
			return // refused, or the app's mistake
		}
		if a.Stream != nil {
			_, _ = io.Copy(io.Discard, a.Stream) // a chunk may be wrong; it must not hang
			_ = a.Stream.Close()
		}
		for _, field := range a.Headers {
			if strings.ContainsAny(field.Name+field.Value, "\r\n\x00") {
				t.Errorf("a header could split the response: %q", field)
			}
			if field.Name == "x-thrown" {
				for thrown := range strings.SplitSeq(field.Value, ",") {
					switch thrown {
					case "", "TypeError", "SyntaxError", "RangeError":
					default:
						t.Errorf("thrown: %s", thrown)
					}
				}
			}
		}
		if strings.ContainsAny(a.Reason, "\r\n\x00") {
			t.Errorf("the reason could split the response: %q", a.Reason)
		}
	})
}
