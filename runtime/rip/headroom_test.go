package rip

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestRoomForGarbageIsTheSameForMuchAndLittleThatLives(t *testing.T) {
	for name, tt := range map[string]struct {
		room, live uint64
		want       int
	}{
		"one small app":       {96 << 20, 12 << 20, 800},
		"a hundred apps":      {96 << 20, 80 << 20, 120},
		"more than there is":  {32 << 20, 320 << 20, leastGC},
		"next to nothing":     {96 << 20, 1 << 20, mostGC},
		"nothing was counted": {96 << 20, 0, mostGC},
	} {
		if got := percentFor(tt.room, tt.live); got != tt.want {
			t.Errorf("%s: %d %%, want %d", name, got, tt.want)
		}
	}
}

func TestCollectorFollowsWhatLivesUntilItIsStopped(t *testing.T) {
	percent := debug.SetGCPercent(100)
	defer debug.SetGCPercent(percent)
	const room, much = 96 << 20, 80 << 20 // much beside what other tests have left
	stop := keepHeadroom(room)
	defer stop()
	kept := make([]byte, much)
	collectUntil(t, "the percentage fell for what lives more", func(percent int) bool {
		return percent <= percentFor(room, much)
	})
	runtime.KeepAlive(kept)
	kept = nil // collected from here on
	collectUntil(t, "the percentage rose again", func(percent int) bool {
		return percent > percentFor(room, much)
	})
	stop()
	debug.SetGCPercent(77)
	for range 3 {
		runtime.GC()
	}
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("set to %d after it was stopped", got)
	}
}

// collectUntil collects garbage until the percentage is as it should be.
func collectUntil(t *testing.T, what string, is func(percent int) bool) {
	t.Helper()
	testkit.Eventually(t, what, func() bool {
		runtime.GC()
		percent := debug.SetGCPercent(100)
		debug.SetGCPercent(percent)
		return is(percent)
	})
}

func TestRoomIsKeptWhileAnybodyNeedsIt(t *testing.T) {
	percent := debug.SetGCPercent(77)
	defer debug.SetGCPercent(percent)
	r := &room{bytes: 32 << 20}
	r.enter()
	r.enter()
	r.leave()
	debug.SetGCPercent(77)
	kept := make([]byte, 64<<20) // far from what lived, so that it is adjusted
	collectUntil(t, "the percentage was set for the one who is left", func(percent int) bool { return percent != 77 })
	runtime.KeepAlive(kept)
	r.leave()
	debug.SetGCPercent(77)
	for range 3 {
		runtime.GC()
	}
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("set to %d after the last had left", got)
	}
}

func TestAppsWithVariablesOfTheirOwnShareTheRest(t *testing.T) {
	vms := NewVMs(VMOptions{Environ: []string{"A=1", "B=2"}})
	own := vms.With("B=3")
	if env := environ(own.options.Environ); env["A"] != "1" || env["B"] != "3" {
		t.Errorf("environment %v", env)
	}
	if own.library.api != vms.library.api || own.room != vms.room {
		t.Error("they share nothing")
	}
}
