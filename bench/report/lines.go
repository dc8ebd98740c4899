package report

import (
	"fmt"
	"html/template"
	"strings"
)

// Lines are values over time, from zero up.
type Lines struct {
	Title string
	Lines []Curve // X is seconds
}

func (d drawing) lines(l Lines) template.HTML {
	var c canvas
	var most, last float64
	for _, line := range l.Lines {
		for _, point := range line.Points {
			most, last = max(most, point.Y), max(last, point.X)
		}
	}
	most, last = roundUp(most), max(last, 1)
	const height = plotHeight * 0.7
	x := func(v float64) float64 { return plotLeft + plotWidth*v/last }
	y := func(v float64) float64 { return plotTop + height*(1-v/most) }
	for i := range 5 {
		v := most * float64(i) / 4
		c.add(`<path class="rule" d="M%s %sH%s"/>`, px(plotLeft), px(y(v)), px(plotLeft+plotWidth))
		c.text(plotLeft-6, y(v)+4, "end", "soft", tick(v))
	}
	for v := 0.0; v <= last; v += roundUp(last / 6) {
		c.text(x(v), plotTop+height+16, "middle", "soft", fmt.Sprintf("%g s", v))
	}
	for _, line := range l.Lines {
		var path strings.Builder
		for i, point := range line.Points {
			path.WriteString(step(i == 0, x(point.X), y(point.Y)))
		}
		c.add(`<path class="line" style="stroke:var(%s)" d="%s"><title>%s</title></path>`, d.color(line.Name), path.String(), template.HTMLEscapeString(line.Name))
	}
	return c.svg(frameWidth, plotTop+height+axisHeight)
}
