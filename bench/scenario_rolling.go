package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/control"
)

// rolling replaces all workers under load, as often as there is time for.
func rolling() Scenario {
	return Scenario{
		Name:     "rolling",
		About:    "rolling restarts of 4 workers under /ping at 1,000 requests a second; every answer must be a 200",
		Default:  true,
		Targets:  []string{"rip-server"},
		Workers:  4,
		Path:     "/ping",
		Compared: figRollout,
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			restarts := make(chan restarted, 1)
			go func() { restarts <- restartFor(ctx, stage, d) }() // ends with d, after the restart under way
			outcome, err := generate(ctx, stage, "/ping", generator.Plan{Connections: 64, Rate: slowRate, Duration: d})
			done := <-restarts
			if err == nil {
				err = done.err
			}
			outcome.figure(figRollout, milliseconds(done.mean))
			return outcome, err
		},
	}
}

type restarted struct {
	mean time.Duration
	err  error
}

// restartFor restarts again and again until d has passed.
func restartFor(ctx context.Context, stage *Stage, d time.Duration) restarted {
	client := control.NewClient(peers.RipControl(stage.Site))
	start := time.Now()
	for count := time.Duration(1); ; count++ {
		if err := client.Restart(ctx); err != nil {
			return restarted{err: fmt.Errorf("restart %d: %w", count, err)}
		}
		if spent := time.Since(start); spent >= d {
			return restarted{mean: spent / count}
		}
	}
}
