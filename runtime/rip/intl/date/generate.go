package date

import (
	"maps"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// generator finds patterns for skeletons, as ICU's DateTimePatternGenerator
// does (UTS 35, part 4, "Matching Skeletons").
type generator struct {
	dates *cldr.Dates
	known []candidate
}

func newGenerator(dates *cldr.Dates) generator {
	return generator{dates, candidates(dates)}
}

// candidate is a pattern and its skeleton.
type candidate struct {
	have    skeleton
	pattern string
}

// candidates are the locale's patterns, single fields, and those of its styles
// for which there is no better one.
func candidates(dates *cldr.Dates) []candidate {
	var list []candidate
	for _, key := range slices.Sorted(maps.Keys(dates.Available)) {
		list = append(list, candidate{skeletonOf(parse(key)), dates.Available[key]})
	}
	known := map[string]bool{}
	for _, c := range list {
		known[c.have.base()] = true
	}
	add := func(pattern string) {
		if c := (candidate{skeletonOf(parse(pattern)), pattern}); !known[c.have.base()] {
			known[c.have.base()] = true
			list = append(list, c)
		}
	}
	for _, single := range []string{"G", "y", "M", "E", "d", "B", "H", "m", "s", "S", "v"} {
		add(single)
	}
	for _, styles := range []map[string]string{dates.Date, dates.Time} {
		for _, style := range []string{"full", "long", "medium", "short"} {
			add(styles[style])
		}
	}
	return list
}

// best returns the pattern for what is wanted.
func (g generator) best(want skeleton) string {
	if pattern, missing := g.nearest(want); len(missing) == 0 {
		return pattern
	}
	day, clock := want.only(dateKinds), want.only(timeKinds+"S")
	switch {
	case len(day) == 0:
		return g.appended(clock)
	case len(clock) == 0:
		return g.appended(day)
	}
	return substitute(g.dates.JoinAt[joinStyle(day)], g.appended(clock), g.appended(day))
}

// joinStyle is the style of date that a skeleton is most like.
func joinStyle(day skeleton) string {
	_, weekday := day['E']
	switch month := day['M']; {
	case month.width == 4 && weekday:
		return "full"
	case month.width == 4:
		return "long"
	case month.width == 3:
		return "medium"
	}
	return "short"
}

// nearest is the best that one pattern can do, with its fields as wide as wanted.
func (g generator) nearest(want skeleton) (pattern string, missing skeleton) {
	best := 1 << 30
	var found candidate
	for _, c := range g.known {
		if d, lacks := want.distance(c.have); d < best {
			best, found, missing = d, c, lacks
		}
	}
	return adjust(found, want), missing
}

// appended adds what the nearest pattern lacks, field by field.
func (g generator) appended(want skeleton) string {
	pattern, missing := g.nearest(want)
	if fraction, ok := missing['S']; ok {
		if _, seconds := want['s']; seconds {
			pattern = withFraction(pattern, fraction.width)
			delete(missing, 'S')
		}
	}
	for len(missing) > 0 && len(missing) < len(want) {
		extra, still := g.nearest(missing)
		top := topField(missing, still)
		text := g.dates.Append[top]
		if text == "" {
			text = "{0} {1}"
		}
		pattern = strings.NewReplacer("{0}", pattern, "{1}", extra, "({2}: ", "(", "{2}", "").Replace(text)
		if len(still) == len(missing) {
			break
		}
		missing = still
	}
	return pattern
}

// topField names the largest of the fields that are appended.
func topField(missing, still skeleton) string {
	names := []struct {
		kind byte
		name string
	}{{'G', "Era"}, {'y', "Year"}, {'Q', "Quarter"}, {'M', "Month"}, {'E', "Day-Of-Week"}, {'d', "Day"}, {'h', "Hour"}, {'m', "Minute"}, {'s', "Second"}, {'z', "Timezone"}}
	for _, n := range names {
		_, wanted := missing[n.kind]
		if _, lacking := still[n.kind]; wanted && !lacking {
			return n.name
		}
	}
	return ""
}

// withFraction puts fractions of seconds behind the seconds. The separator is
// filled in when numbers are formatted.
func withFraction(pattern string, digits int) string {
	elements := parse(pattern)
	var b strings.Builder
	for _, e := range elements {
		write(&b, e)
		if e.letter == 's' {
			b.WriteString(strings.Repeat("S", digits))
		}
	}
	return b.String()
}

// adjust makes a pattern's fields as wide as they are wanted, unless it has
// them in its own way on purpose.
func adjust(c candidate, want skeleton) string {
	var b strings.Builder
	for _, e := range parse(c.pattern) {
		wanted, ok := want[kind(e.letter)]
		if e.letter == 0 || e.letter == 'a' || !ok {
			write(&b, e)
			continue
		}
		have := c.have[kind(e.letter)]
		inPattern := field{e.letter, e.width}.value() > 0
		inSkeleton := have.value() > 0
		keep := have.width == wanted.width || inPattern != inSkeleton
		clock := strings.IndexByte("ms", e.letter) >= 0
		if !keep && !clock {
			e.width = wanted.width
		}
		if k := kind(e.letter); k == 'h' || k == 'z' || k == 'd' {
			e.letter = wanted.letter
		}
		write(&b, e)
	}
	return b.String()
}

// write writes an element as a pattern has it.
func write(b *strings.Builder, e element) {
	if e.letter != 0 {
		b.WriteString(strings.Repeat(string(e.letter), e.width))
		return
	}
	if strings.IndexFunc(e.literal, func(r rune) bool { return r == '\'' || r < 128 && isLetter(byte(r)) }) < 0 {
		b.WriteString(e.literal)
		return
	}
	b.WriteString("'" + strings.ReplaceAll(e.literal, "'", "''") + "'")
}
