package bench

import (
	"context"
	"errors"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
)

// Slow clients. A pace of exactly 1 KiB/s would be at the mercy of timers at
// rip-server's lower limit of just that; a tenth above it is as slow as can be.
const (
	slowPace    = 1126
	slowUploads = 32
	slowReaders = 32
	slowBody    = 1 << 20
	slowRate    = 1000
	slowWarmup  = 2 * time.Second
	// Less than the mebibyte that rip-server takes off a worker ahead of its
	// client. More would keep the worker, in every one-in-flight balancer.
	slowDownload = "/download?bytes=1000000"
)

// slowClients asks what 64 slow clients do to everybody else: half of them
// upload a mebibyte at 1 KiB/s, half read a megabyte at that pace.
func slowClients() Scenario {
	return Scenario{
		Name:     "slow-clients",
		About:    "/ping at 1,000 requests a second while 32 clients upload and 32 read at 1 KiB/s; 4 workers. slowdown = p99 with ÷ mean p99 before and after",
		Targets:  []string{"rip-server", "bun-balancer", "haproxy", "nginx"},
		Workers:  4,
		Path:     "/ping",
		Cold:     true, // it has a warm-up of its own, as slow clients are not over at once
		Compared: figSlowdown,
		Figures:  []string{figCalm},
		Measure: func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
			normal := generator.Plan{Connections: 64, Rate: slowRate, Duration: d}
			warm := normal
			warm.Duration = slowWarmup
			if _, err := generate(ctx, stage, "/ping", warm); err != nil {
				return Outcome{}, err
			}
			before, err := generate(ctx, stage, "/ping", normal)
			if err != nil {
				return before, err
			}
			outcome, err := besideSlowClients(ctx, stage, normal)
			if err != nil {
				return outcome, err
			}
			after, err := generate(ctx, stage, "/ping", normal)
			// The machine's own troubles come and go within seconds, and make a p99
			// of some tens of requests: one look without slow clients is not enough.
			calm := (before.Latency.At(99) + after.Latency.At(99)) / 2
			outcome.figure(figCalm, calm)
			if with := outcome.Latency.At(99); calm > 0 && with > 0 {
				outcome.figure(figSlowdown, with/calm)
			}
			return outcome, err
		},
	}
}

// besideSlowClients makes the normal load while there are slow clients.
func besideSlowClients(ctx context.Context, stage *Stage, normal generator.Plan) (Outcome, error) {
	stop := startSlowClients(ctx, stage)
	// Their requests all come at once, like anybody's: that is a burst of
	// megabytes, and not yet the slowness that is the question.
	settle(ctx)
	outcome, err := generate(ctx, stage, "/ping", normal)
	return outcome, errors.Join(err, stop())
}

// settle waits a moment.
func settle(ctx context.Context) {
	select {
	case <-time.After(slowWarmup):
	case <-ctx.Done():
	}
}

// startSlowClients lets them begin; the function that it returns ends them.
func startSlowClients(ctx context.Context, stage *Stage) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	plans := []generator.Plan{
		{URL: stage.Base + "/upload", BodySize: slowBody, Connections: slowUploads},
		{URL: stage.Base + slowDownload, Connections: slowReaders},
	}
	done := make(chan error, len(plans))
	for _, plan := range plans {
		plan.Pace, plan.Duration, plan.Timeout = slowPace, time.Hour, time.Hour
		go func() { // ends with stop
			_, err := generator.Run(ctx, plan)
			done <- err
		}()
	}
	return func() error {
		cancel()
		var err error
		for range plans {
			if ended := <-done; !errors.Is(ended, context.Canceled) {
				err = errors.Join(err, ended)
			}
		}
		return err
	}
}
