package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// upload posts bodies of a size in mebibytes; the app hashes them.
func upload(mib int64, connections int) Scenario {
	return bodies(Scenario{
		Name:  fmt.Sprintf("upload-%dm", mib),
		About: fmt.Sprintf("POST of %d MiB over %d connections, hashed by the app, 4 workers", mib, connections),
		Path:  "/ping",
	}, "/upload", mib, generator.Plan{Connections: connections, BodySize: mib << 20})
}

// download gets bodies of a size in mebibytes, which the app makes while it
// sends them.
func download(mib int64, connections int) Scenario {
	path := fmt.Sprintf("/download?bytes=%d", mib<<20)
	return bodies(Scenario{
		Name:  fmt.Sprintf("download-%dm", mib),
		About: fmt.Sprintf("GET of %d MiB over %d connections, streamed by the app, 4 workers", mib, connections),
		Path:  path,
	}, path, mib, generator.Plan{Connections: connections})
}

// bodies is what both ways have in common. The yardstick is not among the
// targets: it holds a whole message in memory and knows no chunks.
func bodies(s Scenario, path string, mib int64, plan generator.Plan) Scenario {
	s.Targets = []string{"rip-server", "bun-balancer", "haproxy", "nginx", "bun-alone"}
	s.Workers = 4
	s.Compared = figMBps
	s.Figures = []string{figServerMB}
	s.Measure = func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
		plan.Duration, plan.Timeout = d, time.Minute
		outcome, err := generate(ctx, stage, path, plan)
		if err != nil {
			return outcome, err
		}
		outcome.figure(figMBps, outcome.PerSec*float64(mib<<20)/1e6)
		memory, err := balancerMemory(stage)
		outcome.figure(figServerMB, float64(memory)/1e6)
		return outcome, err
	}
	return s
}

// balancerMemory is the resident memory of the balancer's processes in bytes.
func balancerMemory(stage *Stage) (total int64, err error) {
	balancer, _, err := stage.processes()
	for _, p := range balancer {
		total += p.RSS
	}
	return total, err
}
