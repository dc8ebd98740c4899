package cli_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/testkit"
)

// alone is a real server with its own directories.
type alone struct {
	testing.TB
	cmd  *exec.Cmd
	env  []string
	run  string
	addr string
}

// serveAlone starts a server for a plain app and waits until it is healthy.
// Nothing of it, nor of its heirs, survives the test.
func serveAlone(t *testing.T) *alone {
	t.Helper()
	dir := testkit.ShortDir(t)
	a := &alone{TB: t, run: filepath.Join(dir, "r")}
	a.env = append(os.Environ(), "RIP_RUNTIME_DIR="+a.run, "RIP_CACHE_DIR="+filepath.Join(dir, "cache"))
	a.cmd = exec.Command("rip-server", "serve", plainApp(t, dir), "prod", "w:2", "http:0", "--host=127.0.0.1", "--runtime=rip", "--no-access-log")
	out, err := os.Create(filepath.Join(dir, "out")) // not a pipe: its heirs would keep it open
	if err != nil {
		t.Fatal(err)
	}
	a.cmd.Env, a.cmd.Stdout, a.cmd.Stderr = a.env, out, out
	if err := a.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, s := range servers(a.run) {
			syscall.Kill(s.PID, syscall.SIGKILL)
		}
		a.cmd.Process.Kill()
		a.cmd.Wait()
		out.Close()
		if text, err := os.ReadFile(out.Name()); t.Failed() {
			t.Logf("the servers said:\n%s%v", text, err)
		}
	})
	testkit.Eventually(t, "the server is healthy", func() bool {
		list := servers(a.run)
		if len(list) != 1 || list[0].Status != "healthy" || list[0].Slots.Idle != 2 {
			return false
		}
		a.addr = strings.TrimPrefix(list[0].URLs[0], "http://")
		return true
	})
	return a
}

// upgrade runs the command and returns the heir's pid.
func (a *alone) upgrade(args ...string) (int, error) {
	cmd := exec.Command("rip-server", append([]string{"upgrade", "--json"}, args...)...)
	cmd.Env = a.env
	text, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return 0, errors.New(string(exit.Stderr))
	}
	if err != nil {
		return 0, err
	}
	var done struct{ OldPID, PID int }
	return done.PID, errors.Join(json.Unmarshal(text, &done))
}

// only waits until one server is left, and returns its state.
func (a *alone) only(pid int) control.Status {
	a.Helper()
	var last control.Status
	testkit.Eventually(a, "one server is left", func() bool {
		list := servers(a.run)
		if len(list) != 1 || list[0].PID != pid {
			return false
		}
		last = list[0]
		return true
	})
	return last
}

func TestAnUpgradeUnderLoadLosesNoRequest(t *testing.T) {
	if testing.Short() {
		t.Skip("a long story: three servers, one after the other, under load")
	}
	a := serveAlone(t)
	load := testkit.Load{Addr: a.addr, Clients: 4, Pause: time.Millisecond}.Start(t)
	// Each of these comes on a connection of its own, so that every moment of
	// the handing over has one that is being made.
	fresh := testkit.Load{Addr: a.addr, Clients: 2, Pause: time.Millisecond, Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) {
		return c.Do("GET", "/", "", "Connection: close")
	}}.Start(t)
	load.More(t, 50)
	first, err := a.upgrade()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.cmd.Wait(); err != nil {
		t.Errorf("the old server ended with %v", err)
	}
	a.only(first)
	load.More(t, 50)
	second, err := a.upgrade() // an heir has heirs
	if err != nil {
		t.Fatal(err)
	}
	a.only(second)
	load.More(t, 50)
	fresh.More(t, 50)
	load.Stop().WantAll(t, 200)
	fresh.Stop().WantAll(t, 200)
	testkit.Eventually(t, "only the server and its two workers are left", func() bool {
		return len(testkit.ProcessesWith(t, a.run)) <= 3
	})
	stop := exec.Command("rip-server", "stop")
	stop.Env = a.env
	if text, err := stop.CombinedOutput(); err != nil {
		t.Errorf("stop: %v, %s", err, text)
	}
	if left, err := os.ReadDir(a.run); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

func TestABinaryThatFailsLeavesTheOldOneServing(t *testing.T) {
	a := serveAlone(t)
	load := testkit.Load{Addr: a.addr, Clients: 2, Pause: time.Millisecond}.Start(t)
	load.More(t, 10)
	pid := a.cmd.Process.Pid
	if _, err := a.upgrade("--binary=false"); err == nil || !strings.Contains(err.Error(), "it ended before it served (exit status 1)") {
		t.Errorf("the upgrade to a program that fails: %v", err)
	}
	// The app is broken now: the new binary comes up and its workers do not.
	testkit.WriteFile(t, filepath.Join(filepath.Dir(a.run), "app", "index.js"), `throw new Error("no database")`)
	if _, err := a.upgrade(); err == nil || !strings.Contains(err.Error(), "no database") {
		t.Errorf("the upgrade with a broken app: %v", err)
	}
	if s := a.only(pid); s.Status != "healthy" {
		t.Errorf("the old server is %s", s.Status)
	}
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
}

func TestSIGUSR2UpgradesToo(t *testing.T) {
	a := serveAlone(t)
	if err := a.cmd.Process.Signal(syscall.SIGUSR2); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- a.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the old server ended with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("the old server goes on")
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	found, err := control.Discover(ctx, a.run)
	if err != nil || len(found.Running) != 1 || found.Running[0].Status.Status != "healthy" {
		t.Errorf("afterwards there are %+v, %v", found.Running, err)
	}
	if text, err := request("http://" + a.addr + "/"); text != "200 hello" {
		t.Errorf("the answer is %q, %v", text, err)
	}
}
