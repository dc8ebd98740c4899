package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

// newWorkerProcess is the verb with which the server starts itself as a worker
// of the embedded runtime. It is not for people.
func newWorkerProcess(p *Process) *cobra.Command {
	return &cobra.Command{
		Use: rip.Verb, Short: "Be a worker of the embedded runtime", Hidden: true, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return p.workerProcess() },
	}
}

func (p *Process) workerProcess() error {
	app, slot, err := runtime.ReadEnviron(p.Environ)
	if err != nil {
		return err
	}
	if app.Dir, err = os.Getwd(); err != nil {
		return fmt.Errorf("the app's directory: %w", err)
	}
	server := control.NewClient(slot.Control)
	member := control.Member{App: app.Name, WorkerID: slot.ID, PID: os.Getpid(), Socket: slot.Socket, Version: slot.Version}
	code := rip.Work(rip.Process{
		App: app, Slot: slot, Environ: p.Environ,
		Stdin: p.Stdin, Stdout: p.Stdout, Stderr: p.Stderr, Signals: p.Signals,
		Join: func(ctx context.Context) error { return joinSoon(ctx, server, member) },
		Quit: func(ctx context.Context) error {
			return server.Quit(ctx, control.Member{App: app.Name, WorkerID: slot.ID})
		},
	})
	if code != 0 {
		return exitStatus(code)
	}
	return nil
}

const (
	// joinFor: the server may still be opening its socket while the first
	// workers boot.
	joinFor = 2 * time.Second
	// joinEvery is how long is waited before the next try.
	joinEvery = 50 * time.Millisecond
)

// joinSoon joins, trying again while the control socket cannot be reached.
func joinSoon(ctx context.Context, server *control.Client, m control.Member) error {
	ctx, cancel := context.WithTimeout(ctx, joinFor)
	defer cancel()
	for {
		err := server.Join(ctx, m)
		var refused *control.Refusal
		switch {
		case err == nil:
			return nil
		case errors.As(err, &refused):
			return fmt.Errorf("the server refuses it: %w", err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("join the server: %w", err)
		case <-time.After(joinEvery):
		}
	}
}
