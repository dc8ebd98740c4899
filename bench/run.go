package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rip-server/rip-server/bench/peers"
)

// plan is what to measure, and how often.
type plan struct {
	scenarios []Scenario
	peers     map[string]peers.Peer // by name; those that can run here
	rounds    int
	warmup    time.Duration
	duration  time.Duration
}

// runner carries a plan out.
type runner struct {
	place place
	plan  plan
	// sink gets every sample as soon as there is one.
	sink func(Sample) error
	// say prints a line of progress.
	say func(format string, args ...any)
}

// run measures every target once in each round (A B C, A B C, …), so that what
// changes on the machine meanwhile meets all of them. A measurement that fails
// is a sample with its error; only the end of ctx, or a sink that fails, ends
// the run.
func (r runner) run(ctx context.Context) error {
	for _, scenario := range r.plan.scenarios {
		targets := r.targets(scenario)
		r.say("%s: %s", scenario.Name, scenario.About)
		for round := 1; round <= r.plan.rounds; round++ {
			for _, peer := range targets {
				sample := r.measure(ctx, scenario, peer, round)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				r.say("  %d/%d %-15s %s", round, r.plan.rounds, peer.Name, sample.line(scenario))
				if err := r.sink(sample); err != nil {
					return fmt.Errorf("keep the result: %w", err)
				}
			}
		}
	}
	return nil
}

// targets are the scenario's that are selected and can run here.
func (r runner) targets(s Scenario) []peers.Peer {
	var targets []peers.Peer
	for _, name := range s.Targets {
		if peer, ok := r.plan.peers[name]; ok {
			targets = append(targets, peer)
		}
	}
	return targets
}

// measure takes one sample from beginning to end.
func (r runner) measure(ctx context.Context, s Scenario, peer peers.Peer, round int) Sample {
	sample := Sample{Scenario: s.Name, Target: peer.Name, Round: round, StartedAt: time.Now(), LoadAverage: loadAverage()}
	stage, err := r.setUp(ctx, s, peer)
	if err != nil {
		sample.Error = err.Error()
		return sample
	}
	err = r.observe(ctx, s, stage, &sample)
	if err = errors.Join(err, stage.tearDown()); err != nil {
		sample.Error = err.Error()
	}
	return sample
}

// setUp starts the peer with the scenario's app.
func (r runner) setUp(ctx context.Context, s Scenario, peer peers.Peer) (*Stage, error) {
	where := r.place
	if s.App != "" {
		var err error
		if where, err = newPlace(where.root, s.App); err != nil {
			return nil, err
		}
	}
	return where.setUp(ctx, peer, s)
}

// observe warms a stage up and fills the sample.
func (r runner) observe(ctx context.Context, s Scenario, stage *Stage, sample *Sample) error {
	if err := get(ctx, stage.Base+s.Path); err != nil {
		return fmt.Errorf("no good answer even without load: %w", err)
	}
	if !s.Cold && r.plan.warmup > 0 {
		if _, err := s.Measure(ctx, stage, r.plan.warmup); err != nil {
			return fmt.Errorf("warm-up: %w", err)
		}
	}
	meter, err := watch(ctx, stage)
	if err != nil {
		return err
	}
	sample.Outcome, err = s.Measure(ctx, stage, r.plan.duration)
	cpu, memory, metering := meter.stop(sample.LoadCPU)
	sample.CPU, sample.Memory = cpu, memory
	return errors.Join(err, metering)
}
