package appserver_test

import (
	"context"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/control"
)

// page is the metrics page, as the control socket gives it.
func (s *served) page() string {
	s.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	body, err := control.NewClient(s.paths.Control()).Metrics(ctx)
	if err != nil {
		s.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		s.Fatal(err)
	}
	return string(text)
}

// metric is one value of the page, -1 when it is not there.
func (s *served) metric(series string) float64 {
	s.Helper()
	for line := range strings.Lines(s.page()) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), series+" "); ok {
			number, err := strconv.ParseFloat(value, 64)
			if err != nil {
				s.Fatalf("%s: %v", line, err)
			}
			return number
		}
	}
	return -1
}

func TestTheMetricsPageTellsWhatHappened(t *testing.T) {
	t.Parallel()
	s := serveFixture(t, "trouble.ts", nil)
	for range 5 {
		s.get("/")
	}
	s.get("/throw")
	const labels = `app="app",variant="test"`
	for series, want := range map[string]float64{
		`rip_requests_total{app="app",class="2xx",variant="test"}`:             5,
		`rip_requests_total{app="app",class="5xx",variant="test"}`:             1,
		`rip_queue_depth{` + labels + `}`:                                      0,
		`rip_in_flight{` + labels + `}`:                                        0,
		`rip_streams{` + labels + `}`:                                          0,
		`rip_retries_total{` + labels + `}`:                                    0,
		`rip_queue_wait_seconds_count{` + labels + `}`:                         6,
		`rip_service_seconds_count{` + labels + `}`:                            6,
		`rip_dropped_sockets_total{app="app",kind="died",variant="test"}`:      0,
		`rip_rejected_total{app="app",reason="queue-full",variant="test"}`:     0,
		`rip_rejected_total{app="app",reason="queue-timeout",variant="test"}`:  0,
		`rip_rejected_total{app="app",reason="worker-timeout",variant="test"}`: 0,
		`rip_slots{app="app",state="idle",variant="test"}`:                     2,
		`rip_slots{app="app",state="busy",variant="test"}`:                     0,
		`rip_slots{app="app",state="starting",variant="test"}`:                 0,
		`rip_slots{app="app",state="draining",variant="test"}`:                 0,
		`rip_slots{app="app",state="backoff",variant="test"}`:                  0,
		`rip_slots_desired{` + labels + `}`:                                    2,
	} {
		if got := s.metric(series); got != want {
			t.Errorf("%s is %v, want %v", series, got, want)
		}
	}
}
