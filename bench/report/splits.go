package report

import (
	"fmt"
	"html/template"
)

// Splits says for each series who used the machine's CPU time.
type Splits []Split

// Split is one series' shares, from 0 to 1 of all cores. What is missing from 1
// was idle.
type Split struct {
	Name                                     string
	Balancer, Workers, Load, Network, Others float64
}

// part is a share's name and colour.
type part struct {
	Name  string
	Color template.CSS
}

func splitParts() []part {
	return []part{
		{"balancer", "--s0"}, {"workers", "--s3"}, {"load", "--s2"}, {"kernel, for the network", "--s5"}, {"other programs", "--s6"},
	}
}

func (d drawing) splits(splits Splits) template.HTML {
	var c canvas
	const room = frameWidth - nameWidth - 8
	for i, split := range splits {
		middle := float64(i)*rowHeight + rowHeight/2
		c.text(nameWidth-8, middle+4, "end", "", split.Name)
		c.add(`<rect x="%s" y="%s" width="%s" height="%s" rx="2" style="fill:var(--rule)"/>`, px(nameWidth), px(middle-barHeight/2), px(room), px(barHeight))
		from := nameWidth
		for j, share := range []float64{split.Balancer, split.Workers, split.Load, split.Network, split.Others} {
			width := min(share*room, nameWidth+room-from)
			if width < 0.5 {
				continue
			}
			p := splitParts()[j]
			text := fmt.Sprintf("%.0f %%", 100*share)
			c.add(`<rect x="%s" y="%s" width="%s" height="%s" style="fill:var(%s)"><title>%s: %s</title></rect>`,
				px(from), px(middle-barHeight/2), px(width), px(barHeight), p.Color, p.Name, text)
			if width > 34 {
				c.text(from+width/2, middle+4, "middle", "inside", text)
			}
			from += width
		}
	}
	return c.svg(frameWidth, float64(len(splits))*rowHeight+4)
}
