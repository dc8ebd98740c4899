package date

import (
	"strings"
	"time"
)

// Options are those of Intl.DateTimeFormat, resolved; "" is not there.
type Options struct {
	Weekday, Era, Year, Month, Day, DayPeriod, Hour, Minute, Second, ZoneName string

	FractionalDigits     int
	DateStyle, TimeStyle string
	HourCycle            string // h11, h12, h23, h24; that of the locale when it is not given
	System               string // the numbering system
	Zone                 *time.Location
	ZoneID               string // its name, for finding what it is called
}

// skeleton is what the options want, hours in the given cycle.
func (o Options) skeleton() skeleton {
	s := skeleton{}
	add := func(letter byte, value string, widths map[string]int) {
		if w, ok := widths[value]; ok {
			s[kind(letter)] = field{letter, w}
		}
	}
	name := map[string]int{"short": 3, "long": 4, "narrow": 5}
	digits := map[string]int{"numeric": 1, "2-digit": 2}
	add('E', o.Weekday, name)
	add('G', o.Era, map[string]int{"short": 1, "long": 4, "narrow": 5})
	add('y', o.Year, digits)
	add('M', o.Month, map[string]int{"numeric": 1, "2-digit": 2, "short": 3, "long": 4, "narrow": 5})
	add('d', o.Day, digits)
	add('B', o.DayPeriod, map[string]int{"short": 1, "long": 4, "narrow": 5})
	add(hourLetter(o.HourCycle), o.Hour, digits)
	add('m', o.Minute, digits)
	add('s', o.Second, digits)
	if o.FractionalDigits > 0 {
		s['S'] = field{'S', o.FractionalDigits}
	}
	add('z', o.ZoneName, map[string]int{"short": 1, "long": 4})
	add('O', o.ZoneName, map[string]int{"shortOffset": 1, "longOffset": 4})
	add('v', o.ZoneName, map[string]int{"shortGeneric": 1, "longGeneric": 4})
	return s
}

func hourLetter(cycle string) byte {
	switch cycle {
	case "h11":
		return 'K'
	case "h12":
		return 'h'
	case "h24":
		return 'k'
	}
	return 'H'
}

// cycleOf is the hour cycle of a pattern; "" when it has no hours.
func cycleOf(pattern []element) string {
	for _, e := range pattern {
		switch e.letter {
		case 'h':
			return "h12"
		case 'H':
			return "h23"
		case 'K':
			return "h11"
		case 'k':
			return "h24"
		}
	}
	return ""
}

// pattern is the pattern for the options.
func (o Options) pattern(g generator) []element {
	if o.DateStyle == "" && o.TimeStyle == "" {
		return parse(g.best(o.skeleton()))
	}
	day, clock := g.dates.Date[o.DateStyle], g.dates.Time[o.TimeStyle]
	if o.HourCycle != "" && clock != "" {
		clock = o.inCycle(g, clock)
	}
	switch {
	case clock == "":
		return parse(day)
	case day == "":
		return parse(clock)
	}
	return parse(substitute(g.dates.JoinAt[o.DateStyle], clock, day))
}

// inCycle rewrites the pattern of a time for the hour cycle.
func (o Options) inCycle(g generator, clock string) string {
	elements := parse(clock)
	letter := hourLetter(o.HourCycle)
	half := func(c byte) bool { return c == 'h' || c == 'K' }
	want := skeletonOf(elements)
	if half(want['h'].letter) != half(letter) {
		want['h'] = field{letter, want['h'].width}
		if !half(letter) {
			delete(want, 'B') // afternoons are part of hours of 12 only
		}
		return g.best(want)
	}
	return strings.ReplaceAll(clock, string(want['h'].letter), string(letter))
}
