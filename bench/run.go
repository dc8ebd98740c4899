package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Measurement is one load and what it measured.
type Measurement struct {
	Load   Load   `json:"load"`
	Result Result `json:"result"`
}

// Run is one target under several loads, one after the other.
type Run struct {
	Target       string        `json:"target"`
	Argv         []string      `json:"argv"`
	StartedAt    time.Time     `json:"startedAt"`
	Measurements []Measurement `json:"measurements"`
}

// Plan is what to measure.
type Plan struct {
	// Warmup precedes each load with the same load for this long, and is
	// thrown away: JavaScript engines compile hot code first. 0 is none.
	Warmup time.Duration
	Loads  []Load
}

// Measure starts the target, checks that every path answers 200 (else one
// would measure how fast errors are), applies the loads in order, and stops
// the target. It writes a line of progress for each step.
func Measure(ctx context.Context, target Target, plan Plan, progress io.Writer) (run Run, err error) {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(progress, format+"\n", args...) }
	say("starting %s", strings.Join(target.Argv, " "))
	server, err := target.Start(ctx)
	if err != nil {
		return Run{}, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	run = Run{Target: target.Name, Argv: target.Argv, StartedAt: time.Now()}
	for _, load := range plan.Loads {
		result, err := measureLoad(ctx, target, load, plan.Warmup, say)
		if err != nil {
			return run, fmt.Errorf("%s: %w", target.Name, err)
		}
		run.Measurements = append(run.Measurements, Measurement{Load: load, Result: result})
	}
	return run, nil
}

// measureLoad warms the started target up and applies one load.
func measureLoad(ctx context.Context, target Target, load Load, warmup time.Duration, say func(string, ...any)) (Result, error) {
	if err := get(ctx, target.Base+load.Path); err != nil {
		return Result{}, fmt.Errorf("no good answer even without load: %w", err)
	}
	if warmup > 0 {
		say("warming up for %s", warmup)
		before := load
		before.Duration = warmup
		if _, err := before.Apply(ctx, target.Base); err != nil {
			return Result{}, err
		}
	}
	say("measuring %s", load)
	result, err := load.Apply(ctx, target.Base)
	if err == nil {
		say("  %s req/s, errors: %s", thousands(result.PerSec), result.Errors)
	}
	return result, err
}
