package lb

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// echoTrailers is a program on node:http that answers with what it saw, and a
// trailer that it did not announce beside one that it did.
const echoTrailers = `
import http from "node:http";
http.createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => (body += piece));
  request.on("end", () => {
    response.setHeader("Trailer", "X-Sum");
    response.write(body + " " + JSON.stringify(request.trailers) + " " + request.headers.te);
    response.addTrailers({ "X-Sum": String(body.length), "X-Late": "yes" });
    response.end();
  });
}).listen(process.argv[2]);
`

// A real peer on either side: bun's node:http, and Go's client of HTTP/2.
func TestTrailersOfARealProgramAndToIt(t *testing.T) {
	bun := testkit.Bun(t)
	w := newH2World(t)
	script, socket := filepath.Join(w.dir, "echo.mjs"), filepath.Join(w.dir, "echo.sock")
	if err := os.WriteFile(script, []byte(echoTrailers), 0o600); err != nil {
		t.Fatal(err)
	}
	program := exec.Command(bun, script, socket)
	program.Stderr = os.Stderr
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Process.Kill(); program.Wait() })
	until(t, "the program listens", func() bool {
		nc, err := net.Dial("unix", socket)
		if err == nil {
			nc.Close()
		}
		return err == nil
	})
	w.balancer.Add(Member{ID: "real", Socket: socket, Version: 1, Trailers: true})

	plain := &http.Transport{}
	defer plain.CloseIdleConnections()
	sent := http.Header{"X-Check": {"1"}}
	for name, c := range map[string]struct {
		client *http.Client
		url    string
	}{"HTTP/2": {w.h2Client(), w.url("/")}, "HTTP/1.1": {&http.Client{Transport: plain}, "http://" + w.addr + "/"}} {
		for range 3 { // the worker's connection stays in step
			req, _ := http.NewRequest("POST", c.url, strings.NewReader("hello"))
			req.ContentLength, req.Trailer = -1, sent
			req.Header.Set("Te", "trailers")
			resp, err := c.client.Do(req)
			if err != nil {
				t.Fatal(name, err)
			}
			text, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if want := `hello {"x-check":"1"} trailers`; err != nil || string(text) != want {
				t.Errorf("%s: it saw %q, %v, want %q", name, text, err, want)
			}
			if diff := cmp.Diff(http.Header{"X-Sum": {"5"}, "X-Late": {"yes"}}, resp.Trailer); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}
