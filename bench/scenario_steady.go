package bench

import (
	"context"
	"time"
)

// steady is the 60 seconds in which memory must not grow.
func steady() Scenario {
	s := ping(64)
	s.Name, s.Default = "steady", false
	s.About = "/ping over 64 connections for 60 seconds, 4 workers (wrk): memory over time"
	s.Targets = []string{"rip-server", "bun-balancer"}
	short := s.Measure
	s.Measure = func(ctx context.Context, stage *Stage, d time.Duration) (Outcome, error) {
		return short(ctx, stage, max(d, time.Minute))
	}
	s.Cold = true // the warm-up would be a minute too
	return s
}
