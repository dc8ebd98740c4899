package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/rip-server/rip-server/platform/api"
)

// topHead is how many lines there are around the apps: two of the platform, an
// empty one and the columns above them, and one at the end.
const topHead = 5

// topColumn is one column of the table; key sorts by it.
type topColumn struct {
	title string
	key   rune
	width int
	wide  int // least width of the terminal that has room for it
	text  func(api.App) string
	left  bool
}

func topColumns() []topColumn {
	return []topColumn{
		{title: "STATE", key: 's', width: 8, left: true, text: func(a api.App) string { return appStateStyled(a.Status) }},
		{title: "WORK", key: 'w', width: 5, text: workersText},
		{title: "REQ/S", key: 'r', width: 6, text: func(a api.App) string { return rate(a.Traffic.RPS) }},
		{title: "P50", width: 8, wide: 96, text: func(a api.App) string { return quantile(a.Traffic.P50Ms) }},
		{title: "P99", key: 'p', width: 8, text: func(a api.App) string { return quantile(a.Traffic.P99Ms) }},
		{title: "QUEUE", key: 'u', width: 5, text: func(a api.App) string { return alarmed(uint64(a.Traffic.Queue)) }},
		{title: "5XX", key: 'e', width: 6, text: func(a api.App) string { return alarmed(a.Traffic.Errors5xx) }},
		{title: "MEM", key: 'm', width: 7, text: func(a api.App) string { return bytesText(a.Traffic.MemoryBytes) }},
		{title: "VER", width: 4, wide: 96, text: func(a api.App) string { return strconv.Itoa(a.Version) }},
		{title: "UP", width: 6, text: func(a api.App) string { return upSpan(a.UptimeSeconds) }},
	}
}

func quantile(v float64) string {
	if v == 0 {
		return ""
	}
	return ms(v)
}

// alarmed is a number that should be 0.
func alarmed(n uint64) string {
	text := thousands(n)
	if n > 0 {
		return newStyles().bad.Render(text)
	}
	return text
}

// lines is the whole board for a terminal of that size; no line is wider.
func (b *topBoard) lines(width, height int) []string {
	room := max(0, height-topHead)
	apps := b.sorted()
	first := max(0, min(b.first, len(apps)-room))
	shownApps := apps[first:min(len(apps), first+room)]
	all := []string{b.summary(), b.past(width), "", b.header(width)}
	for _, app := range shownApps {
		all = append(all, b.row(app, width))
	}
	if len(apps) == 0 {
		all = append(all, newStyles().dim.Render(`no apps yet: rip-server deploy <name> <app-path>`))
	}
	for len(all) < height-1 {
		all = append(all, "")
	}
	all = append(all, b.footer(first, len(shownApps), len(apps)))
	for i, line := range all {
		all[i] = strings.TrimRight(lipgloss.NewStyle().MaxWidth(width).Render(line), " ")
	}
	return all
}

func (b *topBoard) summary() string {
	s, st := newStyles(), b.stats
	return fmt.Sprintf("%s %s  up %s  %d of %s running, %s", s.bold.Render("rip-server platform"), s.dim.Render(st.Version),
		span(st.UptimeSeconds), st.Running, counted(st.Apps, "app"), workerCount(st.Workers))
}

// past is the platform's requests a second, now and as a line of the last looks.
func (b *topBoard) past(width int) string {
	text := fmt.Sprintf("%s req/s  %s requests  %s  ", rate(b.stats.RPS), thousands(b.stats.Requests), bytesText(b.stats.MemoryBytes))
	room := max(0, width-lipgloss.Width(text))
	return text + newStyles().name.Render(sparkline(b.history[max(0, len(b.history)-room):]))
}

// sparkline draws values as bars between 0 and the largest.
func sparkline(values []float64) string {
	bars := []rune("▁▂▃▄▅▆▇█")
	largest := 0.0
	for _, v := range values {
		largest = math.Max(largest, v)
	}
	var line strings.Builder
	for _, v := range values {
		i := 0
		if largest > 0 {
			i = int(v / largest * float64(len(bars)-1))
		}
		line.WriteRune(bars[i])
	}
	return line.String()
}

func (b *topBoard) header(width int) string {
	s := newStyles()
	title := func(text string, key rune) string {
		if key == b.sortKey() {
			return s.name.Bold(true).Render(text)
		}
		return s.dim.Render(text)
	}
	cells := []string{pad(title("APP", 'n'), nameWidth(width), true)}
	for _, c := range topColumns() {
		if width >= c.wide {
			cells = append(cells, pad(title(c.title, c.key), c.width, c.left))
		}
	}
	return strings.Join(cells, " ")
}

func (b *topBoard) row(app api.App, width int) string {
	name := newStyles().bold.MaxWidth(nameWidth(width)).Render(app.Name)
	cells := []string{pad(name, nameWidth(width), true)}
	for _, c := range topColumns() {
		if width >= c.wide {
			cells = append(cells, pad(c.text(app), c.width, c.left))
		}
	}
	line := strings.Join(cells, " ")
	if app.Error != nil {
		first, _, _ := strings.Cut(*app.Error, "\n")
		line += "  " + newStyles().bad.Render(first)
	}
	return line
}

// nameWidth is what the columns leave, within what a name needs.
func nameWidth(width int) int {
	rest := width
	for _, c := range topColumns() {
		if width >= c.wide {
			rest -= c.width + 1
		}
	}
	return max(8, min(rest, 30))
}

// footer says what can be done, or what is wrong.
func (b *topBoard) footer(first, shown, all int) string {
	s := newStyles()
	if b.err != nil {
		return s.bad.Render("no answer, trying again: " + strings.ReplaceAll(b.err.Error(), "\n", " "))
	}
	text := "q quit  sort: n s w r p u e m"
	if shown < all {
		text += fmt.Sprintf("  %d–%d of %d, j k scroll", first+1, first+shown, all)
	}
	return s.dim.Render(text)
}

// pad fills a cell to its width; longer ones stay as they are.
func pad(text string, width int, left bool) string {
	space := strings.Repeat(" ", max(0, width-lipgloss.Width(text)))
	if left {
		return text + space
	}
	return space + text
}

// frame is lines as the whole content of a terminal. It is drawn over the last
// one, which does not flicker as clearing would.
func frame(lines []string) string {
	const home, endOfLine, endOfScreen = "\x1b[H", "\x1b[K", "\x1b[J"
	return home + strings.Join(lines, endOfLine+"\r\n") + endOfLine + endOfScreen
}
