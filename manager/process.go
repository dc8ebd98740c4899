package manager

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// lastWords is how long output is still read after a process ended, and then
// how long its reader may take: a grandchild that keeps the pipe open, or a
// log that hangs, must not keep the slot empty.
const lastWords = 500 * time.Millisecond

// process is a started worker, leader of its own process group, whose
// standard input is a pipe that nobody writes to: its end means that we died.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	text string // written before done is closed

	mu     sync.Mutex
	reaped bool // the pid may belong to somebody else
}

// start must run on the spawner's thread.
func start(command runtime.Command, env []string, id string, out func(control.LogLine)) (*process, error) {
	pipes, err := openPipes()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(command.Path, command.Args...)
	cmd.Env = append(append([]string(nil), env...), command.Env...)
	cmd.Dir = command.Dir
	cmd.Stdin, cmd.Stdout, cmd.Stderr = pipes.stdin.r, pipes.stdout.w, pipes.stderr.w
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	tieToParent(cmd.SysProcAttr)
	err = cmd.Start()
	pipes.closeChildEnds()
	if err != nil {
		pipes.closeParentEnds()
		return nil, err
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	output := newOutput(id, out)
	output.drain(pipes.stdout.r, "stdout")
	output.drain(pipes.stderr.r, "stderr")
	go p.reap(output, pipes) // ends with the process
	return p, nil
}

// reap waits for the end of the process and of its output.
func (p *process) reap(output *output, pipes *pipes) {
	p.wait()
	p.text = describe(p.cmd.ProcessState)
	output.finish(pipes, lastWords)
	pipes.closeParentEnds()
	close(p.done)
}

// PID is the process's id, and that of its group.
func (p *process) PID() int { return p.cmd.Process.Pid }

// Done is closed when the process is reaped and its last output delivered.
func (p *process) Done() <-chan struct{} { return p.done }

// ExitText says how the process ended; valid after Done.
func (p *process) ExitText() string { return p.text }

// Terminate sends SIGTERM to the process alone: a worker tells its children itself.
func (p *process) Terminate() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may be gone: all the better
}

// Kill sends SIGKILL to the process's group.
func (p *process) Kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.reaped {
		p.killGroup()
	}
}

func (p *process) killGroup() { _ = syscall.Kill(-p.PID(), syscall.SIGKILL) }

// describe puts an exit into words.
func describe(state *os.ProcessState) string {
	if state == nil {
		return "its end could not be observed"
	}
	status, ok := state.Sys().(syscall.WaitStatus)
	switch {
	case ok && status.Exited():
		return fmt.Sprintf("exit code %d", status.ExitStatus())
	case ok && status.Signaled() && status.CoreDump():
		return fmt.Sprintf("signal: %v (core dumped)", status.Signal())
	case ok && status.Signaled():
		return fmt.Sprintf("signal: %v", status.Signal())
	}
	return state.String()
}
