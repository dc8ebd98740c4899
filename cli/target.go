package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/control"
)

// errNoneRunning is the answer of every verb that needs a running server.
var errNoneRunning = errors.New(`no server is running; start one with "rip-server <app-path>"`)

// discover asks all running servers of this user for their state.
func (p *Process) discover(ctx context.Context) (control.Discovery, error) {
	return control.Discover(ctx, control.RuntimeDir(p.getenv))
}

// target is the one running server that a verb is for: the one that is named,
// or the only one.
func (p *Process) target(ctx context.Context, args []string) (control.Running, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return control.Running{}, err
	}
	switch {
	case len(args) > 0:
		return found.Match(args[0])
	case len(found.Running) == 0:
		return control.Running{}, errNoneRunning
	case len(found.Running) > 1:
		return control.Running{}, usagef("several servers are running, say which:\n%s", strings.Join(labels(found), "\n"))
	}
	return found.Running[0], nil
}

// labels names the running servers so that each name means one of them.
func labels(found control.Discovery) []string {
	var names []string
	for _, r := range found.Running {
		names = append(names, fmt.Sprintf("%s (%s)", label(r.Status), strings.Join(r.Status.URLs, " ")))
	}
	return names
}

// label is the name of a server that is unique among those of a user.
func label(s control.Status) string { return s.Variant + "_" + s.App }

// errInterrupted ends the waiting for an order, not the order.
var errInterrupted = errors.New("interrupted; what was ordered goes on in the server")

// untilSignal runs something that waits, and ends its context at a signal.
func (p *Process) untilSignal(run func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	done := make(chan struct{})
	watched := make(chan struct{})
	go func() { // ends with run
		defer close(watched)
		for {
			select {
			case sig := <-p.Signals:
				if sig != syscall.SIGHUP && sig != syscall.SIGUSR2 {
					cancel(errInterrupted)
				}
			case <-done:
				return
			}
		}
	}()
	err := run(ctx)
	close(done)
	<-watched
	cancel(nil)
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		return errInterrupted
	}
	return err
}

// signalProcess sends sig to a server of this user.
func signalProcess(pid int, sig syscall.Signal) error {
	process, err := os.FindProcess(pid)
	if err != nil {
		return fmt.Errorf("find process %d: %w", pid, err)
	}
	if err := process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("signal process %d: %w", pid, err)
	}
	return nil
}
