package control

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// callAsEnv makes this test binary ask a socket for its status as another user.
const callAsEnv = "RIP_TEST_CALL_AS"

func TestMain(m *testing.M) {
	if uid := os.Getenv(callAsEnv); uid != "" {
		os.Exit(callAs(uid, os.Args[1]))
	}
	goleak.VerifyTestMain(m)
}

// callAs exits with the HTTP status it got, less 300 to fit in an exit code; 2
// is no answer, 3 one that it should not have got.
func callAs(uid, socket string) int {
	n, err := strconv.Atoi(uid)
	if err != nil || syscall.Setuid(n) != nil {
		return 1
	}
	_, err = NewClient(socket).Status(context.Background())
	if err == nil {
		return 3
	}
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return 2
	}
	return refusal.Status - 300
}

// private returns a directory that EnsureDir accepts, with a short path.
func private(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "ripctl") // t.TempDir is too long for sockets on macOS
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// app is the owner of a server in a test: it records what it is told.
type app struct {
	mu     sync.Mutex
	joined []Member
	quit   []Member
	peers  []Peer
	scaled int
	stops  int
	refuse error
	began  chan struct{} // one for each Restart
	block  chan struct{} // Restart waits for it, or for its context
	left   chan error    // what ended the wait
	status Status
	book   *LogBook
}

func newApp() *app {
	return &app{
		began: make(chan struct{}, maxConns), block: make(chan struct{}), left: make(chan error, maxConns),
		book: NewLogBook(100), status: Status{App: "shop", Variant: "dev", PID: os.Getpid()},
	}
}

func (a *app) Join(_ context.Context, m Member, p Peer) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.joined, a.peers = append(a.joined, m), append(a.peers, p)
	return a.refuse
}

func (a *app) Quit(_ context.Context, m Member, p Peer) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.quit, a.peers = append(a.quit, m), append(a.peers, p)
	return a.refuse
}

func (a *app) Restart(ctx context.Context) error {
	a.began <- struct{}{}
	select {
	case <-a.block:
		return nil
	case <-ctx.Done():
		a.left <- ctx.Err()
		return ctx.Err()
	}
}

func (a *app) Scale(_ context.Context, n int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.scaled = n
	return nil
}

func (a *app) Stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stops++
}

func (a *app) Reload(context.Context) error { return Conflict("version 2 did not come up") }
func (a *app) Drain(context.Context) error  { return errors.New("the disk is on fire") }
func (a *app) Upgrade(_ context.Context, program string) error {
	return Conflict("%s did not come up", program)
}
func (a *app) Status() Status { return a.status }

func (a *app) Logs(ctx context.Context, lines int, follow bool) <-chan LogLine {
	return a.book.Read(ctx, lines, follow)
}

// serve runs a server for a at socket until the test ends.
func serve(t *testing.T, a *app, socket string) *Client {
	t.Helper()
	metrics := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("rip_up 1\n")) })
	s, err := Listen(Options{App: "shop", Socket: socket, Registry: a, Compiler: a, Admin: a, Metrics: metrics})
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- s.Serve() }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := errors.Join(s.Close(ctx), <-served); err != nil {
			t.Errorf("end of the server: %v", err)
		}
	})
	return NewClient(socket)
}

// running is a server in a directory of its own.
func running(t *testing.T) (*app, *Client) {
	t.Helper()
	a := newApp()
	return a, serve(t, a, filepath.Join(private(t), "dev_shop.ctl.sock"))
}
