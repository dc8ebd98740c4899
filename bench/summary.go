package bench

import "slices"

// Summary is one target in one scenario over all rounds.
type Summary struct {
	Scenario string            `json:"scenario"`
	Target   string            `json:"target"`
	Rounds   int               `json:"rounds"` // that gave a result
	PerSec   Spread            `json:"goodPerSecond"`
	Latency  map[string]Spread `json:"latency"` // ms by percentile: "50", "99", "99.9"
	// Of all answers of all rounds.
	Good  int            `json:"good"`
	Other map[string]int `json:"other,omitempty"`
	// Microseconds of CPU time for each good answer.
	BalancerCPU Spread            `json:"balancerMicrosPerRequest"`
	CPU         CPU               `json:"cpu"` // medians, as shares of all cores' time (0 … 1)
	Figures     map[string]Spread `json:"figures,omitempty"`
	Errors      []string          `json:"errors,omitempty"`
	samples     []Sample
}

// summarize groups samples by scenario and target, in the order of their first
// appearance. cores turns CPU time into shares.
func summarize(samples []Sample, cores int) []Summary {
	var all []Summary
	for _, sample := range samples {
		i := slices.IndexFunc(all, func(s Summary) bool { return s.Scenario == sample.Scenario && s.Target == sample.Target })
		if i < 0 {
			i = len(all)
			all = append(all, Summary{Scenario: sample.Scenario, Target: sample.Target})
		}
		all[i].add(sample)
	}
	for i := range all {
		all[i].sumUp(float64(cores))
	}
	return all
}

func (s *Summary) add(sample Sample) {
	if sample.Error != "" {
		s.Errors = append(s.Errors, sample.Error)
		return
	}
	s.samples = append(s.samples, sample)
	s.Rounds++
	s.Good += sample.Good
	for kind, n := range sample.Other {
		if s.Other == nil {
			s.Other = make(map[string]int)
		}
		s.Other[kind] += n
	}
}

func (s *Summary) sumUp(cores float64) {
	s.PerSec = s.spread(func(x Sample) float64 { return x.PerSec })
	s.BalancerCPU = s.spread(func(x Sample) float64 { return 1e6 * x.CPU.Balancer / float64(max(1, x.Good)) })
	share := func(of func(CPU) float64) float64 {
		return s.spread(func(x Sample) float64 { return of(x.CPU) / max(x.CPU.Seconds, 1e-9) / cores }).Median
	}
	s.CPU = CPU{
		Balancer: share(func(c CPU) float64 { return c.Balancer }),
		Workers:  share(func(c CPU) float64 { return c.Workers }),
		Load:     share(func(c CPU) float64 { return c.Load }),
		Network:  share(func(c CPU) float64 { return c.Network }),
		Other:    share(func(c CPU) float64 { return c.Other }),
	}
	s.Latency = make(map[string]Spread)
	for _, point := range s.curve() {
		s.Latency[percent(point.Percentile)] = s.spread(func(x Sample) float64 { return x.Latency.At(point.Percentile) })
	}
	for name := range s.figureNames() {
		if s.Figures == nil {
			s.Figures = make(map[string]Spread)
		}
		s.Figures[name] = s.spread(func(x Sample) float64 { return x.Figures[name] })
	}
}

// curve is the median latency curve of all rounds.
func (s *Summary) curve() Curve {
	if len(s.samples) == 0 {
		return nil
	}
	var curve Curve
	for _, point := range s.samples[0].Latency {
		median := s.spread(func(x Sample) float64 { return x.Latency.At(point.Percentile) }).Median
		curve = append(curve, Point{point.Percentile, median})
	}
	return curve
}

func (s *Summary) figureNames() map[string]bool {
	names := make(map[string]bool)
	for _, sample := range s.samples {
		for name := range sample.Figures {
			names[name] = true
		}
	}
	return names
}

// spread is the spread of one number over the rounds.
func (s *Summary) spread(of func(Sample) float64) Spread {
	values := make([]float64, len(s.samples))
	for i, sample := range s.samples {
		values[i] = of(sample)
	}
	return spreadOf(values)
}
