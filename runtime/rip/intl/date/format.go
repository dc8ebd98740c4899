// Package date formats dates as Intl.DateTimeFormat does, in the Gregorian
// calendar.
package date

import (
	"strings"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// Format formats dates in one locale with one set of options. Safe for
// concurrent use.
type Format struct {
	locale  *cldr.Locale
	tag     string
	options Options
	pattern []element
	integer *number.Format
}

// New returns a format for a resolved tag and its data.
func New(locale *cldr.Locale, tag string, o Options) *Format {
	f := &Format{locale: locale, tag: tag, options: o}
	f.pattern = o.pattern(newGenerator(locale.Dates()))
	f.integer = number.New(locale, tag, number.Options{
		Style: "decimal", Grouping: "false", System: o.System, Sign: "auto", Digits: number.Digits{MinInteger: 1},
	})
	return f
}

// HourCycle is h12, h23 and so on; "" when no hours are shown.
func (f *Format) HourCycle() string { return cycleOf(f.pattern) }

// Parts formats t.
func (f *Format) Parts(t time.Time) []number.Part { return f.fill(f.pattern, t) }

// fill formats t by a pattern.
func (f *Format) fill(pattern []element, t time.Time) []number.Part {
	t = t.In(f.options.Zone)
	var parts []number.Part
	add := func(kind, text string) {
		text = plainSpaces(text)
		if n := len(parts); kind == "literal" && n > 0 && parts[n-1].Type == kind {
			parts[n-1].Value += text
			return
		}
		if text != "" {
			parts = append(parts, number.Part{Type: kind, Value: text})
		}
	}
	for _, e := range pattern {
		if e.letter == 0 {
			add("literal", e.literal)
			continue
		}
		if e.letter == 'S' {
			add("literal", f.decimal())
		}
		add(partType(e.letter), f.field(e, t))
	}
	return parts
}

// plainSpaces replaces narrow and thin spaces, as engines of the web do for the
// sake of programs that parse dates.
func plainSpaces(text string) string {
	return strings.NewReplacer("\u202f", " ", "\u2009", " ").Replace(text)
}

func (f *Format) decimal() string {
	return f.locale.Numbers().Systems[f.locale.Numbers().System].Symbols["decimal"]
}

// partType is what formatToParts calls a field.
func partType(letter byte) string {
	switch kind(letter) {
	case 'G':
		return "era"
	case 'y':
		return "year"
	case 'M':
		return "month"
	case 'd':
		return "day"
	case 'E':
		return "weekday"
	case 'a', 'B':
		return "dayPeriod"
	case 'h':
		return "hour"
	case 'm':
		return "minute"
	case 's':
		return "second"
	case 'S':
		return "fractionalSecond"
	case 'z':
		return "timeZoneName"
	}
	return "literal"
}

// Text formats t.
func (f *Format) Text(t time.Time) string { return number.Join(f.Parts(t)) }
