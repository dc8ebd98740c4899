package bench

import (
	"encoding/json"
	"time"
)

// Result is what one load measured on one target.
type Result struct {
	Requests int           // answered, whatever the status
	Elapsed  time.Duration // as wrk measured it
	PerSec   float64       // answers a second
	P50      time.Duration // latencies, as wrk rounds them
	P75      time.Duration
	P90      time.Duration
	P99      time.Duration
	Max      time.Duration
	Errors   Errors
}

// Errors counts what went wrong under load.
type Errors struct {
	Connect int `json:"connect"`
	Read    int `json:"read"`
	Write   int `json:"write"`
	Timeout int `json:"timeout"` // slower than wrk's 2 s; the answer may still have come
	Status  int `json:"status"`  // answers outside 2xx and 3xx
}

// Total is the sum of all kinds.
func (e Errors) Total() int { return e.Connect + e.Read + e.Write + e.Timeout + e.Status }

// MarshalJSON writes times as numbers with their unit in the key, for whoever
// plots them.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Requests int     `json:"requests"`
		Seconds  float64 `json:"seconds"`
		PerSec   float64 `json:"requestsPerSecond"`
		P50      float64 `json:"p50Ms"`
		P75      float64 `json:"p75Ms"`
		P90      float64 `json:"p90Ms"`
		P99      float64 `json:"p99Ms"`
		Max      float64 `json:"maxMs"`
		Errors   Errors  `json:"errors"`
	}{
		r.Requests, r.Elapsed.Seconds(), r.PerSec,
		milliseconds(r.P50), milliseconds(r.P75), milliseconds(r.P90), milliseconds(r.P99), milliseconds(r.Max),
		r.Errors,
	})
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
