package worker_test

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/internal/pipe"
)

// caller is a balancer that passes its requests.
type caller struct {
	*pipe.Conn
	testing.TB
}

func (s *site) caller() caller {
	s.Helper()
	nc, err := s.ln.Dial()
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = nc.Close() })
	c := caller{nc.(*pipe.Conn), s.TB}
	c.TakeValues()
	const first = "HEAD /first HTTP/1.1\r\nHost: h\r\n\r\n" // once it is answered, the worker has said that it takes values
	if _, err := io.WriteString(c, first); err != nil {
		s.Fatal(err)
	}
	_ = c.text("\r\n\r\n")
	return c
}

// text reads an answer that comes as text and ends so.
func (c caller) text(end string) (text string) {
	c.Helper()
	v, err := c.Receive()
	if v != nil || err != nil {
		c.Fatalf("received %v, %v", v, err)
	}
	buf := make([]byte, 128<<10)
	for !strings.HasSuffix(text, end) {
		n, err := c.Read(buf)
		if err != nil {
			c.Fatalf("%v after %.200q", err, text)
		}
		text += string(buf[:n])
	}
	return text
}

// pass sends a request; its head is a GET's or POST's for shop.example.
func (c caller) pass(method, target, fields, body string) {
	c.Helper()
	head := method + " " + target + " HTTP/1.1\r\nHost: shop.example\r\n" + fields + "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\n\r\n"
	call := &http1.Call{Text: []byte(head + body), Head: len(head), Secure: true}
	call.Method.To = len(method)
	call.Target = http1.Span{From: len(method) + 1, To: len(method) + 1 + len(target)}
	at := strings.Index(head, "shop.example")
	call.Host = http1.Span{From: at, To: at + len("shop.example")}
	if !c.Send(call) {
		c.Fatal("the worker takes no calls")
	}
}

// received is the call that comes back.
func (c caller) received() *http1.Call {
	c.Helper()
	v, err := c.Receive()
	if v == nil || err != nil {
		c.Fatalf("received %v, %v", v, err)
	}
	return v.(*http1.Call)
}

// answer is the call that comes back, as status, fields and body.
func (c caller) answer() string {
	c.Helper()
	call := c.received()
	r := &call.Response
	lines := []string{string(rune('0'+r.Status/100)) + "xx", string(r.Reason)}
	for _, f := range r.Fields {
		lines = append(lines, string(f.Name)+": "+string(f.Value))
	}
	if int(r.Length) != len(call.Body) {
		lines = append(lines, "another length")
	}
	return strings.Join(append(lines, string(call.Body)), "\n")
}

func TestRequestsThatArePassedAreAnsweredInTheirCall(t *testing.T) {
	s := serve(t, files{"index.ts": `export default async (q, server) => {
		const about = [q.method, q.url, q.headers.get("x-a"), server.requestIP(q)?.address, await q.text()].join(" ");
		return new Response(about, { status: 201, statusText: "Fine", headers: { "x-b": "c", connection: "close", "content-length": "999" } });
	}`})
	c := s.caller()
	for range 2 {
		c.pass("POST", "/path?a=b", "X-A: \xe9\r\nContent-Length: 4\r\n", "body")
		want := "2xx\nFine\nx-b: c\ncontent-type: text/plain;charset=UTF-8\nPOST https://shop.example/path?a=b é 10.0.0.1 body"
		if diff := cmp.Diff(want, c.answer()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestPassedRequestsWhoseAnswersAreNotWholeAreAnsweredAsText(t *testing.T) {
	s := serve(t, files{"index.ts": `export default (q) => {
		if (q.url.endsWith("/first")) return "first";
		if (q.url.endsWith("/large")) return new Response("x".repeat(70_000));
		if (q.url.endsWith("/events")) return new Response("data: 1\n\n", { headers: { "content-type": "text/event-stream" } });
		if (q.url.endsWith("/throws")) throw new TypeError("no");
		return new Response(new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode("piece")); c.close() } }));
	}`})
	c := s.caller()
	for target, want := range map[string]string{
		"/large": "content-length: 70000\r\n\r\n" + strings.Repeat("x", 70_000), "/events": "content-length: 9\r\n\r\ndata: 1\n\n",
		"/": "transfer-encoding: chunked\r\n\r\n5\r\npiece\r\n0\r\n\r\n",
	} {
		c.pass("GET", target, "", "")
		if got := c.text(want); !strings.HasPrefix(got, "HTTP/1.1 200 OK\r\n") {
			t.Errorf("%s: %.60q", target, got)
		}
	}
	c.pass("GET", "/throws", "Accept: text/html\r\n", "")
	if got := c.answer(); !strings.HasPrefix(got, "5xx") || !strings.Contains(got, "TypeError: no") {
		t.Errorf("an error is %q", got)
	}
}

func TestHeadThatIsPassedHasTheLengthAndNoBody(t *testing.T) {
	s := serve(t, files{"index.ts": `export default () => new Response("12345")`})
	c := s.caller()
	c.pass("HEAD", "/", "", "")
	if got := c.answer(); !strings.HasSuffix(got, "another length\n") {
		t.Errorf("got %q", got)
	}
}
