package inspect

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ansi are the escape sequences that take no columns.
var ansi = regexp.MustCompile("\x1b\\[\\d+m")

func (p *printer) width(s string) int {
	if p.Colors {
		s = ansi.ReplaceAllString(s, "")
	}
	return utf8.RuneCountInString(s)
}

// layout writes an object on one line if it is short and not deep, else with
// an entry a line (node: reduceToSingleString).
func (p *printer) layout(s shape, depth int) string {
	open := s.prefix + s.open
	if s.base != "" {
		open = s.base + " " + s.open
	}
	count := len(s.entries)
	if s.columns && count > 6 && p.Compact >= 1 {
		s.entries = p.inColumns(s.entries)
	}
	if p.level-depth < p.Compact && count == len(s.entries) {
		if line := open + " " + strings.Join(s.entries, ", ") + " " + s.close; p.fits(s, open) && !strings.Contains(strings.Join(s.entries, ""), "\n") {
			return line
		}
	}
	indent := "\n" + strings.Repeat(" ", p.indent)
	return open + indent + "  " + strings.Join(s.entries, ","+indent+"  ") + indent + s.close
}

// fits is node's isBelowBreakLength.
func (p *printer) fits(s shape, open string) bool {
	if strings.Contains(s.base, "\n") {
		return false
	}
	if p.BreakLength == 0 {
		return true
	}
	total := len(s.entries) + len(s.entries) + p.indent + p.width(open) + 10
	for _, entry := range s.entries {
		total += p.width(entry)
	}
	return total <= p.BreakLength
}

// inColumns joins short elements of an array into rows of equal columns
// (node: groupArrayElements).
func (p *printer) inColumns(entries []string) []string {
	tail := []string(nil)
	if last := entries[len(entries)-1]; strings.HasPrefix(last, "... ") && strings.HasSuffix(last, "more items") {
		entries, tail = entries[:len(entries)-1], []string{last}
	}
	const gap = 2 // ", "
	widths := make([]int, len(entries))
	total, longest := 0, 0
	for i, entry := range entries {
		widths[i] = p.width(entry) + gap
		total += widths[i]
		longest = max(longest, widths[i])
	}
	limit := p.BreakLength
	if limit == 0 {
		limit = math.MaxInt32
	}
	actual := longest
	if actual*3+p.indent >= limit || (float64(total)/float64(actual) <= 5 && longest > 6+gap) {
		return append(entries, tail...)
	}
	bias := math.Sqrt(float64(actual) - float64(total)/float64(len(entries)))
	biased := math.Max(float64(actual)-3-bias, 1)
	columns := min(
		int(math.Round(math.Sqrt(2.5*biased*float64(len(entries)))/biased)),
		(limit-p.indent)/actual, p.Compact*4, 15,
	)
	if columns <= 1 {
		return append(entries, tail...)
	}
	return append(p.rows(entries, widths, columns), tail...)
}

// rows pads every column to its widest entry; numbers to the right.
func (p *printer) rows(entries []string, widths []int, columns int) []string {
	column := make([]int, columns)
	for i, width := range widths {
		column[i%columns] = max(column[i%columns], width)
	}
	numbers := !slices.ContainsFunc(entries, func(entry string) bool {
		plain := ansi.ReplaceAllString(entry, "")
		return plain == "" || !strings.ContainsAny(plain[:1], "-0123456789")
	})
	var rows []string
	for start := 0; start < len(entries); start += columns {
		end := min(start+columns, len(entries))
		var row strings.Builder
		for i := start; i < end; i++ {
			cell, last := entries[i], i == end-1
			if !last {
				cell += ", "
			}
			width := widths[i]
			if last {
				width -= 2
			}
			pad := strings.Repeat(" ", max(column[i-start]-width-boolInt(last)*2, 0))
			switch {
			case numbers:
				row.WriteString(pad + cell)
			case last:
				row.WriteString(cell)
			default:
				row.WriteString(cell + pad)
			}
		}
		rows = append(rows, row.String())
	}
	return rows
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
