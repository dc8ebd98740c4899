package bench

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// writeTables prints a table for each scenario, a line for each target.
func writeTables(w io.Writer, scenarios []Scenario, summaries []Summary) error {
	for _, scenario := range scenarios {
		rows := scenario.rows(summaries)
		if len(rows) == 0 {
			continue
		}
		_, _ = fmt.Fprintf(w, "\n%s: %s\n", scenario.Name, scenario.About)
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		_, _ = fmt.Fprintln(table, strings.Join(scenario.header(), "\t")+"\t")
		for _, row := range rows {
			_, _ = fmt.Fprintln(table, strings.Join(scenario.cells(row, rows[0]), "\t")+"\t")
		}
		if err := table.Flush(); err != nil { // tabwriter holds everything back until here, and with it any error
			return err
		}
	}
	return nil
}

// rows are the summaries of this scenario.
func (s Scenario) rows(summaries []Summary) (rows []Summary) {
	for _, summary := range summaries {
		if summary.Scenario == s.Name {
			rows = append(rows, summary)
		}
	}
	return rows
}

// header names the columns of cells.
func (s Scenario) header() []string {
	compared := s.Compared
	if compared == "" {
		compared = "good/s"
	}
	columns := []string{"target", compared, "min", "max", "ratio"}
	columns = append(columns, s.Figures...)
	columns = append(columns, "p50", "p99", "p99.9")
	if s.Compared == "" {
		columns = append(columns, "CPU/req", "CPU bal/work/load/net")
	}
	return append(columns, "not 200")
}

// cells are one row's texts. Ratios refer to the first row.
func (s Scenario) cells(row, first Summary) []string {
	if row.Rounds == 0 {
		return []string{row.Target, "failed"}
	}
	value := s.compared(row)
	cells := []string{row.Target, s.text(value.Median), s.text(value.Min), s.text(value.Max), ratio(value.Median, s.compared(first).Median)}
	for _, name := range s.Figures {
		text := "-"
		if figure, ok := row.Figures[name]; ok {
			text = figureText(name, figure.Median)
		}
		cells = append(cells, text)
	}
	cells = append(cells, short(row.Latency["50"].Median), short(row.Latency["99"].Median), short(row.Latency["99.9"].Median))
	if s.Compared == "" {
		cells = append(cells, fmt.Sprintf("%.1f µs", row.BalancerCPU.Median), row.CPU.split())
	}
	return append(cells, kinds(row.Other))
}

// compared is what the targets are compared by.
func (s Scenario) compared(row Summary) Spread {
	if s.Compared == "" {
		return row.PerSec
	}
	return row.Figures[s.Compared]
}

// text writes a value of what is compared; none is ever 0 but for want of a
// measurement.
func (s Scenario) text(value float64) string {
	if s.Compared != "" && value == 0 {
		return "-"
	}
	if s.Compared == "" {
		return thousands(value)
	}
	return figureText(s.Compared, value)
}

// ratio compares with the first row.
func ratio(value, first float64) string {
	if first == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f×", value/first)
}

// split is the shares of the machine in percent.
func (c CPU) split() string {
	return fmt.Sprintf("%.0f/%.0f/%.0f/%.0f %%", 100*c.Balancer, 100*c.Workers, 100*c.Load, 100*c.Network)
}
