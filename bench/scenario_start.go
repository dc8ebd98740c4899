package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/bench/procs"
)

// idleFor is how long a server is left alone before its memory is read: bun
// gives memory of its boot back within a second.
const idleFor = 2 * time.Second

// start is how soon there is a good answer, and what an idle app costs.
func start() Scenario {
	return Scenario{
		Name:     "start",
		About:    "from the start of the process to the first good answer, then the memory of the idle server and of each of its 4 workers (shared pages in proportion)",
		Targets:  []string{"rip-server", "bun-alone", "node-cluster"},
		Workers:  4,
		Path:     "/ping",
		Cold:     true,
		Compared: figBoot,
		Figures:  []string{figServerMB, figWorkerMB},
		Measure: func(ctx context.Context, stage *Stage, _ time.Duration) (Outcome, error) {
			// One connection that asks now and then: an idle server is not dead.
			outcome, err := generate(ctx, stage, "/ping", generator.Plan{Connections: 1, Rate: 5, Duration: idleFor})
			if err != nil {
				return outcome, err
			}
			outcome.figure(figBoot, milliseconds(stage.Boot))
			return outcome, idleMemory(stage, &outcome)
		},
	}
}

// idleMemory sets the figures of memory.
func idleMemory(stage *Stage, outcome *Outcome) error {
	balancer, workers, err := stage.processes()
	if err != nil {
		return err
	}
	server, err := shares(balancer)
	if err != nil {
		return err
	}
	app, err := shares(workers)
	if err != nil {
		return err
	}
	outcome.figure(figServerMB, float64(server)/1e6)
	outcome.figure(figWorkerMB, float64(app)/1e6/float64(max(1, len(workers))))
	return nil
}

func shares(processes []procs.Process) (total int64, err error) {
	for _, p := range processes {
		share, err := procs.Share(p.PID)
		if err != nil {
			return 0, err
		}
		total += share
	}
	return total, nil
}
