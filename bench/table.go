package bench

import (
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"
)

// WriteTable prints runs for people, one line a measurement.
func WriteTable(w io.Writer, runs ...Run) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "target\tpath\tconnections\treq/s\tp50\tp99\tmax\terrors\t")
	for _, run := range runs {
		for _, m := range run.Measurements {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t\n", run.Target, m.Load.Path, m.Load.Connections,
				thousands(m.Result.PerSec), short(m.Result.P50), short(m.Result.P99), short(m.Result.Max), m.Result.Errors)
		}
	}
	return table.Flush() // tabwriter holds everything back until here, and with it any error
}

// String is the errors by kind, without the kinds that did not happen, or
// "none".
func (e Errors) String() string {
	text := ""
	for _, kind := range []struct {
		name  string
		count int
	}{{"connect", e.Connect}, {"read", e.Read}, {"write", e.Write}, {"timeout", e.Timeout}, {"status", e.Status}} {
		if kind.count > 0 {
			text += fmt.Sprintf(", %d %s", kind.count, kind.name)
		}
	}
	if text == "" {
		return "none"
	}
	return text[len(", "):]
}

// thousands rounds a rate and groups its digits: 41,234.
func thousands(rate float64) string {
	digits := strconv.FormatFloat(rate, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// short is a latency with three significant digits at most.
func short(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.2f ms", milliseconds(d))
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.1f ms", milliseconds(d))
	default:
		return fmt.Sprintf("%.0f ms", milliseconds(d))
	}
}
