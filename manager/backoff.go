package manager

import "time"

const (
	// minBackoff lets a crash by accident go nearly unnoticed, maxBackoff
	// keeps a broken app from taking the machine with it.
	minBackoff = 250 * time.Millisecond
	maxBackoff = 30 * time.Second
	// healthyAfter is how long a worker must have served for its slot's
	// failures to be forgotten; a join alone proves little.
	healthyAfter = 60 * time.Second
	// degradedAfter failures in a row of one slot make the app degraded. At
	// that count the pace is the slowest already.
	degradedAfter = 10
)

// Backoff counts failures in a row and says how long to wait after each:
// 250 ms doubling to 30 s, ±20 % within these bounds. The zero Backoff is
// ready to use; it belongs to one goroutine.
type Backoff struct {
	failures int
}

// Next counts a failure and returns the wait after it; jitter is in [0,1).
func (b *Backoff) Next(jitter float64) time.Duration {
	wait := maxBackoff
	if b.failures < 7 { // 250 ms << 7 is beyond the maximum
		wait = minBackoff << b.failures
	}
	b.failures++
	spread := time.Duration(float64(wait) * (0.8 + 0.4*jitter))
	return min(max(spread, minBackoff), maxBackoff)
}

// Failures is how many there were in a row.
func (b *Backoff) Failures() int { return b.failures }

// Reset forgets them.
func (b *Backoff) Reset() { b.failures = 0 }
