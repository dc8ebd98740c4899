package cli

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// table is rows of cells that may have colours.
type table struct {
	rows  [][]string
	right map[int]bool // columns of numbers
}

func newTable(right ...int) *table {
	t := &table{right: map[int]bool{}}
	for _, column := range right {
		t.right[column] = true
	}
	return t
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// String aligns the columns, two spaces apart, each row after indent. Nothing
// is padded at the end of a line.
func (t *table) String(indent string) string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], lipgloss.Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		line := indent
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-lipgloss.Width(cell))
			if t.right[i] {
				cell, pad = pad+cell, ""
			}
			line += cell + pad + "  "
		}
		b.WriteString(strings.TrimRight(line, " "))
		b.WriteByte('\n')
	}
	return b.String()
}
