package bench

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/internal/testkit"
)

// The whole way of a sample with real processes: bun workers, the Bun balancer
// before them, workers joining it, load, meter, and everything gone afterwards.
func TestASampleOfTheBunBalancerInOverloadAddsUp(t *testing.T) {
	t.Setenv("RIP_BUN", testkit.Bun(t))
	chosen, err := options{targets: "bun-balancer"}.chosenPeers()
	if err != nil {
		t.Fatal(err)
	}
	const requests = 200
	scenario := Scenario{
		Name: "tiny overload", Targets: []string{"bun-balancer"}, Workers: 2, Cold: true,
		MaxQueue: 2, QueueTimeout: 10 * time.Millisecond, Path: capacityPath,
		Measure: func(ctx context.Context, stage *Stage, _ time.Duration) (Outcome, error) {
			return generate(ctx, stage, capacityPath, generator.Plan{Connections: 50, Rate: 2 * requests, Duration: 500 * time.Millisecond})
		},
	}
	sample := oneSample(t, scenario, chosen[0])
	if sample.Good == 0 || sample.Good+sample.Other["503"]+sample.Other["504"] != requests {
		t.Errorf("%d good, %v; want %d of 200, 503 and 504 together", sample.Good, sample.Other, requests)
	}
	if len(sample.Memory) == 0 || sample.Memory[0].Balancer == 0 || sample.Memory[0].Workers == 0 {
		t.Errorf("memory = %+v, want the balancer's and the workers'", sample.Memory)
	}
}

// oneSample measures once, with the repository's own app.
func oneSample(t *testing.T, s Scenario, peer peers.Peer) Sample {
	t.Helper()
	where, err := newPlace(testkit.Root(t), filepath.Join("apps", "example", "plain.ts"))
	if err != nil {
		t.Fatal(err)
	}
	var sample Sample
	r := runner{
		place: where, say: t.Logf,
		sink: func(s Sample) error { sample = s; return nil },
		plan: plan{scenarios: []Scenario{s}, peers: map[string]peers.Peer{peer.Name: peer}, rounds: 1, duration: time.Second},
	}
	if err := r.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if sample.Error != "" {
		t.Fatal(sample.Error)
	}
	return sample
}
