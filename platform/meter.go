package platform

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// meterBuckets is eight per doubling, from a microsecond to two minutes: a
// quantile is right to six per cent, and an app's meter takes 2 KB.
const meterBuckets = 208

// meter counts what an app answers, and how fast. Safe for concurrent use.
type meter struct {
	requests atomic.Uint64
	errors   atomic.Uint64 // answers of 500 and above
	took     [meterBuckets]atomic.Uint64
}

// count notes one answer. 499 stands for a client that left.
func (m *meter) count(status int, took time.Duration) {
	m.requests.Add(1)
	if status >= 500 {
		m.errors.Add(1)
	}
	m.took[bucketOf(took)].Add(1)
}

// bucketOf is linear up to 16 µs, and then by the four leading bits.
func bucketOf(took time.Duration) int {
	us := uint64(max(took, 0) / time.Microsecond)
	shift := max(bits.Len64(us)-4, 0)
	return min(8*shift+int(us>>shift), meterBuckets-1)
}

// millisecondsOf is the middle of a bucket.
func millisecondsOf(bucket int) float64 {
	if bucket < 16 {
		return (float64(bucket) + 0.5) / 1000
	}
	shift := bucket/8 - 1
	low := uint64(8+bucket%8) << shift
	return (float64(low) + float64(uint64(1)<<shift)/2) / 1000
}

// reading is what a meter showed at one moment.
type reading struct {
	requests, errors uint64
	took             [meterBuckets]uint64
}

func (m *meter) read() (r reading) {
	r.requests, r.errors = m.requests.Load(), m.errors.Load()
	for i := range m.took {
		r.took[i] = m.took[i].Load()
	}
	return r
}

// quantile is the time within which a part q of what was answered since before
// was answered, in milliseconds; 0 when nothing was.
func (r *reading) quantile(before *reading, q float64) float64 {
	total := uint64(0)
	for i := range r.took {
		total += r.took[i] - before.took[i]
	}
	if total == 0 {
		return 0
	}
	rank, seen := uint64(q*float64(total-1)), uint64(0)
	for i := range r.took {
		if seen += r.took[i] - before.took[i]; seen > rank {
			return millisecondsOf(i)
		}
	}
	return millisecondsOf(meterBuckets - 1)
}
