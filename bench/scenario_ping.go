package bench

import (
	"context"
	"fmt"
	"time"
)

// wrkThreads: wrk needs one core to saturate any of the targets, and more
// threads than that take turns with the server's on a small machine.
const wrkThreads = 2

// ping is the smallest request there is, as fast as it goes: it shows what the
// way to a worker and back costs, and nothing else.
func ping(connections int) Scenario {
	targets := []string{"rip-server", "limit", "bun-balancer", "haproxy"}
	if connections == 64 {
		targets = []string{
			"rip-server", "rip-server-log", "limit", "bun-balancer", "haproxy", "haproxy-threads",
			"nginx", "bun-alone", "node-cluster", "fasthttp-proxy",
		}
	}
	return Scenario{
		Name:    fmt.Sprintf("ping-%d", connections),
		About:   fmt.Sprintf("/ping as fast as it goes over %d connections, 4 workers (wrk)", connections),
		Default: true,
		Targets: targets,
		Find:    findWrk,
		Workers: 4,
		Path:    "/ping",
		Measure: atFullSpeed("/ping", connections),
	}
}

// atFullSpeed lets wrk ask for a path as often as it gets answers.
func atFullSpeed(path string, connections int) func(context.Context, *Stage, time.Duration) (Outcome, error) {
	return func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
		load := wrk{
			URL: stage.Base + path, Connections: connections, Threads: wrkThreads,
			Duration: d, Dir: stage.Site.Dir,
		}
		return load.Run(ctx)
	}
}
