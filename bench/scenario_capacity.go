package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// capacityPath waits 5 ms and uses no CPU for it: workers, not the machine, are
// the limit.
const capacityPath = "/slow?ms=5"

// capacity asks how much of the workers' time is used when there is always
// somebody who waits. Workers ÷ service time is what they could do; what is
// missing is what the balancer let them idle. The service time is measured on
// one worker without a balancer, for every target alike, and counts the way to
// it and back. Rip-server's own metrics tell it under load besides; on a machine
// that is short of CPU the two part.
func capacity() Scenario {
	return Scenario{
		Name:     "capacity",
		About:    "a handler that waits 5 ms, 8 workers, 64 connections; efficiency = good/s ÷ (8 ÷ service time of a worker asked directly)",
		Default:  true,
		Targets:  []string{"rip-server", "limit", "bun-balancer", "haproxy", "nginx"},
		Workers:  8,
		Path:     capacityPath,
		Compared: figEfficiency,
		Figures:  []string{figOwn, figService, figWait},
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			service, err := serviceTime(ctx, stage, capacityPath)
			if err != nil {
				return Outcome{}, err
			}
			outcome, _, err := whileCounting(ctx, stage, func() (Outcome, error) {
				return generate(ctx, stage, capacityPath, generator.Plan{Connections: 64, Duration: d})
			})
			if err == nil && service > 0 {
				outcome.figure(figEfficiency, outcome.PerSec*service/float64(stage.Site.Workers))
			}
			if own, ok := outcome.Figures[figService]; ok {
				outcome.figure(figOwn, outcome.PerSec*own/1000/float64(stage.Site.Workers))
			}
			return outcome, err
		},
	}
}
