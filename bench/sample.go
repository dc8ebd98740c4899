package bench

import (
	"slices"
	"time"
)

// Sample is one measurement: one scenario on one target in one round. It is a
// line of the raw results.
type Sample struct {
	Scenario  string    `json:"scenario"`
	Target    string    `json:"target"`
	Round     int       `json:"round"` // from 1
	StartedAt time.Time `json:"startedAt"`
	// LoadAverage of the machine over the minute before: what ran there anyway.
	LoadAverage float64 `json:"loadAverage"`
	Outcome
	CPU    CPU      `json:"cpu"`
	Memory []Memory `json:"memory,omitempty"`
	// Error is why there is no measurement; everything else is then empty.
	Error string `json:"error,omitempty"`
}

// Outcome is what the clients saw.
type Outcome struct {
	Seconds float64 `json:"seconds"`
	// Good are whole answers with status 200. PerSec counts only those.
	Good   int     `json:"good"`
	PerSec float64 `json:"goodPerSecond"`
	// Other is everything that was not a whole 200, by status ("503") or by
	// what went wrong ("read").
	Other   map[string]int `json:"other,omitempty"`
	Latency Curve          `json:"latency,omitempty"`
	// Figures are the scenario's own results by name.
	Figures map[string]float64 `json:"figures,omitempty"`
	// LoadCPU is what making the load cost.
	LoadCPU time.Duration `json:"-"`
}

// Bad is the number of all that was not a whole 200.
func (o Outcome) Bad() (n int) {
	for _, count := range o.Other {
		n += count
	}
	return n
}

// count adds to Other unless there is nothing to add.
func (o *Outcome) count(kind string, n int) {
	if n == 0 {
		return
	}
	if o.Other == nil {
		o.Other = make(map[string]int)
	}
	o.Other[kind] += n
}

// figure sets one of the scenario's own results.
func (o *Outcome) figure(name string, value float64) {
	if o.Figures == nil {
		o.Figures = make(map[string]float64)
	}
	o.Figures[name] = value
}

// CPU is CPU time in seconds used during the measurement, by whom. Network is
// the kernel's work for loopback traffic, which it does in interrupts and books
// for no process. Other is other programs: much of it means that the machine
// was not quiet.
type CPU struct {
	Seconds  float64 `json:"seconds"` // that were watched; a scenario may do more than measure
	Balancer float64 `json:"balancer"`
	Workers  float64 `json:"workers"`
	Load     float64 `json:"load"`
	Network  float64 `json:"network"`
	Other    float64 `json:"other"`
}

// Memory is resident memory in bytes at a moment of the measurement.
type Memory struct {
	Seconds  float64 `json:"t"`
	Balancer int64   `json:"balancer"`
	Workers  int64   `json:"workers"`
}

// Curve is a latency distribution: points in order of their percentiles.
type Curve []Point

// Point says that so many percent of the answers came within so many
// milliseconds.
type Point struct {
	Percentile float64 `json:"percentile"`
	Ms         float64 `json:"ms"`
}

// At is the latency at a percentile in milliseconds; 0 when the curve does not
// have that point.
func (c Curve) At(percentile float64) float64 {
	i := slices.IndexFunc(c, func(p Point) bool { return p.Percentile == percentile })
	if i < 0 {
		return 0
	}
	return c[i].Ms
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
