package generator

import (
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Result is what the clients of one run saw.
type Result struct {
	Elapsed time.Duration // from the first request to the last answer
	// Good are whole answers with status 200.
	Good int
	// Status counts whole answers by status, good ones too.
	Status map[int]int
	// Failures counts requests without a whole answer, by what went wrong:
	// connect, write, read, timeout, malformed, unsent.
	Failures map[string]int
	// Bytes of bodies received.
	Bytes int64
	// Latency of good answers, in microseconds: from the moment the request was
	// due in an open loop, from its sending in a closed one.
	Latency *hdrhistogram.Histogram
	// Service is the same from the moment a request was really sent. In an
	// open loop, Latency far above Service means that connections were short.
	Service *hdrhistogram.Histogram
}

// Bad is the number of requests that did not get a whole 200.
func (r *Result) Bad() (n int) {
	for status, count := range r.Status {
		if status != 200 {
			n += count
		}
	}
	for _, count := range r.Failures {
		n += count
	}
	return n
}

// PerSecond is the rate of good answers.
func (r *Result) PerSecond() float64 { return float64(r.Good) / max(r.Elapsed.Seconds(), 1e-9) }

// Latencies are recorded from 1 µs to 10 minutes with three significant digits.
const (
	lowest  = 1
	highest = int64(10 * time.Minute / time.Microsecond)
	digits  = 3
)

// tally gathers a Result from many connections.
type tally struct {
	mu     sync.Mutex
	result Result
}

func newTally() *tally {
	return &tally{result: Result{
		Status: make(map[int]int), Failures: make(map[string]int),
		Latency: hdrhistogram.New(lowest, highest, digits), Service: hdrhistogram.New(lowest, highest, digits),
	}}
}

// record counts one request: due when it was to be sent, began when it was.
func (t *tally) record(due, began, ended time.Time, status int, size int64, failure string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.result.Bytes += size
	if failure != "" {
		t.result.Failures[failure]++
		return
	}
	t.result.Status[status]++
	if status != 200 {
		return
	}
	t.result.Good++
	_ = t.result.Latency.RecordValue(clamp(ended.Sub(due))) // clamped, so it fits
	_ = t.result.Service.RecordValue(clamp(ended.Sub(began)))
}

func clamp(d time.Duration) int64 {
	return min(max(d.Microseconds(), lowest), highest)
}
