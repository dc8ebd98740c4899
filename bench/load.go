package bench

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/bench/generator"
	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/bench/procs"
	"github.com/rip-server/rip-server/bench/scrape"
	"github.com/rip-server/rip-server/control"
)

// generate puts our own load on a path of the stage.
func generate(ctx context.Context, stage *Stage, path string, plan generator.Plan) (Outcome, error) {
	plan.URL = stage.Base + path
	before := procs.Own()
	result, err := generator.Run(ctx, plan)
	if err != nil {
		return Outcome{}, err
	}
	outcome := outcomeOf(result)
	outcome.LoadCPU = procs.Own() - before
	return outcome, nil
}

// scrapeStage reads rip-server's metrics; ok is false for other targets.
func scrapeStage(ctx context.Context, stage *Stage) (m scrape.Metrics, ok bool, err error) {
	if !stage.Peer.Rip {
		return nil, false, nil
	}
	page, err := control.NewClient(peers.RipControl(stage.Site)).Metrics(ctx)
	if err != nil {
		return nil, false, err
	}
	defer page.Close()
	m, err = scrape.Read(page)
	return m, err == nil, err
}

// whileCounting measures, and adds what rip-server's own metrics say.
func whileCounting(ctx context.Context, stage *Stage, measure func() (Outcome, error)) (Outcome, scrape.Metrics, error) {
	before, ok, err := scrapeStage(ctx, stage)
	if err != nil {
		return Outcome{}, nil, err
	}
	outcome, err := measure()
	if err != nil || !ok {
		return outcome, nil, err
	}
	after, _, err := scrapeStage(ctx, stage)
	if err != nil {
		return outcome, nil, err
	}
	counted := after.Since(before)
	outcome.figure(figWait, 1000*counted.Mean("rip_queue_wait_seconds"))
	outcome.figure(figService, 1000*counted.Mean("rip_service_seconds"))
	return outcome, counted, nil
}

// workerSocket is the socket of one of the target's workers, "" when it has
// none of its own.
func (s *Stage) workerSocket() string {
	switch {
	case len(s.Site.Sockets) > 0:
		return s.Site.Sockets[0]
	case s.Peer.Rip:
		return s.Site.Dir + "/rip.1-1.sock"
	default:
		return ""
	}
}

// serviceTime asks one idle worker directly, with nothing between: the median
// time for an answer in seconds. A mean would follow every hiccup of the machine.
func serviceTime(ctx context.Context, stage *Stage, path string) (float64, error) {
	result, err := generator.Run(ctx, generator.Plan{
		URL: stage.Base + path, Socket: stage.workerSocket(), Connections: 1, Duration: time.Second / 2,
	})
	if err != nil {
		return 0, err
	}
	return float64(result.Service.ValueAtQuantile(50)) / 1e6, nil
}
