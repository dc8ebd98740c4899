package takeover

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/systemd"
)

// heirEnv makes this test binary an heir, and says what it does.
const heirEnv = "RIP_TEST_HEIR"

func TestMain(m *testing.M) {
	if what := os.Getenv(heirEnv); what != "" {
		os.Exit(inherit(what))
	}
	goleak.VerifyTestMain(m)
}

// inherit answers "heir" on the socket "web", until it is killed.
func inherit(what string) int {
	p, environ, err := Take(os.Environ())
	if err != nil || p == nil {
		return 3
	}
	switch what {
	case "fails":
		p.Fail(errors.New("no database"))
		return 1
	case "dies":
		return 7
	case "hangs":
		select {}
	}
	service, _ := systemd.Take(environ, os.Getpid(), p.Parent())
	all, err := service.Listeners()
	lock, ok := p.Lock("it")
	if err != nil || len(all["web"]) != 1 || !ok || lock.Generation != 4 || !locked(lock.File) {
		p.Fail(fmt.Errorf("got %v, %v, %+v", all, err, lock))
		return 1
	}
	if p.Ready() != nil {
		return 1
	}
	http.Serve(all["web"][0], http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "heir") }))
	return 0
}

// locked is whether f's lock keeps others out.
func locked(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil // ours: it may be taken again
}

// estate is a socket and a lock, and the test binary as heir.
func estate(t *testing.T, what string) (Estate, *net.TCPListener, string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	path := filepath.Join(t.TempDir(), "lock")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Estate{
		Program: self, Environ: append(os.Environ(), heirEnv+"="+what),
		Listeners: map[string][]net.Listener{"web": {ln}}, Locks: map[string]Lock{"it": {file, 4}},
	}, ln.(*net.TCPListener), path
}

func TestAnHeirServesTheSameSocketAndKeepsTheLock(t *testing.T) {
	e, ln, path := estate(t, "serves")
	heir, err := Start(e)
	if err != nil {
		t.Fatal(err)
	}
	if err := heir.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	e.Locks["it"].File.Close()
	// Our own accepting can still be stopped: the socket has not become blocking.
	ln.SetDeadline(time.Now().Add(time.Millisecond))
	if _, err := ln.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("accepting ended with %v", err)
	}
	ln.Close()
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get("http://" + ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || string(text) != "heir" {
		t.Errorf("the answer is %q, %v", text, err)
	}
	other, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := syscall.Flock(int(other.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
		t.Error("the lock is free while the heir lives")
	}
	syscall.Kill(heir.PID, syscall.SIGKILL)
	<-heir.exited
}

func TestAnHeirThatDoesNotComeUpIsGoneAndSaysWhy(t *testing.T) {
	for what, says := range map[string]string{"fails": "no database", "dies": "it ended before it served (exit status 7)"} {
		e, ln, _ := estate(t, what)
		heir, err := Start(e)
		if err != nil {
			t.Fatal(err)
		}
		if err := heir.Wait(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", what, err, says)
		}
		if syscall.Kill(heir.PID, 0) == nil {
			t.Errorf("%s: the heir is still there", what)
		}
		if _, err := net.Dial("tcp", ln.Addr().String()); err != nil {
			t.Errorf("%s: the old socket is gone: %v", what, err)
		}
	}
}

func TestAnHeirThatHangsIsKilledInTheEnd(t *testing.T) {
	e, _, _ := estate(t, "hangs")
	heir, err := Start(e)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := heir.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if syscall.Kill(heir.PID, 0) == nil {
		t.Error("the heir is still there")
	}
}

func TestWhatWasHandedToSomebodyElseIsNotTaken(t *testing.T) {
	entry := handed{PID: os.Getppid() + 1, Reply: 99}.entry()
	p, rest, err := Take([]string{"A=1", entry})
	if err != nil || p != nil || len(rest) != 1 {
		t.Errorf("%v, %q, %v", p, rest, err)
	}
	if err := p.Ready(); err != nil {
		t.Errorf("without a predecessor: %v", err)
	}
	if _, _, err := Take([]string{variable + "=x"}); err == nil {
		t.Error("garbage is taken")
	}
}
