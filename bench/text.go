package bench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// thousands rounds a number and groups its digits: 41,234.
func thousands(number float64) string {
	digits := strconv.FormatFloat(number, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// short is a latency in milliseconds with about three digits.
func short(ms float64) string {
	switch {
	case ms == 0:
		return "-"
	case ms < 10:
		return fmt.Sprintf("%.2f ms", ms)
	case ms < 100:
		return fmt.Sprintf("%.1f ms", ms)
	default:
		return fmt.Sprintf("%.0f ms", ms)
	}
}

// percent writes a percentile without needless zeros: "99.9".
func percent(p float64) string { return strconv.FormatFloat(p, 'g', -1, 64) }

// kinds lists counts by their names: "12 read, 5 status", or "none".
func kinds(counts map[string]int) string {
	var parts []string
	for kind, n := range counts {
		parts = append(parts, fmt.Sprintf("%d %s", n, kind))
	}
	if len(parts) == 0 {
		return "none"
	}
	slices.SortFunc(parts, func(a, b string) int {
		_, a, _ = strings.Cut(a, " ")
		_, b, _ = strings.Cut(b, " ")
		return strings.Compare(a, b)
	})
	return strings.Join(parts, ", ")
}

// line is a sample for the progress.
func (s Sample) line(scenario Scenario) string {
	if s.Error != "" {
		return "failed: " + s.Error
	}
	parts := []string{fmt.Sprintf("%8s/s", thousands(s.PerSec)), "p50 " + short(s.Latency.At(50)), "p99 " + short(s.Latency.At(99))}
	for _, name := range append([]string{scenario.Compared}, scenario.Figures...) {
		if value, ok := s.Figures[name]; ok {
			parts = append(parts, name+" "+figureText(name, value))
		}
	}
	if s.Bad() > 0 {
		parts = append(parts, kinds(s.Other))
	}
	if s.noisy() {
		parts = append(parts, fmt.Sprintf("(not quiet: others used %.1f s of CPU)", s.CPU.Other))
	}
	return strings.Join(parts, "  ")
}

// noisy tells that other programs took more than a tenth of a core.
func (s Sample) noisy() bool { return s.CPU.Other > 0.1*s.CPU.Seconds }
