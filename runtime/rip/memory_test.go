package rip

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestCollectorIsSetUnlessTheUserHasDoneIt(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}()
	tests := map[string]struct {
		env     map[string]string
		rest    int64
		percent int
		limit   int64
	}{
		"a process without a limit":          {nil, 0, ownGC, math.MaxInt64},
		"a process that is to rest at 64 MB": {nil, 64 << 20, ownGC, 64 << 20},
		"with GOGC":                          {map[string]string{"GOGC": "50"}, 64 << 20, 100, 64 << 20},
		"with GOMEMLIMIT":                    {map[string]string{"GOMEMLIMIT": "1GiB"}, 64 << 20, ownGC, math.MaxInt64},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			debug.SetGCPercent(100)
			debug.SetMemoryLimit(math.MaxInt64)
			SetCollector(func(name string) string { return tt.env[name] }, tt.rest)
			if got := debug.SetMemoryLimit(-1); got != tt.limit {
				t.Errorf("memory limit %d, want %d", got, tt.limit)
			}
			if got := debug.SetGCPercent(100); got != tt.percent {
				t.Errorf("%d %%, want %d", got, tt.percent)
			}
		})
	}
}
