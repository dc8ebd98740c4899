package contracttest

import (
	"io"
	"strings"
	"testing"
)

const streaming = `
let cancelled = "no";
const encoder = new TextEncoder();
export default (request) => {
  const path = new URL(request.url).pathname;
  if (path === "/events") {
    let timer;
    request.signal.addEventListener("abort", () => console.log("the client left"));
    return new Response(new ReadableStream({
      start(c) { let n = 0; timer = setInterval(() => c.enqueue(encoder.encode("data: " + ++n + "\n\n")), 5) },
      cancel() { clearInterval(timer); cancelled = "yes"; console.log("cancelled") },
    }), { headers: { "Content-Type": "text/event-stream" } });
  }
  if (path === "/broken") return new Response(new ReadableStream({
    pull(c) { if (this.done) throw new Error("in the middle"); this.done = true; c.enqueue(encoder.encode("half ")) },
  }));
  return new Response("free");
};`

// streams outlive their turn, or are a part of it.
func streams(t *testing.T, start Start) {
	s := serve(t, start, files{"index.js": streaming}, dev())
	nc, br := s.dial()
	if _, err := io.WriteString(nc, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	for line := ""; line != "data: 2\n"; { // they come one by one
		var err error
		if line, err = br.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	s.want("/", 200, "free") // the turn ended with the head
	if err := nc.Close(); err != nil {
		t.Fatal(err)
	}
	s.wantOutput("cancelled")
	s.wantOutput("the client left")

	nc, br = s.dial()
	if _, err := io.WriteString(nc, "GET /broken HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(br) // it is cut off; bun takes back even what came before
	if strings.HasSuffix(string(got), "\r\n0\r\n\r\n") {
		t.Errorf("a body that failed looks whole: %q", got)
	}
	s.wantOutput("in the middle")
	s.want("/", 200, "free")
}
