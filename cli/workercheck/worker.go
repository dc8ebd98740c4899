package workercheck

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

// lastWords is how long output is read after a worker's end: a child of it may
// keep the pipe open.
const lastWords = 500 * time.Millisecond

// worker is one process under test.
type worker struct {
	slot   runtime.Slot
	cmd    *exec.Cmd
	stdin  io.Closer
	output *tail
	exited chan struct{} // closed when the process is reaped
	// trailers is whether it joined as one that takes them.
	trailers bool
}

// start starts the next worker, in a process group of its own and with a pipe
// as standard input, as the manager does.
func (s *session) start() (*worker, error) {
	s.workers++
	id := fmt.Sprintf("1-%d", s.workers)
	slot := runtime.Slot{ID: id, Socket: filepath.Join(s.dir, id+".sock"), Control: s.controlSocket(), Version: 3}
	command, err := s.opts.Command(slot)
	if err != nil {
		return nil, err
	}
	w := &worker{slot: slot, output: &tail{}, exited: make(chan struct{})}
	w.cmd = exec.Command(command.Path, command.Args...)
	w.cmd.Dir = command.Dir
	w.cmd.Env = append(append([]string{}, s.opts.Environ...), command.Env...)
	w.cmd.Stdout, w.cmd.Stderr = w.output, w.output
	w.cmd.WaitDelay = lastWords
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if w.stdin, err = w.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("open a pipe to the worker: %w", err)
	}
	if err := w.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the worker: %w", err)
	}
	go func() { // ends with the process, which kill sees to
		defer close(w.exited)
		_ = w.cmd.Wait() // how it ended is in ProcessState
	}()
	return w, nil
}

func (w *worker) pid() int { return w.cmd.Process.Pid }

func (w *worker) signal(sig os.Signal) { _ = w.cmd.Process.Signal(sig) } // it may be gone, which the checks see

// kill ends the worker and its children, and waits for the end.
func (w *worker) kill() {
	select {
	case <-w.exited:
	default:
		_ = syscall.Kill(-w.pid(), syscall.SIGKILL)
		<-w.exited
	}
	w.stdin.Close()
}

// exits waits for the end and checks the exit code; a code below 0 is any.
func (w *worker) exits(within time.Duration, code int) error {
	select {
	case <-w.exited:
	case <-time.After(within):
		return fmt.Errorf("it still runs after %s", within)
	}
	if code >= 0 && w.cmd.ProcessState.ExitCode() != code {
		return fmt.Errorf("%s, not exit code %d%s", w.cmd.ProcessState, code, w.output.quote())
	}
	return nil
}

// tail keeps the end of what a worker printed. Safe for concurrent use.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// Write keeps the last 4 KiB.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	t.text = t.text[max(0, len(t.text)-4096):]
	return len(p), nil
}

func (t *tail) quote() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := strings.TrimSpace(string(t.text))
	if text == "" {
		return "; it printed nothing"
	}
	return "; it printed:\n" + text
}
