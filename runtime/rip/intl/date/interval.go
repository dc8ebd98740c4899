package date

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// Range formats the time between a and b as briefly as the locale does.
func (f *Format) Range(a, b time.Time) []number.RangePart {
	a, b = a.In(f.options.Zone), b.In(f.options.Zone)
	whole := f.Parts(a)
	if number.Join(whole) == number.Join(f.Parts(b)) {
		return from(whole, "shared")
	}
	want := skeletonOf(f.pattern)
	difference := greatest(a, b)
	day, clock := want.only(dateKinds), want.only(timeKinds+"S")
	if len(day) > 0 && len(clock) > 0 {
		if strings.IndexByte("GyMd", difference) >= 0 {
			return f.fallback(a, b)
		}
		// The same day: it is said once, before the times.
		if times := f.interval(clock, difference, a, b); times != nil {
			return f.joined(day, times, a)
		}
		return f.fallback(a, b)
	}
	if parts := f.interval(want, difference, a, b); parts != nil {
		return parts
	}
	return f.fallback(a, b)
}

func (f *Format) joined(day skeleton, times []number.RangePart, a time.Time) []number.RangePart {
	dates := f.locale.Dates()
	text := dates.Join[joinStyle(day)]
	if f.options.DateStyle != "" {
		text = dates.JoinAt[f.options.DateStyle]
	}
	text = strings.ReplaceAll(text, "'", "")
	pattern := parse(newGenerator(dates).best(day))
	if f.options.DateStyle != "" {
		pattern = parse(dates.Date[f.options.DateStyle])
	}
	var out []number.RangePart
	for _, p := range number.Fill(text, func(i int) []number.Part { return []number.Part{{Type: "", Value: strconv.Itoa(i)}} }) {
		switch {
		case p.Type == "literal":
			out = append(out, number.RangePart{Part: p, Source: "shared"})
		case p.Value == "0":
			out = append(out, times...)
		default:
			out = append(out, from(f.fill(pattern, a), "shared")...)
		}
	}
	return out
}

// interval formats by the locale's pattern for ranges of such fields; nil when
// it has none.
func (f *Format) interval(want skeleton, difference byte, a, b time.Time) []number.RangePart {
	dates := f.locale.Dates()
	best := 0x1000
	var found candidate
	for _, key := range slices.Sorted(maps.Keys(dates.Intervals)) {
		have := skeletonOf(parse(key))
		text, ok := dates.Intervals[key][string(f.asked(difference, want))]
		if d, _ := want.distance(have); ok && d < best {
			best, found = d, candidate{have, text}
		}
	}
	if found.pattern == "" {
		return nil
	}
	elements := parse(adjust(found, want))
	second := repeated(elements)
	if second < 0 {
		return nil
	}
	first, rest := elements[:second], elements[second:]
	var between string
	if n := len(first); n > 0 && first[n-1].letter == 0 {
		between, first = first[n-1].literal, first[:n-1]
	}
	parts := from(f.fill(first, a), "startRange")
	parts = append(parts, number.RangePart{Part: number.Part{Type: "literal", Value: plainSpaces(between)}, Source: "shared"})
	return append(parts, from(f.fill(rest, b), "endRange")...)
}

// asked is the letter under which a difference is found.
func (f *Format) asked(difference byte, want skeleton) byte {
	if difference == 'a' || difference == 'h' {
		if hour := want['h'].letter; hour == 'H' || hour == 'k' {
			return 'H'
		}
	}
	return difference
}

// repeated is where the second half of an interval's pattern begins.
func repeated(elements []element) int {
	seen := map[byte]bool{}
	for i, e := range elements {
		if e.letter == 0 {
			continue
		}
		if seen[kind(e.letter)] {
			return i
		}
		seen[kind(e.letter)] = true
	}
	return -1
}

// fallback formats both ends in full.
func (f *Format) fallback(a, b time.Time) []number.RangePart {
	var out []number.RangePart
	for _, p := range number.Fill(f.locale.Dates().Fallback, func(i int) []number.Part { return []number.Part{{Type: "", Value: strconv.Itoa(i)}} }) {
		switch {
		case p.Type == "literal":
			p.Value = plainSpaces(p.Value)
			out = append(out, number.RangePart{Part: p, Source: "shared"})
		case p.Value == "0":
			out = append(out, from(f.Parts(a), "startRange")...)
		default:
			out = append(out, from(f.Parts(b), "endRange")...)
		}
	}
	return out
}

// greatest is the largest field in which two times differ.
func greatest(a, b time.Time) byte {
	switch {
	case era(a) != era(b):
		return 'G'
	case a.Year() != b.Year():
		return 'y'
	case a.Month() != b.Month():
		return 'M'
	case a.Day() != b.Day():
		return 'd'
	case half(a) != half(b):
		return 'a'
	case a.Hour() != b.Hour():
		return 'h'
	case a.Minute() != b.Minute():
		return 'm'
	}
	return 's'
}

func from(parts []number.Part, source string) []number.RangePart {
	out := make([]number.RangePart, len(parts))
	for i, p := range parts {
		out[i] = number.RangePart{Part: p, Source: source}
	}
	return out
}
