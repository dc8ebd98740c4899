package intl

import (
	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/date"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// maxFormats bounds how many formats a VM remembers.
const maxFormats = 200

// formats remembers what was made for a locale and options: apps call
// toLocaleString in loops, and to find the pattern of a date takes longer than
// to format it.
type formats struct {
	dates   map[dateKey]*date.Format
	numbers map[numberKey]*number.Format
}

type dateKey struct {
	tag     string
	options date.Options
}

type numberKey struct {
	tag     string
	options number.Options
}

func newFormats() *formats {
	return &formats{map[dateKey]*date.Format{}, map[numberKey]*number.Format{}}
}

func (f *formats) date(l *cldr.Locale, tag string, o date.Options) *date.Format {
	key := dateKey{tag, o}
	if known, ok := f.dates[key]; ok {
		return known
	}
	if len(f.dates) >= maxFormats {
		clear(f.dates)
	}
	made := date.New(l, tag, o)
	f.dates[key] = made
	return made
}

func (f *formats) number(l *cldr.Locale, tag string, o number.Options) *number.Format {
	key := numberKey{tag, o}
	if known, ok := f.numbers[key]; ok {
		return known
	}
	if len(f.numbers) >= maxFormats {
		clear(f.numbers)
	}
	made := number.New(l, tag, o)
	f.numbers[key] = made
	return made
}

// digitsOf are the digits of a numbering system, "" when there is none of the name.
func digitsOf(system string) string { return cldr.Supplemental().Digits[system] }
