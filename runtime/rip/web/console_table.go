package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/inspect"
)

// valuesColumn holds what is not an object.
const valuesColumn = "Values"

// table prints an array or object of rows; anything else as log does.
func (c *console) table(call goja.FunctionCall) {
	data, ok := call.Argument(0).(*goja.Object)
	if !ok {
		c.printer(c.vm.Host.Stdout)(call)
		return
	}
	t := &table{c: c, columns: []string{"(index)"}}
	if only, ok := call.Argument(1).(*goja.Object); ok {
		c.vm.ForOf(only, func(v goja.Value) bool {
			t.only = append(t.only, v.String())
			return true
		})
		t.columns = append(t.columns, t.only...)
	}
	for _, key := range data.Keys() {
		t.row(key, data.Get(key))
	}
	c.print(c.vm.Host.Stdout, t.String())
}

// table is a console.table under way.
type table struct {
	c       *console
	columns []string
	only    []string // the columns asked for; nil: all
	rows    []map[string]string
}

func (t *table) row(key string, v goja.Value) {
	cells := map[string]string{"(index)": key}
	if o, ok := v.(*goja.Object); ok {
		for _, name := range o.Keys() {
			if t.only == nil || slices.Contains(t.only, name) {
				cells[name] = t.show(o.Get(name))
				t.column(name)
			}
		}
	} else {
		cells[valuesColumn] = t.show(v)
	}
	t.rows = append(t.rows, cells)
}

func (t *table) column(name string) {
	if !slices.Contains(t.columns, name) {
		t.columns = append(t.columns, name)
	}
}

func (t *table) show(v goja.Value) string {
	options := inspect.Defaults()
	options.Depth = 0
	return strings.ReplaceAll(t.c.inspect.Value(v, options), "\n", " ")
}

// String draws the table as node does.
func (t *table) String() string {
	if slices.ContainsFunc(t.rows, func(row map[string]string) bool { return row[valuesColumn] != "" }) {
		t.column(valuesColumn)
	}
	widths := make([]int, len(t.columns))
	for i, name := range t.columns {
		widths[i] = utf8.RuneCountInString(name)
		for _, row := range t.rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[name]))
		}
	}
	head := make(map[string]string, len(t.columns))
	for _, name := range t.columns {
		head[name] = name
	}
	lines := []string{t.rule(widths, "┌", "┬", "┐"), t.line(head, widths), t.rule(widths, "├", "┼", "┤")}
	for _, row := range t.rows {
		lines = append(lines, t.line(row, widths))
	}
	return strings.Join(append(lines, t.rule(widths, "└", "┴", "┘")), "\n")
}

func (t *table) rule(widths []int, left, middle, right string) string {
	parts := make([]string, len(widths))
	for i, width := range widths {
		parts[i] = strings.Repeat("─", width+2)
	}
	return left + strings.Join(parts, middle) + right
}

func (t *table) line(cells map[string]string, widths []int) string {
	var b strings.Builder
	for i, name := range t.columns {
		cell := cells[name]
		b.WriteString("│ " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)) + " ")
	}
	return b.String() + "│"
}
