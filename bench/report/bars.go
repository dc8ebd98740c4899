package report

import "html/template"

// Bars compares series by one number each, with whiskers from the least to the
// greatest that was measured.
type Bars struct {
	Title string
	Bars  []Bar
}

// Bar is one number; Text is how it is written.
type Bar struct {
	Name            string
	Value, Min, Max float64
	Text            string
}

// Measures of charts, in units of the SVG's frame.
const (
	frameWidth = 560.0
	nameWidth  = 118.0
	rowHeight  = 26.0
	barHeight  = 16.0
)

func (d drawing) bars(b Bars) template.HTML {
	var c canvas
	most := 0.0
	for _, bar := range b.Bars {
		most = max(most, bar.Value, bar.Max)
	}
	if most == 0 {
		most = 1
	}
	const room = frameWidth - nameWidth - 74 // right of the longest bar is its number
	for i, bar := range b.Bars {
		y := float64(i) * rowHeight
		middle := y + rowHeight/2
		width := max(1, bar.Value/most*room)
		c.text(nameWidth-8, middle+4, "end", "", bar.Name)
		c.add(`<rect x="%s" y="%s" width="%s" height="%s" rx="2" style="fill:var(%s)"><title>%s: %s</title></rect>`,
			px(nameWidth), px(middle-barHeight/2), px(width), px(barHeight), d.color(bar.Name), template.HTMLEscapeString(bar.Name), template.HTMLEscapeString(bar.Text))
		end := width
		if bar.Max > bar.Min {
			from, to := nameWidth+bar.Min/most*room, nameWidth+bar.Max/most*room
			c.add(`<path class="whisker" d="M%s %sH%sM%[1]s %[4]sv6M%[3]s %[4]sv6"/>`, px(from), px(middle), px(to), px(middle-3))
			end = max(end, to-nameWidth)
		}
		c.text(nameWidth+end+8, middle+4, "start", "", bar.Text)
	}
	return c.svg(frameWidth, float64(len(b.Bars))*rowHeight+4)
}
