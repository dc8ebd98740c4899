package rip_test

import (
	"context"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == rip.Verb { // this program as a worker
		os.Exit(work())
	}
	goleak.VerifyTestMain(m)
}

// work is what the program's worker-process does, without its retries.
func work() int {
	app, slot, err := runtime.ReadEnviron(os.Environ())
	if err != nil {
		panic(err)
	}
	if app.Dir, err = os.Getwd(); err != nil {
		panic(err)
	}
	server := control.NewClient(slot.Control)
	member := control.Member{App: app.Name, WorkerID: slot.ID, PID: os.Getpid(), Socket: slot.Socket, Version: slot.Version}
	return rip.Work(rip.Process{
		App: app, Slot: slot, Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Join: func(ctx context.Context) error { return server.Join(ctx, member) },
		Quit: func(ctx context.Context) error {
			return server.Quit(ctx, control.Member{App: app.Name, WorkerID: slot.ID})
		},
	})
}
