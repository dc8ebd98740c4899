package bench

import (
	"strconv"

	"github.com/rip-server/rip-server/bench/generator"
)

// percentiles are those of a curve. They are the same as wrk.lua's, so that
// curves of both can be laid over one another; 0.001 stands for the fastest.
func percentiles() []float64 {
	return []float64{0.001, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100}
}

// outcomeOf turns the generator's result into an outcome.
func outcomeOf(r *generator.Result) Outcome {
	o := Outcome{Seconds: r.Elapsed.Seconds(), Good: r.Good, PerSec: r.PerSecond()}
	for status, n := range r.Status {
		if status != 200 {
			o.count(strconv.Itoa(status), n)
		}
	}
	for kind, n := range r.Failures {
		o.count(kind, n)
	}
	if r.Good > 0 {
		for _, p := range percentiles() {
			o.Latency = append(o.Latency, Point{p, float64(r.Latency.ValueAtQuantile(p)) / 1000})
		}
	}
	return o
}
