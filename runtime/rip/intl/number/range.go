package number

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// RangePart is a part of a formatted range: which end it belongs to.
type RangePart struct {
	Part
	Source string
}

// Range formats a range of numbers.
func (f *Format) Range(from, to Decimal) []RangePart {
	a, b := f.Parts(from), f.Parts(to)
	if Join(a) == Join(b) {
		return append([]RangePart{{Part{"approximatelySign", f.system.Symbols["approximatelySign"]}, "shared"}}, sourced(a, "shared")...)
	}
	text := first(f.system.Range, "{0}–{1}")
	before, after := affix(a, b)
	if before+after > 0 {
		if len([]rune(Join(a[:before])+Join(a[len(a)-after:]))) > 1 {
			// What is more than a sign is said once: 3–5 km.
			head, tail := sourced(a[:before], "shared"), sourced(a[len(a)-after:], "shared")
			middle := between(text, a[before:len(a)-after], b[before:len(b)-after])
			return slices.Concat(head, middle, tail)
		}
	}
	if before+after > 0 || f.options.Style != "decimal" || f.options.Notation == "compact" {
		text = spacedOut(text)
	}
	return between(text, a, b)
}

// affix is how many parts before and after their digits two numbers share; 0
// when they have not the same ones.
func affix(a, b []Part) (before, after int) {
	digit := func(p Part) bool { return p.Type == "integer" || p.Type == "infinity" || p.Type == "nan" }
	last := func(p Part) bool { return digit(p) || p.Type == "fraction" }
	before = slices.IndexFunc(a, digit)
	for i, p := range a {
		if last(p) {
			after = len(a) - 1 - i
		}
	}
	same := len(b) >= before+after && slices.Equal(a[:before], b[:before]) && slices.Equal(a[len(a)-after:], b[len(b)-after:])
	if !same || slices.ContainsFunc(a[:before], func(p Part) bool { return p.Type == "minusSign" }) {
		return 0, 0
	}
	return before, after
}

// spacedOut has spaces around the dash, which keeps signs apart from it.
func spacedOut(text string) string {
	dash := strings.TrimSuffix(strings.TrimPrefix(text, "{0}"), "{1}")
	if r, _ := utf8.DecodeRuneInString(dash); r == ' ' || r == '\u00a0' {
		return text
	}
	return "{0} " + dash + " {1}"
}

func between(text string, a, b []Part) []RangePart {
	var parts []RangePart
	for _, p := range Fill(text, func(i int) []Part { return []Part{{"", strconv.Itoa(i)}} }) {
		switch {
		case p.Type == "literal":
			parts = append(parts, RangePart{p, "shared"})
		case p.Value == "0":
			parts = append(parts, sourced(a, "startRange")...)
		default:
			parts = append(parts, sourced(b, "endRange")...)
		}
	}
	return parts
}

func sourced(parts []Part, source string) []RangePart {
	out := make([]RangePart, len(parts))
	for i, p := range parts {
		out[i] = RangePart{p, source}
	}
	return out
}
