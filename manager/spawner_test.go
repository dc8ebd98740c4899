package manager

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

const patience = 10 * time.Second

// listener collects what a worker says.
type listener struct {
	mu    sync.Mutex
	lines []control.LogLine
}

func (l *listener) hear(line control.LogLine) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
}

func (l *listener) heard() []control.LogLine {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]control.LogLine(nil), l.lines...)
}

// pid waits for a line "pid N".
func (l *listener) pid(t *testing.T) int {
	t.Helper()
	var pid int
	eventually(t, "a line with a pid", func() bool {
		for _, line := range l.heard() {
			if _, err := fmt.Sscanf(line.Text, "pid %d", &pid); err == nil {
				return true
			}
		}
		return false
	})
	return pid
}

func eventually(t *testing.T, what string, met func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !met() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%s: not after %v", what, patience)
		}
	}
}

// gone tells whether a process has ended; a zombie that its new parent has not reaped has.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func spawn(t *testing.T, name string, out func(control.LogLine)) Process {
	t.Helper()
	spawner := NewSpawner(os.Environ())
	t.Cleanup(spawner.Close)
	p, err := spawner.Start(part(name), "1-1", out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Kill()
		<-p.Done()
	})
	return p
}

func waitExit(t *testing.T, p Process, want string) {
	t.Helper()
	select {
	case <-p.Done():
	case <-time.After(patience):
		t.Fatalf("still there after %v", patience)
	}
	if got := p.ExitText(); got != want {
		t.Errorf("exit is %q, want %q", got, want)
	}
}

func TestExitAndLastWordsAreKnownWhenTheProcessIsDone(t *testing.T) {
	var l listener
	waitExit(t, spawn(t, "exit 3", l.hear), "exit code 3")
	lines := l.heard()
	if len(lines) != 1 || lines[0].Text != "giving up" || lines[0].Stream != "stderr" || lines[0].Worker != "1-1" {
		t.Errorf("heard %+v", lines)
	}
}

func TestFloodWithoutNewlineIsSplitAndNeverBlocksTheWorker(t *testing.T) {
	var l listener
	waitExit(t, spawn(t, "flood", l.hear), "exit code 0")
	for _, line := range l.heard() {
		if len(line.Text) > maxLine {
			t.Fatalf("a line of %d bytes, at most %d are allowed", len(line.Text), maxLine)
		}
	}
	if n := len(l.heard()); n < 2 {
		t.Errorf("heard %d lines", n)
	}
}

func TestSlowReaderLosesLinesAndIsToldHowMany(t *testing.T) {
	var l listener
	open := make(chan struct{})
	p := spawn(t, "many lines", func(line control.LogLine) {
		<-open
		l.hear(line)
	})
	waitExit(t, p, "exit code 0") // though nobody reads
	close(open)
	eventually(t, "every line is heard or counted as dropped", func() bool {
		total := 0
		for _, line := range l.heard() {
			var n int
			if _, err := fmt.Sscanf(line.Text, "[%d lines dropped", &n); err == nil {
				total += n
			} else {
				total++
			}
		}
		return total == 100_000
	})
}

func TestGrandchildThatKeepsThePipeDoesNotHoldUpTheEnd(t *testing.T) {
	var l listener
	p := spawn(t, "leaves a child behind", l.hear)
	waitExit(t, p, "exit code 0")
	pid := l.pid(t)
	if gone(pid) {
		t.Error("the grandchild is gone, this test proves nothing")
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
}

func TestKillFromOutsideIsSeen(t *testing.T) {
	var l listener
	p := spawn(t, "deaf", l.hear)
	l.pid(t)
	_ = syscall.Kill(p.PID(), syscall.SIGKILL)
	waitExit(t, p, "signal: killed")
	p.Kill() // after the end: harmless
	p.Terminate()
}

func TestWorkerThatIgnoresTerminationIsKilledWithItsGroup(t *testing.T) {
	var l listener
	p := spawn(t, "wrapper", l.hear)
	worker := l.pid(t)
	if worker == p.PID() || groupOf(worker) != p.PID() {
		t.Fatalf("worker %d of group %d is not behind wrapper %d", worker, groupOf(worker), p.PID())
	}
	p.Kill()
	waitExit(t, p, "signal: killed")
	eventually(t, "the worker is gone", func() bool { return gone(worker) })
}

func TestWorkerDoesNotOutliveItsWrapper(t *testing.T) {
	var l listener
	p := spawn(t, "wrapper", l.hear)
	worker := l.pid(t)
	p.Terminate() // the wrapper heeds it, the worker does not
	waitExit(t, p, "signal: terminated")
	eventually(t, "the worker is gone", func() bool { return gone(worker) })
}

func TestProgramThatDoesNotExistIsAnErrorAndLeaksNothing(t *testing.T) {
	spawner := NewSpawner(nil)
	defer spawner.Close()
	if _, err := spawner.Start(runtime.Command{Path: "/does/not/exist"}, "1-1", func(control.LogLine) {}); err == nil || !strings.Contains(err.Error(), "/does/not/exist") {
		t.Errorf("got %v", err)
	}
}

func TestClosedSpawnerStartsNothing(t *testing.T) {
	spawner := NewSpawner(nil)
	spawner.Close()
	spawner.Close()
	if _, err := spawner.Start(part("exit 3"), "1-1", nil); err == nil {
		t.Error("a process was started")
	}
}
