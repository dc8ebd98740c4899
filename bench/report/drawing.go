package report

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

// drawing draws charts in one set of colours.
type drawing struct{ series []string }

// colors is how many series colours page.css has.
const colors = 10

// color is the CSS variable of a series. One that is not in the page's series
// gets the first.
func (d drawing) color(name string) template.CSS {
	i := max(0, slices.Index(d.series, name))
	return template.CSS(fmt.Sprintf("--s%d", i%colors))
}

// canvas collects SVG elements.
type canvas struct{ strings.Builder }

// add writes one element; the texts among args must be escaped already.
func (c *canvas) add(format string, args ...any) { fmt.Fprintf(c, format+"\n", args...) }

// text writes at a point; anchor is start, middle or end.
func (c *canvas) text(x, y float64, anchor, class, text string) {
	c.add(`<text x="%s" y="%s" text-anchor="%s" class="%s">%s</text>`, px(x), px(y), anchor, class, template.HTMLEscapeString(text))
}

// svg is everything drawn so far in a frame of the given size.
func (c *canvas) svg(width, height float64) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %s %s" role="img">`+"\n%s</svg>", px(width), px(height), c.String()))
}

// px writes a coordinate with a digit behind the point at most.
func px(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// tick is a value on an axis in three digits: 0.5, 12, 3k.
func tick(v float64) string {
	switch {
	case v >= 1e6:
		return strconv.FormatFloat(v/1e6, 'g', 3, 64) + "M"
	case v >= 1e4:
		return strconv.FormatFloat(v/1e3, 'g', 3, 64) + "k"
	default:
		return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	}
}

// roundUp is the next of 1, 2, 2.5, 5 or 10 times a power of ten.
func roundUp(v float64) float64 {
	if v <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, step := range []float64{1, 2, 2.5, 5} {
		if v <= step*power {
			return step * power
		}
	}
	return 10 * power
}
