package cli_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/internal/testkit"
)

// many is a real platform with its own directories.
type many struct {
	testing.TB
	cmd *exec.Cmd
	env []string
	dir string
	url string
	pid int
}

// startPlatform starts one, of which nothing survives the test.
func startPlatform(t *testing.T) *many {
	t.Helper()
	m := newMany(t)
	m.start("0")
	return m
}

// newMany is one that has not been started.
func newMany(t *testing.T) *many {
	t.Helper()
	m := &many{TB: t, dir: testkit.ShortDir(t)}
	m.env = append(os.Environ(), "RIP_RUNTIME_DIR="+filepath.Join(m.dir, "r"), "RIP_CACHE_DIR="+filepath.Join(m.dir, "cache"), "RIP_HOME="+filepath.Join(m.dir, "home"))
	return m
}

// start starts it with words and waits until it answers its owner.
func (m *many) start(words ...string) {
	t := m.TB
	t.Helper()
	out, err := os.Create(filepath.Join(m.dir, "out")) // not a pipe: its heirs would keep it open
	if err != nil {
		t.Fatal(err)
	}
	m.cmd = exec.Command("rip-server", append([]string{"platform"}, words...)...)
	m.cmd.Env, m.cmd.Stdout, m.cmd.Stderr = m.env, out, out
	if err := m.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	m.pid = m.cmd.Process.Pid
	t.Cleanup(func() {
		for _, pid := range testkit.ProcessesWith(t, m.dir) {
			syscall.Kill(pid, syscall.SIGKILL)
		}
		m.cmd.Process.Kill()
		m.cmd.Wait()
		out.Close()
		if text, err := os.ReadFile(out.Name()); t.Failed() {
			t.Logf("the platforms said:\n%s%v", text, err)
		}
	})
	testkit.Eventually(t, "the platform answers", func() bool {
		text, err := m.run("open", "--json")
		var at struct{ URL string }
		m.url = ""
		if err == nil && json.Unmarshal([]byte(text), &at) == nil {
			m.url = strings.TrimSuffix(at.URL, "/platform")
		}
		return m.url != ""
	})
}

// run runs a command; what it says on stderr is in its error.
func (m *many) run(args ...string) (string, error) {
	cmd := exec.Command("rip-server", args...)
	cmd.Env = m.env
	text, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = errors.New(string(exit.Stderr))
	}
	return string(text), err
}

// deploy deploys an app that answers with its name, and returns its own address.
func (m *many) deploy(name string, more ...string) string {
	m.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.MkdirAll(path, 0o755); err != nil {
		m.Fatal(err)
	}
	testkit.WriteFile(m, filepath.Join(path, "index.js"), `export default () => new Response("`+name+`")`)
	text, err := m.run(append([]string{"deploy", name, path, "w:1", "--runtime=rip", "--isolation=vm", "--json"}, more...)...)
	if err != nil {
		m.Fatal(err)
	}
	var app struct{ URLs []string }
	if err := json.Unmarshal([]byte(text), &app); err != nil {
		m.Fatal(err)
	}
	return strings.TrimPrefix(app.URLs[0], "http://")
}

// upgraded has the platform upgraded and returns the heir's pid.
func (m *many) upgraded() int {
	m.Helper()
	text, err := m.run("platform", "upgrade", "--json")
	if err != nil {
		m.Fatal(err)
	}
	var done struct{ OldPID, PID int }
	if err := json.Unmarshal([]byte(text), &done); err != nil || done.OldPID == done.PID {
		m.Fatalf("%s, %v", text, err)
	}
	return done.PID
}

func TestAnUpgradeOfThePlatformUnderLoadLosesNoRequest(t *testing.T) {
	if testing.Short() {
		t.Skip("a long story: three platforms, one after the other, under load")
	}
	m := startPlatform(t)
	own := m.deploy("shop")
	m.deploy("blog")
	// One load on an app's own port, one through the platform's on connections
	// that last, one with a connection for each request.
	loads := []*testkit.Running{
		testkit.Load{Addr: own, Clients: 3, Pause: time.Millisecond}.Start(t),
		testkit.Load{Addr: strings.TrimPrefix(m.url, "http://"), Clients: 2, Pause: time.Millisecond, Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) {
			return c.Do("GET", "http://blog.localhost/", "")
		}}.Start(t),
		testkit.Load{Addr: own, Clients: 2, Pause: time.Millisecond, Send: func(c *testkit.Client, _, _ int) (testkit.Answer, error) {
			return c.Do("GET", "/", "", "Connection: close")
		}}.Start(t),
	}
	more := func() {
		for _, load := range loads {
			load.More(t, 30)
		}
	}
	more()
	first := m.upgraded()
	if err := m.cmd.Wait(); err != nil {
		t.Errorf("the old platform ended with %v", err)
	}
	more()
	if text, err := m.run("list"); err != nil || strings.Count(text, "running") != 2 {
		t.Errorf("after the upgrade: %s, %v", text, err)
	}
	m.deploy("shop", "--update") // the heir has the store, and can change what is in it
	second := m.upgraded()
	testkit.Eventually(t, "the first heir is gone", func() bool { return !lives(first) })
	more()
	for i, load := range loads {
		tally := load.Stop()
		tally.WantAll(t, 200)
		if want := []string{"shop", "blog", "shop"}[i]; tally.Bodies[want] != tally.Requests {
			t.Errorf("load %d has %d requests and the answers %v, want only %s", i, tally.Requests, tally.Bodies, want)
		}
	}
	if _, err := m.run("platform", "stop"); err != nil {
		t.Error(err)
	}
	testkit.Eventually(t, "the second heir is gone", func() bool { return !lives(second) })
	if left, err := os.ReadDir(filepath.Join(m.dir, "r")); err != nil || len(left) > 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// lives is whether the process is there and no zombie.
func lives(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && !strings.Contains(string(stat), ") Z ")
}

func TestAnUpgradeOfThePlatformThatFailsChangesNothing(t *testing.T) {
	m := startPlatform(t)
	own := m.deploy("shop")
	load := testkit.Load{Addr: own, Clients: 2, Pause: time.Millisecond}.Start(t)
	load.More(t, 10)
	if _, err := m.run("platform", "upgrade", "--binary=false"); err == nil || !strings.Contains(err.Error(), "it ended before it served") {
		t.Errorf("the upgrade to a program that fails: %v", err)
	}
	testkit.WriteFile(t, filepath.Join(m.dir, "shop", "index.js"), `throw new Error("no database")`)
	if _, err := m.run("platform", "upgrade"); err == nil || !strings.Contains(err.Error(), "no database") {
		t.Errorf("the upgrade with an app that does not come up: %v", err)
	}
	m.deploy("blog") // the store is ours again
	if text, err := m.run("list"); err != nil || strings.Count(text, "running") != 2 {
		t.Errorf("after the failed upgrades: %s, %v", text, err)
	}
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	if !lives(m.pid) {
		t.Error("the platform is another process now")
	}
}
