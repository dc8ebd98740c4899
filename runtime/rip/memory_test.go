package rip

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestCollectorLeavesRoomBelowWhereVMsAreStopped(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	tests := map[string]struct {
		env     map[string]string
		rest    int64
		heap    uint64
		percent int
		limit   int64
	}{
		"three quarters":       {nil, 0, 1 << 30, ownGC, 3 << 28},
		"a worker's own":       {nil, 64 << 20, 128 << 20, ownGC, 64 << 20},
		"no limit at all":      {nil, 0, 0, ownGC, math.MaxInt64},
		"GOGC is the user's":   {map[string]string{"GOGC": "50"}, 0, 1 << 30, 100, 3 << 28},
		"and so is GOMEMLIMIT": {map[string]string{"GOMEMLIMIT": "1GiB"}, 0, 1 << 30, ownGC, math.MaxInt64},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			debug.SetGCPercent(100)
			debug.SetMemoryLimit(math.MaxInt64)
			SetCollector(func(name string) string { return tt.env[name] }, tt.rest, tt.heap)
			if got := debug.SetMemoryLimit(-1); got != tt.limit {
				t.Errorf("memory limit %d, want %d", got, tt.limit)
			}
			if got := debug.SetGCPercent(100); got != tt.percent {
				t.Errorf("%d %%, want %d", got, tt.percent)
			}
		})
	}
}
