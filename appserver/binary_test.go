package appserver_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
)

// binary is a built rip-server and the directory that its servers share.
type binary struct {
	testing.TB
	path string
	run  string // runtime directory: sockets and locks
}

func build(t testing.TB) *binary {
	t.Helper()
	dir := testkit.ShortDir(t)
	b := &binary{TB: t, path: filepath.Join(dir, "rip-server"), run: filepath.Join(dir, "r")}
	cmd := exec.Command("go", "build", "-o", b.path, "./cmd/rip-server")
	cmd.Dir = testkit.Root(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return b
}

// process is a server in a process of its own.
type process struct {
	cmd *exec.Cmd
	testing.TB
	run    string
	addr   string
	ledger ledger
	client *control.Client
	out    testkit.Buffer
}

// serve starts a server for the app ledger.ts and waits until it is healthy. Whatever the
// test does, neither the server nor a worker of it survives the test.
func (b *binary) serve(t testing.TB, words ...string) *process {
	t.Helper()
	p := &process{TB: t, run: b.run, ledger: ledger{filepath.Join(t.TempDir(), "ledger")}}
	entry := filepath.Join("testdata", "apps", "ledger.ts")
	p.cmd = exec.Command(b.path, append([]string{"serve", entry, "prod", "http:0", "--name=app", "--host=127.0.0.1"}, words...)...)
	p.cmd.Env = append(os.Environ(), "RIP_RUNTIME_DIR="+b.run, "RIP_CACHE_DIR="+filepath.Join(t.TempDir(), "cache"),
		"RIP_BUN="+testkit.Bun(t), "LEDGER="+p.ledger.path)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.end)
	p.client = control.NewClient(filepath.Join(b.run, "prod_app.ctl.sock"))
	testkit.Eventually(t, "the server is healthy", func() bool {
		s, ok := p.status()
		p.addr = fmt.Sprintf("127.0.0.1:%d", s.Ports["http"])
		return ok && s.PID == p.cmd.Process.Pid && s.Slots.Idle == s.Slots.Desired
	})
	return p
}

func (p *process) status() (control.Status, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	s, err := p.client.Status(ctx)
	return s, err == nil
}

// end kills what is left, and says so.
func (p *process) end() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
	if p.Failed() {
		p.Logf("the server said:\n%s", p.out.String())
	}
	for _, pid := range testkit.ProcessesWith(p, p.run) {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}

// sockets are the names of the sockets in the runtime directory.
func (p *process) sockets() (names []string) {
	paths, err := filepath.Glob(filepath.Join(p.run, "*.sock"))
	if err != nil {
		p.Fatal(err)
	}
	for _, path := range paths {
		names = append(names, filepath.Base(path))
	}
	return names
}
