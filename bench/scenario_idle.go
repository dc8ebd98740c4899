package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// idleConnections is the number in the name of the scenario. Both ends are on
// this machine and need a descriptor each: ulimit -n must be above it.
const idleConnections = 10_000

// idle asks what open connections cost that ask for nothing, in memory and to
// the normal load beside them.
func idle() Scenario {
	return Scenario{
		Name:     "idle-10k",
		About:    "10,000 connections that have asked once and keep quiet, and /ping at 1,000 requests a second beside them; 4 workers",
		Targets:  []string{"rip-server", "bun-balancer", "nginx", "bun-alone"},
		Workers:  4,
		Path:     "/ping",
		Cold:     true,
		Compared: figServerMB,
		Figures:  []string{figConnects, figPerConn},
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			before, err := balancerMemory(stage)
			if err != nil {
				return Outcome{}, err
			}
			crowd, err := generator.Gather(ctx, stage.Base+"/ping", idleConnections)
			if err != nil {
				return Outcome{}, fmt.Errorf("open %d connections: %w (ulimit -n must be above that)", idleConnections, err)
			}
			// Servers may close idle connections after 10 s; this takes less.
			outcome, err := generate(ctx, stage, "/ping", generator.Plan{Connections: 64, Rate: slowRate, Duration: min(d, 3*time.Second)})
			after, failed := balancerMemory(stage)
			outcome.figure(figConnects, float64(crowd.Disperse()))
			outcome.figure(figServerMB, float64(after)/1e6)
			outcome.figure(figPerConn, float64(after-before)/1024/idleConnections)
			return outcome, errors.Join(err, failed)
		},
	}
}
