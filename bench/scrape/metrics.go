// Package scrape reads metrics in Prometheus text format as far as rip-server
// writes them: enough to tell what its balancer counted during a measurement.
package scrape

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Metrics are samples by their name with labels, as they were written:
// `rip_requests_total{app="shop",class="2xx"}`.
type Metrics map[string]float64

// Read reads a page of metrics.
func Read(r io.Reader) (Metrics, error) {
	metrics := make(Metrics)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		// Label values may hold spaces, so the value begins behind the last one;
		// rip-server writes no timestamps.
		at := strings.LastIndexByte(line, ' ')
		if at < 0 {
			return nil, fmt.Errorf("metrics line %q has no value", line)
		}
		value, err := strconv.ParseFloat(line[at+1:], 64)
		if err != nil {
			return nil, fmt.Errorf("metrics line %q: %w", line, err)
		}
		metrics[line[:at]] = value
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read metrics: %w", err)
	}
	return metrics, nil
}

// Sum adds up the series of a metric that have all of the labels, each written
// as `class="2xx"`.
func (m Metrics) Sum(name string, labels ...string) (sum float64) {
series:
	for key, value := range m {
		rest, ok := strings.CutPrefix(key, name)
		if !ok || rest != "" && rest[0] != '{' {
			continue
		}
		for _, label := range labels {
			if !strings.Contains(rest, label) {
				continue series
			}
		}
		sum += value
	}
	return sum
}

// Since is what was added to every series since an earlier page.
func (m Metrics) Since(earlier Metrics) Metrics {
	added := make(Metrics, len(m))
	for key, value := range m {
		added[key] = value - earlier[key]
	}
	return added
}

// Mean is the mean of a histogram, 0 when it is empty.
func (m Metrics) Mean(histogram string) float64 {
	count := m.Sum(histogram + "_count")
	if count == 0 {
		return 0
	}
	return m.Sum(histogram+"_sum") / count
}
