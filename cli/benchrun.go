package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/bench/scrape"
	"github.com/rip-server/rip-server/control"
)

// benched is a load and what came of it.
type benched struct {
	plan   generator.Plan
	result *generator.Result
	server *ownNumbers // nil: not a server of this user
}

// ownNumbers are what the server says of the same time.
type ownNumbers struct {
	App     string  `json:"app"`
	Workers int     `json:"workers"`
	WaitMs  float64 `json:"queueWaitMs"` // mean
	// ServiceMs is the mean time that a worker had a request.
	ServiceMs float64 `json:"serviceMs"`
	// Efficiency is good answers as a share of workers ÷ service time. It is
	// told of closed loops only: an open one does not want all workers busy.
	Efficiency float64 `json:"capacityEfficiency,omitempty"`
}

// measureBench warms the server up and measures it.
func measureBench(ctx context.Context, plan generator.Plan, warmup time.Duration, server *control.Running) (*benched, error) {
	if warmup > 0 {
		first := plan
		first.Duration = warmup
		if _, err := generator.Run(ctx, first); err != nil {
			return nil, err
		}
	}
	b := &benched{plan: plan}
	before, err := metricsOf(ctx, server)
	if err != nil {
		return nil, err
	}
	if b.result, err = generator.Run(ctx, plan); err != nil {
		return nil, err
	}
	after, err := metricsOf(ctx, server)
	if err != nil || server == nil {
		return b, err
	}
	b.server = b.numbers(server, after.Since(before))
	return b, nil
}

// metricsOf reads the metrics of a server of this user; of none there are none.
func metricsOf(ctx context.Context, server *control.Running) (scrape.Metrics, error) {
	if server == nil {
		return nil, nil
	}
	page, err := server.Client.Metrics(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the metrics of %s: %w", label(server.Status), err)
	}
	defer page.Close()
	return scrape.Read(page)
}

func (b *benched) numbers(server *control.Running, counted scrape.Metrics) *ownNumbers {
	n := &ownNumbers{
		App: label(server.Status), Workers: server.Status.Slots.Desired,
		WaitMs: 1000 * counted.Mean("rip_queue_wait_seconds"), ServiceMs: 1000 * counted.Mean("rip_service_seconds"),
	}
	if b.plan.Rate == 0 && n.Workers > 0 {
		n.Efficiency = b.result.PerSecond() * n.ServiceMs / 1000 / float64(n.Workers)
	}
	return n
}

// tls is how certificates are looked at.
func (f *benchFlags) tls() *tls.Config {
	return &tls.Config{InsecureSkipVerify: f.insecure} // only by the user's own wish, --insecure
}
