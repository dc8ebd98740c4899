package scrape

import (
	"strings"
	"testing"
)

const page = `# HELP rip_requests_total Requests answered.
# TYPE rip_requests_total counter
rip_requests_total{app="a b",class="2xx"} 12
rip_requests_total{app="a b",class="5xx"} 3
rip_requests_total_other 100
rip_service_seconds_sum{app="a b"} 0.5
rip_service_seconds_count{app="a b"} 100
rip_in_flight{app="a b"} 1e+06
`

func TestSumTakesTheNamedMetricAndLabelsOnly(t *testing.T) {
	m, err := Read(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Sum("rip_requests_total"); got != 15 {
		t.Errorf("all requests = %v, want 15", got)
	}
	if got := m.Sum("rip_requests_total", `class="5xx"`); got != 3 {
		t.Errorf("5xx = %v, want 3", got)
	}
	if got := m.Mean("rip_service_seconds"); got != 0.005 {
		t.Errorf("mean service = %v, want 0.005", got)
	}
	if got := m.Mean("rip_nothing"); got != 0 {
		t.Errorf("mean of an empty histogram = %v, want 0", got)
	}
}

func TestSinceIsWhatWasAdded(t *testing.T) {
	before := Metrics{"a": 2}
	if added := (Metrics{"a": 5, "b": 1}).Since(before); added["a"] != 3 || added["b"] != 1 {
		t.Errorf("Since = %v, want a 3 and b 1", added)
	}
}

func TestGarbageIsAnErrorThatShowsTheLine(t *testing.T) {
	for _, text := range []string{"name", "name many", "<html> x"} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("Read(%q) = %v, want an error with the line", text, err)
		}
	}
}
