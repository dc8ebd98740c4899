package cli

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/control"
)

// TestStatusOfOneServerShowsItsWorkersAndTraffic compares with a golden file
// that is written by hand: the -update flag is the other test package's.
func TestStatusOfOneServerShowsItsWorkersAndTraffic(t *testing.T) {
	started := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	status := control.Status{
		Status: "degraded", App: "shop", Variant: "prod", Env: "prod", PID: 4711, Build: "v1.2.3",
		Runtime: "bun 1.4.5 (/usr/bin/bun)", Entry: "/srv/shop/index.ts", URLs: []string{"http://localhost:8080"},
		Control: "/tmp/rip_1000/prod_shop.ctl.sock", StartedAt: started, Uptime: 93784, Version: 3,
		Slots: control.SlotCounts{Desired: 3, Idle: 1, Busy: 1, Backoff: 1},
		Workers: []control.WorkerStatus{
			{ID: "1-1", Slot: 1, State: "idle", PID: 4712, Version: 3, Requests: 1234567, RSS: 52 << 20, StartedAt: started},
			{ID: "2-4", Slot: 2, State: "busy", PID: 4719, Version: 3, Requests: 12, Streams: 2, RSS: 49 << 20, StartedAt: started.Add(93700 * time.Second), Restarts: 3},
			{ID: "3-9", Slot: 3, State: "backoff", Version: 3, Restarts: 8, LastError: "exit code 1"},
		},
		Traffic: control.Traffic{Requests: 1234579, InFlight: 1, MaxQueue: 8192, Retries: 4, Streams: 2, Rejected: map[string]uint64{"queue-full": 7, "queue-timeout": 2}},
	}
	want, err := os.ReadFile("testdata/golden/status.txt")
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	fmt.Fprint((&Process{}).styled(&plain), statusTable([]control.Status{status})+statusDetails(status))
	got := plain.String()
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func TestSpanShowsTheTwoLargestUnits(t *testing.T) {
	for seconds, want := range map[float64]string{0: "0.0s", 1.24: "1.2s", 42.9: "42s", 93: "1m33s", 7500: "2h5m", 93784: "1d2h"} {
		if got := span(seconds); got != want {
			t.Errorf("span(%v) is %s, want %s", seconds, got, want)
		}
	}
}
