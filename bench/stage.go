package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/bench/procs"
	"github.com/rip-server/rip-server/bench/workers"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime"
)

// Stage is one running target with its workers, ready for load. Whoever sets it
// up takes it down.
type Stage struct {
	Base string // "http://127.0.0.1:4711"
	Site peers.Site
	Peer peers.Peer
	// Boot is from starting the target until it was ready. A fleet that was
	// started for it before is not in it.
	Boot    time.Duration
	process *process
	fleet   *workers.Fleet // nil when the target has its own workers, or none
}

// place is what all stages share.
type place struct {
	root    string // the repository
	app     runtime.App
	runtime runtime.Runtime
	bun     string // its path
}

// setUp starts a peer for a scenario in a directory of its own. When it fails
// nothing is left.
func (p place) setUp(ctx context.Context, peer peers.Peer, s Scenario) (*Stage, error) {
	dir, err := os.MkdirTemp("", "ripbench") // a short path: sockets are in it
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	stage := &Stage{Base: fmt.Sprintf("%s://127.0.0.1:%d", peer.Scheme(), port), Peer: peer, Site: s.site(p, dir, port)}
	if err := stage.start(ctx, p); err != nil {
		return nil, errors.Join(err, stage.tearDown())
	}
	return stage, nil
}

func (s *Stage) start(ctx context.Context, p place) (err error) {
	if s.Peer.Fleet {
		s.fleet, err = workers.Start(ctx, workers.Plan{App: p.app, Runtime: p.runtime, Count: s.Site.Workers, Dir: s.Site.Dir})
		if err != nil {
			return err
		}
		s.Site.Sockets = s.fleet.Sockets()
	}
	command, err := s.Peer.Command(s.Site)
	if err != nil {
		return fmt.Errorf("set %s up: %w", s.Peer.Name, err)
	}
	started := time.Now()
	if s.process, err = startProcess(s.Peer.Name, command, filepath.Join(s.Site.Dir, "output")); err != nil {
		return err
	}
	if s.Peer.Joins {
		if err := s.announce(ctx); err != nil {
			return err
		}
	}
	err = s.process.awaitReady(ctx, s.Base+s.Peer.Ready)
	s.Boot = time.Since(started)
	return err
}

// announce makes the fleet known to a peer that speaks the control protocol,
// as soon as its socket is there.
func (s *Stage) announce(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	ticker := time.NewTicker(readyPoll)
	defer ticker.Stop()
	client := control.NewClient(s.Site.Control())
	for _, member := range s.fleet.Members {
		for err := client.Join(ctx, member); err != nil; err = client.Join(ctx, member) {
			select {
			case <-ticker.C:
			case <-s.process.exited:
				return fmt.Errorf("%s ended before workers could join (%w):\n%s", s.Peer.Name, s.process.fate(), tail(s.process.log))
			case <-ctx.Done():
				return fmt.Errorf("worker %s could not join %s: %w\n%s", member.WorkerID, s.Peer.Name, err, tail(s.process.log))
			}
		}
	}
	return nil
}

// tearDown stops everything and removes the directory.
func (s *Stage) tearDown() error {
	var errs []error
	if s.process != nil {
		errs = append(errs, s.process.Stop())
	}
	if s.fleet != nil {
		errs = append(errs, s.fleet.Stop())
	}
	return errors.Join(append(errs, os.RemoveAll(s.Site.Dir))...)
}

// processes lists what belongs to the target: its balancer's processes, and
// those that run the app.
func (s *Stage) processes() (balancer, app []procs.Process, err error) {
	tree, err := procs.Tree(s.process.PID())
	if err != nil {
		return nil, nil, err
	}
	for i, p := range tree {
		// rip-server's workers are below it. A peer whose every process runs
		// the app counts even its first one.
		if s.Peer.IsWorker != nil && s.Peer.IsWorker(p.Cmdline) && (i > 0 || len(tree) == 1) {
			app = append(app, p)
			continue
		}
		balancer = append(balancer, p)
	}
	if s.fleet == nil {
		return balancer, app, nil
	}
	own, err := procs.Tree(os.Getpid())
	if err != nil {
		return nil, nil, err
	}
	for _, p := range own {
		if slices.Contains(s.fleet.PIDs(), p.PID) {
			app = append(app, p)
		}
	}
	return balancer, app, nil
}
