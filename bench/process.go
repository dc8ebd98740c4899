package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
)

// Bounds of a server's life. Ready is above rip-server's own boot limit of
// 15 s per worker; stop is above its drain, which ends at once without load.
const (
	readyTimeout = 30 * time.Second
	readyPoll    = 10 * time.Millisecond
	stopTimeout  = 15 * time.Second
)

// process is a started server. It belongs to who started it, who must Stop it.
type process struct {
	name    string
	command *exec.Cmd
	log     string        // path of its output
	exited  chan struct{} // closed when the process is gone
	err     error         // how it went; read after exited
}

// startProcess runs a command with its output in the file log: an access log
// must not cost the load's side what a pipe to it would.
func startProcess(name string, c peers.Command, log string) (*process, error) {
	output, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer output.Close() // the process has it
	p := &process{name: name, command: exec.Command(c.Argv[0], c.Argv[1:]...), log: log, exited: make(chan struct{})}
	p.command.Env = append(os.Environ(), c.Env...)
	p.command.Stdout, p.command.Stderr = output, output
	// Its own group, so that ctrl-C reaches us alone and we stop it in order.
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	go func() { // ends with the process, which Stop makes end
		p.err = p.command.Wait()
		close(p.exited)
	}()
	return p, nil
}

// PID is the process's id, also when it is gone.
func (p *process) PID() int { return p.command.Process.Pid }

// awaitReady polls until url answers 200, the process ends, or time is up.
func (p *process) awaitReady(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	ticker := time.NewTicker(readyPoll)
	defer ticker.Stop()
	for {
		last := get(ctx, url)
		if last == nil {
			return nil
		}
		select {
		case <-ticker.C:
		case <-p.exited:
			return fmt.Errorf("%s ended before it was ready (%w):\n%s", p.name, p.fate(), tail(p.log))
		case <-ctx.Done():
			return fmt.Errorf("%s was not ready in %s: %w\n%s", p.name, readyTimeout, last, tail(p.log))
		}
	}
}

// Stop ends the server with SIGTERM, and its whole group with SIGKILL when it
// takes too long; that is an error, for then its workers may be stuck too. So
// is a server that had ended before.
func (p *process) Stop() error {
	select {
	case <-p.exited:
		return fmt.Errorf("%s ended by itself (%w):\n%s", p.name, p.fate(), tail(p.log))
	default:
	}
	_ = p.command.Process.Signal(syscall.SIGTERM) // an error says that it has just ended, which is the aim
	select {
	case <-p.exited:
		return nil
	case <-time.After(stopTimeout):
	}
	_ = syscall.Kill(-p.PID(), syscall.SIGKILL)
	<-p.exited
	return fmt.Errorf("%s did not stop in %s after SIGTERM and was killed\n%s", p.name, stopTimeout, tail(p.log))
}

// errExitedWell is the fate of a server that ended without being told to, and
// without complaint.
var errExitedWell = errors.New("exit status 0")

// fate is how the process ended; it may be asked once it is gone.
func (p *process) fate() error {
	if p.err == nil {
		return errExitedWell
	}
	return p.err
}

// tailSize is how much of a server's output a failure shows.
const tailSize = 4096

// tail is the end of a file, or why it cannot be read.
func tail(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	return string(content[max(0, len(content)-tailSize):])
}
