package cli_test

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// service is a rip-server in a process of its own, as a service manager runs it.
type service struct {
	*exec.Cmd
	out   testkit.Buffer
	heard <-chan string // notifications
	dir   string
}

// startService runs rip-server with the arguments after it has become ready to
// be started: prepare may change its environment and files. Whatever happens,
// it does not outlive the test.
func startService(t *testing.T, prepare func(*service), args ...string) *service {
	t.Helper()
	s := &service{dir: testkit.ShortDir(t)}
	heard := make(chan string, 64)
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(s.dir, "notify"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { // ends with the socket
		defer close(done)
		buf := make([]byte, 4096)
		for {
			n, err := socket.Read(buf)
			if err != nil {
				return
			}
			heard <- string(buf[:n])
		}
	}()
	s.heard = heard
	// LISTEN_PID can only be known by the process itself.
	s.Cmd = exec.Command("sh", append([]string{"-c", `LISTEN_PID=$$ exec rip-server "$@"`, "sh"}, args...)...)
	s.Env = append(os.Environ(), "RIP_RUNTIME_DIR="+filepath.Join(s.dir, "r"), "RIP_HOME="+filepath.Join(s.dir, "home"),
		"RIP_CACHE_DIR="+filepath.Join(s.dir, "cache"), "NOTIFY_SOCKET="+socket.LocalAddr().String())
	s.Stdout, s.Stderr = &s.out, &s.out
	prepare(s)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Process.Kill()
		s.Wait()
		socket.Close()
		<-done
		if t.Failed() {
			t.Logf("the server said:\n%s", s.out.String())
		}
	})
	return s
}

// hears waits for a notification that begins with that.
func (s *service) hears(t *testing.T, begin string) string {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case text := <-s.heard:
			if strings.HasPrefix(text, begin) {
				return text
			}
		case <-deadline:
			t.Fatalf("the service manager never heard %s", begin)
		}
	}
}

// plainApp writes an app that needs no bun.
func plainApp(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "app")
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
	testkit.WriteFile(t, filepath.Join(path, "index.js"), `export default () => new Response("hello")`)
	return path
}

func TestTheServiceManagerHearsHowTheServerIs(t *testing.T) {
	app := plainApp(t, t.TempDir())
	s := startService(t, func(s *service) { s.Env = append(s.Env, "WATCHDOG_USEC=200000") },
		"serve", app, "prod", "w:1", "http:0", "--runtime=rip", "--host=127.0.0.1", "--hot-reload=process")
	if text := s.hears(t, "READY=1"); !strings.Contains(text, "STATUS=app healthy: 1 worker, version 1, at http://127.0.0.1:") {
		t.Errorf("ready is %q", text)
	}
	s.hears(t, "WATCHDOG=1")
	if err := s.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	if text := s.hears(t, "RELOADING=1"); !strings.Contains(text, "MONOTONIC_USEC=") {
		t.Errorf("reloading is %q", text)
	}
	if text := s.hears(t, "READY=1"); !strings.Contains(text, "version 2") {
		t.Errorf("ready after the reload is %q", text)
	}
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.hears(t, "STOPPING=1")
	if err := s.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v", err)
	}
}

func TestASocketThatTheServiceManagerOpenedIsServed(t *testing.T) {
	app := plainApp(t, t.TempDir())
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	// It is asked before there is a server: the request waits in the socket.
	answer := make(chan string, 1)
	go func() { // ends with the request, which has a timeout
		text, err := request("http://" + ln.Addr().String() + "/")
		answer <- text + errorText(err)
	}()
	file, err := ln.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := startService(t, func(s *service) {
		s.ExtraFiles = []*os.File{file}
		s.Env = append(s.Env, "LISTEN_FDS=1", "LISTEN_FDNAMES=http")
	}, "serve", app, "w:1", "--runtime=rip")
	if got, want := <-answer, "200 hello"; got != want {
		t.Errorf("the answer is %q, want %q", got, want)
	}
	if text := s.hears(t, "READY=1"); !strings.Contains(text, "at http://localhost:") && !strings.Contains(text, ln.Addr().String()) {
		t.Errorf("ready is %q", text)
	}
}
