// Package workers starts the very worker processes that rip-server runs, with
// nobody before them, so that other balancers can be measured in front of the
// same program.
package workers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// bootTimeout is the server's own limit for a worker to join.
const bootTimeout = 15 * time.Second

// Plan says which workers to start.
type Plan struct {
	App     runtime.App
	Runtime runtime.Runtime
	// Count of workers. Their sockets are Dir/w.1-1.sock, Dir/w.2-1.sock, ….
	Count int
	// Dir is an existing directory for sockets and output. Its path must be
	// short: a socket's is at most about 100 bytes.
	Dir string
}

// Fleet is a set of running workers that have joined. Stop ends it.
type Fleet struct {
	Members []control.Member // in the order of their sockets
	workers []*worker
	desk    *desk
}

// Start starts the workers and waits until all have joined. On an error none
// is left, and the error says what the workers printed.
func Start(ctx context.Context, plan Plan) (*Fleet, error) {
	desk, err := openDesk(filepath.Join(plan.Dir, "w.ctl.sock"))
	if err != nil {
		return nil, err
	}
	fleet := &Fleet{desk: desk}
	for number := 1; number <= plan.Count; number++ {
		started, err := startWorker(plan, number, desk.socket)
		if err != nil {
			return nil, errors.Join(err, fleet.Stop())
		}
		fleet.workers = append(fleet.workers, started)
	}
	if err := fleet.awaitJoins(ctx, plan.Count); err != nil {
		return nil, errors.Join(err, fleet.Stop())
	}
	return fleet, nil
}

// Sockets are the workers' sockets in order.
func (f *Fleet) Sockets() []string {
	sockets := make([]string, len(f.Members))
	for i, member := range f.Members {
		sockets[i] = member.Socket
	}
	return sockets
}

// PIDs are the workers' processes.
func (f *Fleet) PIDs() []int {
	pids := make([]int, len(f.workers))
	for i, worker := range f.workers {
		pids[i] = worker.command.Process.Pid
	}
	return pids
}

// Stop ends all workers and waits for them.
func (f *Fleet) Stop() error {
	errs := []error{f.desk.close()}
	for _, worker := range f.workers {
		errs = append(errs, worker.stop())
	}
	return errors.Join(errs...)
}

// awaitJoins waits for every worker's join, or the first that ends instead.
func (f *Fleet) awaitJoins(ctx context.Context, count int) error {
	ctx, cancel := context.WithTimeout(ctx, bootTimeout)
	defer cancel()
	joined := make(map[string]control.Member, count)
	for len(joined) < count {
		select {
		case member := <-f.desk.joins:
			joined[member.Socket] = member
		case <-ctx.Done():
			return fmt.Errorf("%d of %d workers joined in time: %w\n%s", len(joined), count, ctx.Err(), f.output())
		case <-f.anyExit(ctx):
			return fmt.Errorf("a worker ended before it joined:\n%s", f.output())
		}
	}
	for _, worker := range f.workers {
		f.Members = append(f.Members, joined[worker.socket])
	}
	return nil
}

// anyExit is closed when some worker has ended. Its goroutines end with ctx.
func (f *Fleet) anyExit(ctx context.Context) <-chan struct{} {
	ended := make(chan struct{}, len(f.workers))
	for _, worker := range f.workers {
		go func() {
			select {
			case <-worker.exited:
				ended <- struct{}{}
			case <-ctx.Done():
			}
		}()
	}
	return ended
}

// output is what the workers printed.
func (f *Fleet) output() string {
	var all []byte
	for _, worker := range f.workers {
		text, err := os.ReadFile(worker.log)
		if err != nil {
			text = []byte(err.Error())
		}
		all = append(all, text...)
	}
	return string(all)
}

// workerID is what the manager would call the first worker of a slot.
func workerID(slot int) string { return strconv.Itoa(slot) + "-1" }
