package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/rip-server/rip-server/bench/report"
)

// benchPercentiles are those that are told.
func benchPercentiles() []float64 { return []float64{50, 75, 90, 99, 99.9, 99.99, 100} }

// text is the result for people.
func (b *benched) text() string {
	var s strings.Builder
	r := b.result
	fmt.Fprintf(&s, "%s\n%s\n\n", b.plan.URL, b.loop())
	t := newTable(1)
	t.add("good answers", strconv.Itoa(r.Good), fmt.Sprintf("%.0f a second", r.PerSecond()))
	t.add("others", strconv.Itoa(r.Bad()), b.others())
	t.add("received", fmt.Sprintf("%.1f MB", float64(r.Bytes)/1e6))
	s.WriteString(t.String("  "))
	if r.Good > 0 {
		s.WriteString("\n" + b.latencies())
	}
	if n := b.server; n != nil {
		fmt.Fprintf(&s, "\n  %s says: %s waited for a worker, %s in one (means, %s)\n", n.App, ms(n.WaitMs), ms(n.ServiceMs), workerCount(n.Workers))
		if n.Efficiency > 0 {
			fmt.Fprintf(&s, "  capacity efficiency: %.1f %%\n", 100*n.Efficiency)
		}
	}
	return s.String()
}

// loop says what the load was.
func (b *benched) loop() string {
	connections, d := counted(b.plan.Connections, "connection"), b.plan.Duration.Round(time.Millisecond)
	if b.plan.Rate > 0 {
		return fmt.Sprintf("open loop, %g requests a second over %s, %s", b.plan.Rate, connections, d)
	}
	return fmt.Sprintf("closed loop, %s, %s", connections, d)
}

// latencies is the table of percentiles. In an open loop it has a second column
// from when requests were really sent.
func (b *benched) latencies() string {
	t := newTable(1, 2)
	if b.plan.Rate > 0 {
		t.add("latency", "when due", "when sent")
	} else {
		t.add("latency", "")
	}
	for _, p := range benchPercentiles() {
		cells := []string{"p" + strconv.FormatFloat(p, 'g', -1, 64), ms(float64(b.result.Latency.ValueAtQuantile(p)) / 1000)}
		if p == 100 {
			cells[0] = "slowest"
		}
		if b.plan.Rate > 0 {
			cells = append(cells, ms(float64(b.result.Service.ValueAtQuantile(p))/1000))
		}
		t.add(cells...)
	}
	return t.String("  ")
}

// others names the answers that were not good, and what went wrong, the most
// frequent first.
func (b *benched) others() string {
	kinds := b.kinds()
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.SortFunc(names, func(x, y string) int {
		if kinds[x] != kinds[y] {
			return kinds[y] - kinds[x]
		}
		return strings.Compare(x, y)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", kinds[name], name)
	}
	return strings.Join(names, ", ")
}

// kinds counts what was not good by status or failure.
func (b *benched) kinds() map[string]int {
	kinds := map[string]int{}
	for status, n := range b.result.Status {
		if status != 200 {
			kinds[strconv.Itoa(status)] = n
		}
	}
	for failure, n := range b.result.Failures {
		kinds[failure] = n
	}
	return kinds
}

// benchJSON is what --json prints.
type benchJSON struct {
	URL         string             `json:"url"`
	Connections int                `json:"connections"`
	Rate        float64            `json:"rate,omitempty"`
	Seconds     float64            `json:"seconds"`
	Good        int                `json:"good"`
	PerSecond   float64            `json:"goodPerSecond"`
	Others      map[string]int     `json:"others"`
	Bytes       int64              `json:"bytes"`
	LatencyMs   map[string]float64 `json:"latencyMs"`
	ServiceMs   map[string]float64 `json:"sentLatencyMs,omitempty"`
	Server      *ownNumbers        `json:"server,omitempty"`
}

func (b *benched) json() benchJSON {
	r := b.result
	j := benchJSON{
		URL: b.plan.URL, Connections: b.plan.Connections, Rate: b.plan.Rate, Seconds: r.Elapsed.Seconds(),
		Good: r.Good, PerSecond: r.PerSecond(), Others: b.kinds(), Bytes: r.Bytes,
		LatencyMs: map[string]float64{}, Server: b.server,
	}
	if b.plan.Rate > 0 {
		j.ServiceMs = map[string]float64{}
	}
	for _, p := range benchPercentiles() {
		name := strconv.FormatFloat(p, 'g', -1, 64)
		j.LatencyMs[name] = float64(r.Latency.ValueAtQuantile(p)) / 1000
		if j.ServiceMs != nil {
			j.ServiceMs[name] = float64(r.Service.ValueAtQuantile(p)) / 1000
		}
	}
	return j
}

// writeHTML writes the report to a file.
func (b *benched) writeHTML(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(report.Write(file, b.page()), file.Close())
}

func (b *benched) page() report.Page {
	page := report.Page{Title: b.plan.URL, Lead: b.loop(), Series: []string{"when due", "when sent"}}
	page.Facts = []report.Fact{
		{Name: "good answers", Value: fmt.Sprintf("%d, %.0f a second", b.result.Good, b.result.PerSecond())},
		{Name: "others", Value: fmt.Sprintf("%d %s", b.result.Bad(), b.others())},
	}
	if n := b.server; n != nil {
		page.Facts = append(page.Facts,
			report.Fact{Name: "waited for a worker", Value: ms(n.WaitMs)}, report.Fact{Name: "in a worker", Value: ms(n.ServiceMs)},
			report.Fact{Name: "workers", Value: strconv.Itoa(n.Workers)})
	}
	section := report.Section{Title: "Latency", Header: []string{"since"}}
	for _, p := range benchPercentiles() {
		section.Header = append(section.Header, "p"+strconv.FormatFloat(p, 'g', -1, 64))
	}
	if b.plan.Rate > 0 {
		section.About = "Since a request was due, and since it was sent. Far apart they mean that connections were short: the server was too slow for the rate."
		addLatencies(&section, "when due", b.result.Latency)
	}
	addLatencies(&section, "when sent", b.result.Service)
	page.Sections = []report.Section{section}
	return page
}

// addLatencies adds a curve and a row of one distribution in microseconds.
func addLatencies(section *report.Section, name string, distribution *hdrhistogram.Histogram) {
	curve, row := report.Curve{Name: name}, []string{name}
	for _, p := range append([]float64{10, 25}, benchPercentiles()...) {
		value := float64(distribution.ValueAtQuantile(p)) / 1000
		curve.Points = append(curve.Points, report.Point{X: p, Y: value})
		if p >= 50 {
			row = append(row, ms(value))
		}
	}
	section.Curves = append(section.Curves, curve)
	section.Rows = append(section.Rows, row)
}

// ms writes milliseconds with about three digits.
func ms(v float64) string {
	switch {
	case v < 10:
		return fmt.Sprintf("%.2f ms", v)
	case v < 100:
		return fmt.Sprintf("%.1f ms", v)
	default:
		return fmt.Sprintf("%.0f ms", v)
	}
}
