package manager

import (
	"slices"
	"testing"
	"time"
)

func TestBackoffDoublesToItsMaximum(t *testing.T) {
	var b Backoff
	var got []time.Duration
	for range 9 {
		got = append(got, b.Next(0.5)) // the middle: no spread
	}
	ms := time.Millisecond
	want := []time.Duration{250 * ms, 500 * ms, 1000 * ms, 2000 * ms, 4000 * ms, 8000 * ms, 16000 * ms, 30000 * ms, 30000 * ms}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	b.Reset()
	if d := b.Next(0.5); d != minBackoff {
		t.Errorf("after a reset the wait is %v, want %v", d, minBackoff)
	}
}

func TestBackoffJitterStaysWithinBounds(t *testing.T) {
	for _, jitter := range []float64{0, 0.25, 0.75, 0.999} {
		var b Backoff
		for i := range 100 {
			if d := b.Next(jitter); d < minBackoff || d > maxBackoff {
				t.Fatalf("failure %d with jitter %v waits %v", i+1, jitter, d)
			}
		}
	}
	var low, high Backoff
	low.Next(0)
	high.Next(0)
	if l, h := low.Next(0), high.Next(0.999); l >= h {
		t.Errorf("jitter does not spread: %v and %v", l, h)
	}
}
