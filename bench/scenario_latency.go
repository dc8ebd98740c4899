package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// latencyRate is below what every target can do on two cores, so that what is
// measured is the way and not a queue before a server at its limit.
const latencyRate = 2000

// latency is what clients feel at a load that leaves room.
func latency() Scenario {
	return Scenario{
		Name:    "latency",
		About:   "/ping at 2,000 requests a second over 64 connections, open loop: latency from the moment a request was due, 4 workers",
		Targets: []string{"rip-server", "limit", "bun-balancer", "haproxy", "haproxy-threads", "nginx", "bun-alone"},
		Workers: 4,
		Path:    "/ping",
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			return generate(ctx, stage, "/ping", generator.Plan{Connections: 64, Rate: latencyRate, Duration: d})
		},
	}
}
