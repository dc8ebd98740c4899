package bench

import (
	"context"
	"math"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// Overload: a queue that is short in both senses, so that both of its limits
// are met. 32 waiters at 8 workers and 5 ms take 20 ms to serve.
const (
	overloadQueue   = 32
	overloadTimeout = 15 * time.Millisecond
)

// overloadRate is about twice what 8 workers can do with a 5 ms handler. It is
// an open loop: clients that try again at once would make a storm of refusals.
const overloadRate = 3000

// overload offers twice what the workers can do. Every answer has to be 200,
// 503 (no room) or 504 (waited too long), and the server must have counted
// every one of them.
func overload() Scenario {
	return Scenario{
		Name:         "overload",
		About:        "a handler that waits 5 ms, 8 workers, a queue of 32 places and 15 ms, and twice the requests that the workers can do (3,000 a second); every answer must be 200, 503 or 504",
		Default:      true,
		Targets:      []string{"rip-server", "bun-balancer"},
		Workers:      8,
		MaxQueue:     overloadQueue,
		QueueTimeout: overloadTimeout,
		Path:         capacityPath,
		Figures:      []string{figShare200, figShare503, figShare504, figUncounted},
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			outcome, counted, err := whileCounting(ctx, stage, func() (Outcome, error) {
				return generate(ctx, stage, capacityPath, generator.Plan{Connections: 256, Rate: overloadRate, Duration: d})
			})
			if err != nil {
				return outcome, err
			}
			all := float64(outcome.Good + outcome.Bad())
			outcome.figure(figShare200, float64(outcome.Good)/all)
			outcome.figure(figShare503, float64(outcome.Other["503"])/all)
			outcome.figure(figShare504, float64(outcome.Other["504"])/all)
			if counted != nil {
				outcome.figure(figUncounted, math.Abs(counted.Sum("rip_requests_total")-all))
			}
			return outcome, nil
		},
	}
}
