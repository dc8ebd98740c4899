// Package contracttest is the app contract as tests: the same apps and the same
// requests for every runtime, and the same answers. A runtime's own tests call
// Run.
package contracttest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// patience bounds waiting for what must come; nothing is measured with it.
const patience = 20 * time.Second

// Mode is how an app is run; the fields are those of runtime.App.
type Mode struct{ Env, HotReload, ReloadErrors string }

// Worker is one worker that a runtime runs for a test. It goes with the test.
type Worker struct {
	// Dial connects to it.
	Dial func() (net.Conn, error)
	// Printed is what it has printed so far.
	Printed func() string
}

// Start starts a worker for the app in dir, whose entry is index.js or
// index.ts, and returns when it is ready.
type Start func(t *testing.T, dir string, mode Mode) Worker

// files is an app: contents by path.
type files map[string]string

// site is a worker with its app and a client.
type site struct {
	*testing.T
	Worker
	dir    string
	client *http.Client
}

// serve starts a worker for an app.
func serve(t *testing.T, start Start, app files, mode Mode) *site {
	t.Helper()
	s := &site{T: t, dir: t.TempDir()}
	s.write(app)
	s.Worker = start(t, s.dir, mode)
	transport := &http.Transport{
		DialContext:        func(context.Context, string, string) (net.Conn, error) { return s.Dial() },
		DisableCompression: true,
	}
	s.client = &http.Client{
		Timeout: patience, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(transport.CloseIdleConnections)
	return s
}

// dev and prod are the modes of most tests; reloading is dev's own.
func dev() Mode       { return Mode{"dev", "none", "page"} }
func prod() Mode      { return Mode{"prod", "none", "page"} }
func reloading() Mode { return Mode{"dev", "module", "page"} }

// write saves files of the app, as an editor would.
func (s *site) write(app files) {
	s.Helper()
	for name, content := range app {
		testkit.WriteFile(s, filepath.Join(s.dir, name), content)
	}
}

// ask sends "METHOD /path", with header lines and a body, and returns the
// answer with its body.
func (s *site) ask(line, body string, headers ...string) (*http.Response, string) {
	s.Helper()
	method, path, _ := strings.Cut(line, " ")
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	request, err := http.NewRequest(method, "http://shop.example"+path, content)
	if err != nil {
		s.Fatal(err)
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Add(name, value)
	}
	response, err := s.client.Do(request)
	if err != nil {
		s.Fatalf("%s: %v\nthe worker printed:\n%s", line, err, s.Printed())
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatalf("%s: %v", line, err)
	}
	return response, string(text)
}

// want fails unless the answer to GET path is that.
func (s *site) want(path string, status int, body string) {
	s.Helper()
	response, got := s.ask("GET "+path, "")
	if response.StatusCode != status || got != body {
		s.Fatalf("GET %s: got %d %q, want %d %q\nthe worker printed:\n%s", path, response.StatusCode, got, status, body, s.Printed())
	}
}

// wantFailure fails unless the answer to GET / is 500 and has all parts in it.
func (s *site) wantFailure(parts ...string) {
	s.Helper()
	response, got := s.ask("GET /", "")
	for _, part := range parts {
		if response.StatusCode != http.StatusInternalServerError || !strings.Contains(got, part) {
			s.Fatalf("got %d %s, want 500 with %q", response.StatusCode, got, part)
		}
	}
}

// wantOutput waits until the worker has printed text.
func (s *site) wantOutput(text string) {
	s.Helper()
	testkit.Eventually(s, fmt.Sprintf("the worker prints %q", text), func() bool { return strings.Contains(s.Printed(), text) })
}

// dial opens a connection on which a test says every byte.
func (s *site) dial() (net.Conn, *bufio.Reader) {
	s.Helper()
	nc, err := s.Dial()
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = nc.Close() }) // the test is over either way
	if err := nc.SetDeadline(time.Now().Add(patience)); err != nil {
		s.Fatal(err)
	}
	return nc, bufio.NewReader(nc)
}
