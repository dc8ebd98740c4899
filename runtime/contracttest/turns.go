package contracttest

import (
	"io"
	"net/http"
	"testing"
)

const holding = `
let go;
export default async (request) => {
  const path = new URL(request.url).pathname;
  if (path !== "/hold") return new Response("at once");
  console.log("holding");
  await new Promise((done) => setTimeout(done, 700));
  return new Response("held");
};`

// turns: a request that comes while the handler runs is not run.
func turns(t *testing.T, start Start) {
	for _, mode := range []Mode{dev(), reloading()} {
		s := serve(t, start, files{"index.js": holding}, mode)
		nc, br := s.dial()
		if _, err := io.WriteString(nc, "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		s.wantOutput("holding")
		for range 3 {
			if r, _ := s.ask("GET /other", ""); r.StatusCode != 503 || r.Header.Get("Rip-Worker-Busy") != "1" {
				t.Errorf("got %d %v", r.StatusCode, r.Header)
			}
		}
		response, err := http.ReadResponse(br, nil)
		if err != nil || response.StatusCode != 200 {
			t.Fatalf("the request that ran: %+v %v", response, err)
		}
		s.want("/other", 200, "at once")
	}
}
