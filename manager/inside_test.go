package manager

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rip-server/rip-server/control"
	inmem "github.com/rip-server/rip-server/internal/pipe"
	"github.com/rip-server/rip-server/runtime"
)

// fakeInside is a runtime within the process; its workers are ready at once
// and go when they are told to.
type fakeInside struct {
	fakeRuntime
	refuse error

	mu      sync.Mutex
	workers map[string]*fakeInstance
}

type fakeInstance struct {
	*inmem.Listener
	host runtime.Host
	done chan struct{}
	once sync.Once
	text string
}

func (f *fakeInside) Start(_ runtime.App, slot runtime.Slot, host runtime.Host) (runtime.Instance, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse != nil {
		return nil, f.refuse
	}
	w := &fakeInstance{Listener: inmem.Listen(), host: host, done: make(chan struct{})}
	f.workers[slot.ID] = w
	host.Ready()
	return w, nil
}

func (f *fakeInside) worker(id string) *fakeInstance {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.workers[id]
}

func (w *fakeInstance) Terminate()            { w.exit("asked to") }
func (w *fakeInstance) Kill()                 { w.exit("killed") }
func (w *fakeInstance) Done() <-chan struct{} { return w.done }
func (w *fakeInstance) ExitText() string      { return w.text }

func (w *fakeInstance) exit(text string) {
	w.once.Do(func() {
		w.text = text
		close(w.done)
	})
}

func insideBed(t *testing.T, configure func(*Config), test func(*testing.T, *bed, *fakeInside)) {
	rt := &fakeInside{workers: map[string]*fakeInstance{}}
	inBed(t, func(_ *bed, c *Config) {
		c.Runtime, c.Workers = rt, 2
		if configure != nil {
			configure(c)
		}
	}, func(t *testing.T, b *bed) { test(t, b, rt) })
}

func TestWorkersInsideServeAndAreReplacedAsProcessesAre(t *testing.T) {
	insideBed(t, nil, func(t *testing.T, b *bed, rt *fakeInside) {
		s := b.settle()
		if s.Ready != 2 || s.Workers[0].PID != os.Getpid() {
			t.Fatalf("%+v", s)
		}
		if _, err := rt.worker("1-1").Dial(); err != nil {
			t.Error(err)
		}
		rt.worker("1-1").exit("it fell over")
		if s := b.settle(); s.Ready != 1 || s.Backoff != 1 {
			t.Errorf("after a death: %+v", s)
		}
		if s := b.pass(time.Minute); s.Ready != 2 || rt.worker("1-2") == nil {
			t.Errorf("it was not replaced: %+v", s)
		}
		if err := b.m.Reload(t.Context()); err != nil {
			t.Error(err)
		}
		if s := b.settle(); s.Ready != 2 || s.Version != 2 || s.Extra != 0 {
			t.Errorf("after a reload: %+v", s)
		}
	})
}

func TestWorkersInsideAreNotMeasuredAsProcesses(t *testing.T) {
	measured := func(c *Config) {
		c.MaxMemory = 1
		c.Memory = func(int) (int64, error) { return 1 << 40, nil }
	}
	insideBed(t, measured, func(t *testing.T, b *bed, rt *fakeInside) {
		b.pass(time.Hour)
		if rt.worker("1-2") != nil {
			t.Error("a worker was replaced for the memory of the whole server")
		}
	})
}

func TestOutputOfWorkersInsideComesInLines(t *testing.T) {
	var mu sync.Mutex
	var lines []string
	collect := func(c *Config) {
		c.Output = func(l control.LogLine) {
			mu.Lock()
			defer mu.Unlock()
			lines = append(lines, l.Worker+" "+l.Stream+" "+l.Text)
		}
	}
	insideBed(t, collect, func(t *testing.T, b *bed, rt *fakeInside) {
		w := rt.worker("1-1")
		fmt.Fprint(w.host.Stdout, "one\r\n\ntw")
		fmt.Fprint(w.host.Stdout, "o\n"+strings.Repeat("x", maxLine+1)+"\nrest")
		fmt.Fprint(w.host.Stderr, "oh")
		w.exit("done")
		b.settle()
		fmt.Fprint(w.host.Stderr, "too late\n")
		b.settle()
		mu.Lock()
		defer mu.Unlock()
		want := []string{
			"1-1 stdout one", "1-1 stdout ", "1-1 stdout two", "1-1 stdout " + strings.Repeat("x", maxLine), "1-1 stdout x",
			"1-1 stdout rest", "1-1 stderr oh",
		}
		if strings.Join(lines, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %.300q", lines)
		}
		if s := b.m.Snapshot(); !strings.Contains(s.LastError, "done\noh") {
			t.Errorf("last error %q", s.LastError)
		}
	})
}

func TestWorkerInsideThatCannotStartBacksOff(t *testing.T) {
	insideBed(t, nil, func(t *testing.T, b *bed, rt *fakeInside) {
		rt.mu.Lock()
		rt.refuse = errors.New("too many VMs hang")
		rt.mu.Unlock()
		rt.worker("1-1").exit("gone")
		b.pass(time.Second)
		if s := b.m.Snapshot(); s.Ready != 1 || s.Backoff != 1 || !strings.Contains(s.LastError, "too many VMs hang") {
			t.Errorf("%+v", s)
		}
	})
}

var _ net.Listener = (*fakeInstance)(nil)

func TestWorkerInsideThatIsTiredGoesOnUntilAnotherIsReady(t *testing.T) {
	insideBed(t, nil, func(t *testing.T, b *bed, rt *fakeInside) {
		b.settle()
		first := rt.worker("1-1")
		first.host.Tired()
		first.host.Tired() // saying so twice is one replacement
		s := b.settle()
		if s.Ready != 2 || s.Extra != 0 || rt.worker("1-2") == nil || rt.worker("1-3") != nil {
			t.Errorf("after it was tired: %+v", s)
		}
		select {
		case <-first.Done():
		default:
			t.Error("it was not ended")
		}
		first.host.Tired() // too late to matter
		if s := b.settle(); s.Ready != 2 || rt.worker("1-3") != nil {
			t.Errorf("after a dead one was tired: %+v", s)
		}
	})
}
