package bunbridge_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
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
