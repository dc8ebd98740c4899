package platform

import "time"

// Series is an app's recent past, for charts: all slices are equally long,
// oldest first.
type Series struct {
	Step   float64     `json:"step"` // seconds between two samples
	Times  []time.Time `json:"times"`
	Series Samples     `json:"series"`
}

// Samples are what was measured in each step.
type Samples struct {
	RPS    []float64 `json:"rps"`
	P50    []float64 `json:"p50"` // milliseconds, 0 without requests
	P99    []float64 `json:"p99"`
	Queue  []float64 `json:"queue"`
	Errors []float64 `json:"errors"` // answers 5xx per second
	Memory []float64 `json:"memory"` // bytes
	Busy   []float64 `json:"busy"`   // workers
}
