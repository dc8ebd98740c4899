package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// Curves are latency distributions in milliseconds.
type Curves []Curve

// Curve is one series' distribution.
type Curve struct {
	Name   string
	Points []Point
}

// Point is a latency in milliseconds at a percentile, or a value at a time.
type Point struct{ X, Y float64 }

const (
	plotLeft   = 46.0
	plotTop    = 8.0
	plotHeight = 232.0
	plotWidth  = frameWidth - plotLeft - 24
	axisHeight = 24.0
)

// The curves begin at firstPercentile: the fastest answer of all is an accident
// that would stretch the scale. They end at lastPercentile: 100 % would be
// infinitely far away.
const (
	firstPercentile = 10
	lastPercentile  = 99.99
)

// curves draws the latencies over percentiles. Each further nine takes the same
// room, and latencies are logarithmic: both ends of the range can be read.
func (d drawing) curves(curves Curves) template.HTML {
	var c canvas
	low, high := bounds(curves)
	x := func(percentile float64) float64 {
		return plotLeft + plotWidth*nines(percentile)/nines(lastPercentile)
	}
	y := func(ms float64) float64 {
		return plotTop + plotHeight*(1-math.Log10(max(ms, low)/low)/math.Log10(high/low))
	}
	for ms := low; ms <= high*1.001; ms *= 10 {
		c.add(`<path class="rule" d="M%s %sH%s"/>`, px(plotLeft), px(y(ms)), px(plotLeft+plotWidth))
		c.text(plotLeft-6, y(ms)+4, "end", "soft", tick(ms))
	}
	for _, p := range []float64{0, 50, 90, 99, 99.9, 99.99} {
		c.add(`<path class="rule" d="M%s %sv%s"/>`, px(x(p)), px(plotTop), px(plotHeight))
		c.text(x(p), plotTop+plotHeight+16, "middle", "soft", fmt.Sprintf("%g", p))
	}
	for _, curve := range curves {
		var path strings.Builder
		for _, point := range curve.shown() {
			path.WriteString(step(path.Len() == 0, x(point.X), y(point.Y)))
		}
		c.add(`<path class="line" style="stroke:var(%s)" d="%s"><title>%s</title></path>`, d.color(curve.Name), path.String(), template.HTMLEscapeString(curve.Name))
	}
	return c.svg(frameWidth, plotTop+plotHeight+axisHeight)
}

// shown are the points that are drawn.
func (c Curve) shown() (points []Point) {
	for _, point := range c.Points {
		if point.X >= firstPercentile && point.X <= lastPercentile && point.Y > 0 {
			points = append(points, point)
		}
	}
	return points
}

// step is one command of a path: to its first point, or a line to the next.
func step(first bool, x, y float64) string {
	command := "L"
	if first {
		command = "M"
	}
	return command + px(x) + " " + px(y)
}

// nines is how many nines a percentile has: 1 at 90, 2 at 99.
func nines(percentile float64) float64 { return -math.Log10(1 - percentile/100) }

// bounds are powers of ten around all latencies.
func bounds(curves Curves) (low, high float64) {
	low, high = math.Inf(1), 0
	for _, curve := range curves {
		for _, point := range curve.shown() {
			low, high = min(low, point.Y), max(high, point.Y)
		}
	}
	if high == 0 {
		return 1, 10
	}
	low, high = math.Pow(10, math.Floor(math.Log10(low))), math.Pow(10, math.Ceil(math.Log10(high)))
	return low, max(high, 10*low)
}
