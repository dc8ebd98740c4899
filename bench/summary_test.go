package bench

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

func TestSpreadIsTheMedianBetweenLeastAndGreatest(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   Spread
	}{
		{nil, Spread{}},
		{[]float64{3}, Spread{3, 3, 3}},
		{[]float64{9, 1, 5}, Spread{5, 1, 9}},
		{[]float64{4, 1, 2, 100}, Spread{3, 1, 100}},
	} {
		if got := spreadOf(c.values); got != c.want {
			t.Errorf("spreadOf(%v) = %v, want %v", c.values, got, c.want)
		}
	}
}

// rounds are samples of two targets that took turns.
func rounds() []Sample {
	sample := func(target string, round int, perSec, p99 float64) Sample {
		return Sample{
			Scenario: "ping-64", Target: target, Round: round,
			Outcome: Outcome{Seconds: 5, Good: int(5 * perSec), PerSec: perSec, Latency: Curve{{50, p99 / 4}, {99, p99}, {99.9, 2 * p99}}},
			CPU:     CPU{Seconds: 5, Balancer: 4, Workers: 3, Load: 2, Network: 0.5},
			Memory:  []Memory{{1, 20e6, 90e6}, {2, 21e6, 90e6}, {3, 22e6, 90e6}},
		}
	}
	bad := sample("bun-balancer", 2, 21000, 9)
	bad.Other = map[string]int{"503": 5, "read": 12}
	return []Sample{
		sample("rip-server", 1, 41234.4, 3), sample("bun-balancer", 1, 20000, 8),
		sample("rip-server", 2, 40000, 4), bad,
		sample("rip-server", 3, 43000, 2.5),
		{Scenario: "ping-64", Target: "bun-balancer", Round: 3, Error: "it did not start"},
		{Scenario: "ping-64", Target: "limit", Round: 1, Error: "it did not start"},
	}
}

func TestSummaryTakesMediansAndKeepsFailedRoundsApart(t *testing.T) {
	all := summarize(rounds(), 2)
	if len(all) != 3 {
		t.Fatalf("%d summaries, want one for each target", len(all))
	}
	rip, bun, limit := all[0], all[1], all[2]
	if rip.PerSec != (Spread{41234.4, 40000, 43000}) || rip.Latency["99"].Median != 3 || rip.CPU.Balancer != 0.4 {
		t.Errorf("rip-server = %+v", rip)
	}
	if bun.Rounds != 2 || len(bun.Errors) != 1 || bun.PerSec.Median != 20500 || bun.Other["read"] != 12 {
		t.Errorf("bun-balancer = %+v, want two good rounds and one error", bun)
	}
	if limit.Rounds != 0 || limit.curve() != nil {
		t.Errorf("limit = %+v, want nothing but its error", limit)
	}
}

func TestTableShowsRatiosToTheFirstTarget(t *testing.T) {
	var text strings.Builder
	summaries := summarize(rounds(), 2)
	if err := writeTables(&text, Scenarios(), summaries); err != nil {
		t.Fatal(err)
	}
	if err := writeGoals(&text, summaries); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "testdata/table.golden", text.String())
}

func TestFiguresAreComparedWhereTheScenarioSaysSo(t *testing.T) {
	outcome := Outcome{Seconds: 5, Good: 10, Latency: Curve{{50, 40}, {99, 50}, {99.9, 55}}}
	outcome.figure(figEfficiency, 0.991)
	outcome.figure(figService, 5.6)
	var text strings.Builder
	if err := writeTables(&text, []Scenario{capacity()}, summarize([]Sample{{Scenario: "capacity", Target: "rip-server", Outcome: outcome}}, 2)); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "testdata/figures.golden", text.String())
}

func TestGoalsNeedWhatTheyCompare(t *testing.T) {
	reached := reachedGoals(summarize(rounds(), 2))
	if len(reached) != 1 || reached[0].Value != "2.01×" || !reached[0].Met {
		t.Errorf("goals = %+v, want the one with the Bun balancer, 2.01× and met", reached)
	}
}

func TestEveryScenarioHasKnownTargetsAndFigures(t *testing.T) {
	known, err := options{}.chosenPeers()
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]bool)
	for _, peer := range known {
		names[peer.Name] = true
	}
	for _, s := range Scenarios() {
		for _, target := range s.Targets {
			if !names[target] {
				t.Errorf("%s wants the target %s, which there is not", s.Name, target)
			}
		}
		if !strings.HasPrefix(s.Targets[0], "rip-server") || s.Workers < 1 || s.Path == "" || s.About == "" || s.Measure == nil {
			t.Errorf("%s is incomplete: %+v", s.Name, s)
		}
	}
}
