package bench

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/bench/peers"
	"github.com/rip-server/rip-server/bench/report"
)

// writeReport writes the HTML page of a run to a file.
func writeReport(path string, e Environment, scenarios []Scenario, summaries []Summary) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	err = report.Write(file, page(e, scenarios, summaries))
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// writeGoals prints what was to be reached, as far as it was measured.
func writeGoals(w io.Writer, summaries []Summary) error {
	reached := reachedGoals(summaries)
	if len(reached) == 0 {
		return nil
	}
	text := "\ngoals (medians of this run):\n"
	for _, g := range reached {
		mark := "✗"
		if g.Met {
			mark = "✓"
		}
		text += fmt.Sprintf("  %s %9s  %s (%s)\n", mark, g.Value, g.What, g.Want)
	}
	_, err := io.WriteString(w, text)
	return err
}

// page turns the run into a report.
func page(e Environment, scenarios []Scenario, summaries []Summary) report.Page {
	p := report.Page{
		Title: "rip-server benchmark",
		Lead: fmt.Sprintf("%s. Targets take turns (A B C, A B C, …), each time as fresh processes; numbers are medians, whiskers reach from the least to the greatest. "+
			"Load, balancer and workers share one machine.", e.StartedAt.Format("2 January 2006, 15:04 MST")),
		Facts: []report.Fact{
			{Name: "processor", Value: fmt.Sprintf("%s, %d cores", e.CPU, e.Cores)}, {Name: "kernel", Value: e.Kernel}, {Name: "go", Value: e.Go},
		},
		Goals: reachedGoals(summaries),
	}
	for _, name := range slices.Sorted(maps.Keys(e.Versions)) {
		p.Facts = append(p.Facts, report.Fact{Name: programName(name), Value: e.Versions[name]})
	}
	p.Facts = append(p.Facts, report.Fact{Name: "rounds", Value: e.Flags}, report.Fact{Name: "load average before", Value: e.Load})
	for _, peer := range peers.All() {
		p.Series = append(p.Series, peer.Name)
		if slices.ContainsFunc(summaries, func(s Summary) bool { return s.Target == peer.Name }) {
			p.Notes = append(p.Notes, report.Fact{Name: peer.Name, Value: peer.About})
		}
	}
	for _, scenario := range scenarios {
		if rows := scenario.rows(summaries); len(rows) > 0 {
			p.Sections = append(p.Sections, scenario.section(rows))
		}
	}
	return p
}

// programName is a program's name without its path.
func programName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

func reachedGoals(summaries []Summary) []report.Goal {
	found := index(summaries)
	var reached []report.Goal
	for _, g := range goals() {
		if value, ok := g.value(found); ok {
			met, want := g.reached(value)
			reached = append(reached, report.Goal{What: g.what, Value: g.unit(value), Want: want, Met: met})
		}
	}
	return reached
}

// section is one scenario.
func (s Scenario) section(rows []Summary) report.Section {
	section := report.Section{Title: s.Name, About: s.About, Header: s.header()}
	bars := report.Bars{Title: s.header()[1] + ", median, least and greatest"}
	if s.Compared == "" {
		bars.Title = "Good answers a second: median, least and greatest"
	}
	memory := report.Lines{Title: "Memory of the balancer over time, MB"}
	for _, row := range rows {
		section.Rows = append(section.Rows, s.cells(row, rows[0]))
		if row.Rounds == 0 {
			continue
		}
		value := s.compared(row)
		bars.Bars = append(bars.Bars, report.Bar{Name: row.Target, Value: value.Median, Min: value.Min, Max: value.Max, Text: s.text(value.Median)})
		section.Curves = append(section.Curves, report.Curve{Name: row.Target, Points: points(row.curve())})
		section.Splits = append(section.Splits, report.Split{
			Name: row.Target, Balancer: row.CPU.Balancer, Workers: row.CPU.Workers, Load: row.CPU.Load, Network: row.CPU.Network, Others: row.CPU.Other,
		})
		if line := memoryLine(row); len(line.Points) > 2 {
			memory.Lines = append(memory.Lines, line)
		}
	}
	section.Bars = []report.Bars{bars}
	if len(memory.Lines) > 0 {
		section.Lines = []report.Lines{memory}
	}
	return section
}

func points(curve Curve) (points []report.Point) {
	for _, p := range curve {
		points = append(points, report.Point{X: p.Percentile, Y: p.Ms})
	}
	return points
}

// memoryLine is the balancer's memory in the last round; a target that is no
// balancer has none.
func memoryLine(s Summary) report.Curve {
	line := report.Curve{Name: s.Target}
	for _, m := range s.samples[len(s.samples)-1].Memory {
		if m.Balancer > 0 {
			line.Points = append(line.Points, report.Point{X: m.Seconds, Y: float64(m.Balancer) / 1e6})
		}
	}
	return line
}
