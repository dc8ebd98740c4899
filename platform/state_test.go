package platform

import (
	"encoding/json"
	"testing"
	"time"
)

func TestStatesFollowTheirTable(t *testing.T) {
	all := []State{Deployed, Starting, Running, Stopping, Stopped, Failed, Idle}
	legal := map[State]string{
		Deployed: "starting", Stopped: "starting", Starting: "running stopping error", Running: "stopping error idle",
		Failed: "starting running stopping", Idle: "starting stopping", Stopping: "stopped",
	}
	for _, from := range all {
		got := ""
		for _, to := range all {
			state, err := from.advance(to)
			want := from
			if err == nil {
				got += " " + string(to)
				want = to
			}
			if state != want {
				t.Errorf("%s to %s leads to %s, %v", from, to, state, err)
			}
		}
		if got != " "+legal[from] {
			t.Errorf("from %s one may go to%s, want %s", from, got, legal[from])
		}
	}
}

func TestDurationsAreShortTextInJSON(t *testing.T) {
	for d, want := range map[time.Duration]string{0: `""`, 10 * time.Minute: `"10m"`, 2 * time.Hour: `"2h"`, 90 * time.Second: `"1m30s"`} {
		text, err := json.Marshal(Duration(d))
		if err != nil || string(text) != want {
			t.Errorf("%v is %s, %v", d, text, err)
		}
		var back Duration
		if err := json.Unmarshal(text, &back); err != nil || time.Duration(back) != d {
			t.Errorf("%s is read as %v, %v", text, back, err)
		}
	}
	for _, text := range []string{`"soon"`, `"-1m"`, `5`} {
		var d Duration
		if err := json.Unmarshal([]byte(text), &d); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
