package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// churn opens a connection for every request.
func churn() Scenario {
	return Scenario{
		Name:    "churn",
		About:   "/ping over 64 clients that take a new connection for every request, 4 workers",
		Targets: []string{"rip-server", "bun-balancer", "haproxy", "nginx", "bun-alone"},
		Workers: 4,
		Path:    "/ping",
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			return generate(ctx, stage, "/ping", generator.Plan{Connections: 64, Close: true, Duration: d})
		},
	}
}
