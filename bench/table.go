package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// writeTables prints a table for each scenario, a line for each target.
func writeTables(w io.Writer, scenarios []Scenario, summaries []Summary) error {
	for _, scenario := range scenarios {
		var rows []Summary
		for _, summary := range summaries {
			if summary.Scenario == scenario.Name {
				rows = append(rows, summary)
			}
		}
		if len(rows) == 0 {
			continue
		}
		if err := writeTable(w, scenario, rows); err != nil {
			return err
		}
	}
	return nil
}

// writeTable prints one scenario. Ratios refer to the first row.
func writeTable(w io.Writer, scenario Scenario, rows []Summary) error {
	_, _ = fmt.Fprintf(w, "\n%s: %s\n", scenario.Name, scenario.About)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprint(table, "target\tgood/s\tmin\tmax\tratio\tp50\tp99\tp99.9\tCPU/req\tCPU: balancer/workers/load/net\t")
	for _, name := range scenario.Figures {
		_, _ = fmt.Fprint(table, name, "\t")
	}
	_, _ = fmt.Fprintln(table, "not 200\t")
	for _, row := range rows {
		if row.Rounds == 0 {
			_, _ = fmt.Fprintf(table, "%s\tfailed\t\n", row.Target)
			continue
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.1f µs\t%s\t", row.Target,
			thousands(row.PerSec.Median), thousands(row.PerSec.Min), thousands(row.PerSec.Max), ratio(row.PerSec.Median, rows[0].PerSec.Median),
			short(row.Latency["50"].Median), short(row.Latency["99"].Median), short(row.Latency["99.9"].Median), row.BalancerCPU.Median, row.CPU.split())
		for _, name := range scenario.Figures {
			_, _ = fmt.Fprint(table, figureText(name, row.Figures[name].Median), "\t")
		}
		_, _ = fmt.Fprintf(table, "%s\t\n", kinds(row.Other))
	}
	return table.Flush() // tabwriter holds everything back until here, and with it any error
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
