package bunbridge_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/bunbridge"
)

// patience bounds every wait; a slow machine needs a fraction of it.
const patience = 20 * time.Second

// process is a real worker, its app and the control socket it joins.
type process struct {
	t       *testing.T
	app     string // directory of the app
	socket  string
	control *controlServer
	client  *http.Client
	cmd     *exec.Cmd
	stdin   io.Closer // the manager's end of the control pipe
	output  *output
	exited  chan struct{} // closed when the process is gone
}

// files is an app: contents by path.
type files map[string]string

// start runs a worker for the app and waits until it has joined.
func start(t *testing.T, app files, change ...func(*runtime.App)) *process {
	t.Helper()
	p := launch(t, app, change...)
	select {
	case <-p.control.joined:
	case <-p.exited:
		t.Fatalf("the worker exited before it joined: %s\n%s", p.cmd.ProcessState, p.output)
	case <-time.After(patience):
		t.Fatalf("the worker did not join\n%s", p.output)
	}
	return p
}

// launch runs a worker for the app and returns at once.
func launch(t *testing.T, app files, change ...func(*runtime.App)) *process {
	t.Helper()
	p := prepare(t, app)
	p.run(p.command(change...))
	return p
}

// prepare is launch without the worker.
func prepare(t *testing.T, app files) *process {
	t.Helper()
	dir := shortDir(t)
	p := &process{
		t: t, app: filepath.Join(dir, "app"), socket: filepath.Join(dir, "w.sock"),
		control: newControlServer(t, filepath.Join(dir, "ctl.sock")), output: &output{}, exited: make(chan struct{}),
	}
	p.write(app)
	p.client = &http.Client{Timeout: patience, Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", p.socket)
		},
	}}
	t.Cleanup(p.client.CloseIdleConnections)
	return p
}

// command is what the bridge would have the manager run.
func (p *process) command(change ...func(*runtime.App)) runtime.Command {
	p.t.Helper()
	bun, err := bunbridge.Find(p.app, []string{"RIP_BUN=" + testkit.Bun(p.t), "RIP_CACHE_DIR=" + p.t.TempDir()})
	if err != nil {
		p.t.Fatal(err)
	}
	entry, err := runtime.ResolveEntry(p.app)
	if err != nil {
		p.t.Fatal(err)
	}
	app := runtime.App{Name: "test", Entry: entry.File, Dir: entry.Dir, Env: "dev", HotReload: "module", ReloadErrors: "page"}
	for _, f := range change {
		f(&app)
	}
	command, err := bun.Worker(app, runtime.Slot{ID: "1-1", Socket: p.socket, Control: p.control.path, Version: 7})
	if err != nil {
		p.t.Fatal(err)
	}
	return command
}

func (p *process) run(command runtime.Command) {
	p.t.Helper()
	p.cmd = exec.Command(command.Path, command.Args...)
	p.cmd.Dir = command.Dir
	p.cmd.Env = append(os.Environ(), command.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	p.stdin = stdin
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	// Ends when the process does, which the cleanup sees to.
	go func() {
		defer close(p.exited)
		_ = p.cmd.Wait() // the state is in ProcessState
	}()
	p.t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // it may have ended by itself
		<-p.exited
	})
}

// write saves files of the app, as an editor would.
func (p *process) write(app files) {
	p.t.Helper()
	for name, content := range app {
		path := filepath.Join(p.app, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			p.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *process) remove(name string) {
	p.t.Helper()
	if err := os.Remove(filepath.Join(p.app, name)); err != nil {
		p.t.Fatal(err)
	}
}

// get answers with status and body.
func (p *process) get(path string, header ...string) (int, string) {
	p.t.Helper()
	response, body := p.send(http.MethodGet, path, nil, header...)
	return response.StatusCode, body
}

func (p *process) send(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	p.t.Helper()
	request, err := http.NewRequest(method, "http://worker"+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.t.Fatalf("%s %s: %v\n%s", method, path, err, p.output)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return response, string(content)
}

// wantBody fails unless the answer to GET / is 200 and body.
func (p *process) wantBody(body string) {
	p.t.Helper()
	if status, got := p.get("/"); status != http.StatusOK || got != body {
		p.t.Fatalf("got %d %q, want 200 %q\n%s", status, got, body, p.output)
	}
}

// wantFailure fails unless the answer to GET / is 500 and has all parts in it.
func (p *process) wantFailure(parts ...string) {
	p.t.Helper()
	status, got := p.get("/")
	for _, part := range parts {
		if status != http.StatusInternalServerError || !strings.Contains(got, part) {
			p.t.Fatalf("got %d %s, want 500 with %q", status, got, part)
		}
	}
}

func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// wantExit waits for the process's end and fails unless its code is code.
func (p *process) wantExit(code int) {
	p.t.Helper()
	select {
	case <-p.exited:
	case <-time.After(patience):
		p.t.Fatalf("the worker did not exit\n%s", p.output)
	}
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Fatalf("exit code %d, want %d\n%s", got, code, p.output)
	}
}

// wantOutput waits until the worker has printed text.
func (p *process) wantOutput(text string) {
	p.t.Helper()
	eventually(p.t, func() bool { return strings.Contains(p.output.String(), text) },
		func() string { return "output without " + text + ":\n" + p.output.String() })
}

// output collects what a process prints.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// eventually polls until ok, or fails with what why returns.
func eventually(t *testing.T, ok func() bool, why func() string) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(why())
		}
	}
}

// shortDir is a directory for sockets: their paths are bounded at 104 bytes
// on macOS, and t.TempDir has the test's name in it.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "rip")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}
