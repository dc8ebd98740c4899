package worker_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/pipe"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/web"
	"github.com/rip-server/rip-server/runtime/rip/worker"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds waiting for what must come; nothing is measured with it.
const patience = 20 * time.Second

// site is a running worker, its app and a client of it.
type site struct {
	testing.TB
	*worker.Worker
	dir    string
	ln     *pipe.Listener
	client *http.Client
	output testkit.Buffer
	exits  chan int
	served chan error
	opts   worker.Options
}

// files is an app: contents by path.
type files map[string]string

// serve starts a worker for an app and waits until it is loaded.
func serve(t testing.TB, app files, change ...func(*worker.Options)) *site {
	t.Helper()
	s := prepare(t, app, change...)
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.start()
	return s
}

// prepare is serve without loading and serving.
func prepare(t testing.TB, app files, change ...func(*worker.Options)) *site {
	t.Helper()
	s := &site{TB: t, dir: t.TempDir(), ln: pipe.Listen(), exits: make(chan int, 9), served: make(chan error, 1)}
	s.write(app)
	entry, err := runtime.ResolveEntry(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	guard := engine.NewGuard(1 << 30)
	t.Cleanup(guard.Close)
	s.opts = worker.Options{
		App: runtime.App{
			Name: "test", Entry: entry.File, Dir: entry.Dir, Env: "dev", HotReload: "module", ReloadErrors: "page",
			ReadTimeout: 2 * time.Second,
		},
		Features: []engine.Feature{web.Feature, node.Feature},
		Guard:    guard, Env: map[string]string{"GREETING": "hello"},
		Stdout: &s.output, Stderr: &s.output, Exit: func(code int) { s.exits <- code },
	}
	for _, f := range change {
		f(&s.opts)
	}
	s.opts.Source = bundle.NewSource(bundle.Options{
		Entry: entry.File, Dir: entry.Dir, Dev: s.opts.App.Env == "dev", Programs: bundle.NewPrograms(4 << 20),
	})
	t.Cleanup(s.opts.Source.Close)
	s.Worker = worker.New(s.opts)
	s.client = &http.Client{Timeout: patience, Transport: &http.Transport{
		DialContext:        func(context.Context, string, string) (net.Conn, error) { return s.ln.Dial() },
		DisableCompression: true,
	}}
	t.Cleanup(s.end)
	return s
}

func (s *site) start() {
	go func() { s.served <- s.Serve(s.ln) }() // ends with the worker, which end waits for
}

func (s *site) end() {
	s.client.CloseIdleConnections()
	s.Kill(context.Canceled)
	s.Wait()
	if s.Failed() {
		s.Logf("the worker said:\n%s", s.output.String())
	}
}

// write saves files of the app, as an editor would.
func (s *site) write(app files) {
	s.Helper()
	for name, content := range app {
		testkit.WriteFile(s, filepath.Join(s.dir, name), content)
	}
}

// get answers with status and body.
func (s *site) get(path string, header ...string) (int, string) {
	s.Helper()
	response, body := s.send(http.MethodGet, path, nil, header...)
	return response.StatusCode, body
}

func (s *site) send(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	s.Helper()
	request, err := http.NewRequest(method, "http://shop.example"+path, body)
	if err != nil {
		s.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := s.client.Do(request)
	if err != nil {
		s.Fatalf("%s %s: %v\n%s", method, path, err, s.output.String())
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		s.Fatalf("%s %s: %v", method, path, err)
	}
	return response, string(content)
}

// want fails unless the answer to GET path is 200 and body.
func (s *site) want(path, body string) {
	s.Helper()
	if status, got := s.get(path); status != http.StatusOK || got != body {
		s.Fatalf("%s: got %d %q, want 200 %q\n%s", path, status, got, body, s.output.String())
	}
}

// dial opens a connection on which a test says every byte.
func (s *site) dial() (net.Conn, *bufio.Reader) {
	s.Helper()
	nc, err := s.ln.Dial()
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { _ = nc.Close() })
	_ = nc.SetDeadline(time.Now().Add(patience))
	return nc, bufio.NewReader(nc)
}

// wantOutput waits until the app has printed text.
func (s *site) wantOutput(text string) {
	s.Helper()
	testkit.Eventually(s, "the app prints "+text, func() bool { return strings.Contains(s.output.String(), text) })
}
