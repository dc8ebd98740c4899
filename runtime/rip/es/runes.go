package es

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// span is the characters lo to hi.
type span struct{ lo, hi rune }

// runes is a set of characters: spans in order that do not touch. It is never
// changed once it is made.
type runes []span

// everything is all code points, surrogates among them.
func everything() runes { return runes{{0, unicode.MaxRune}} }

// normal sorts and joins spans.
func normal(spans []span) runes {
	slices.SortFunc(spans, func(a, b span) int { return int(a.lo - b.lo) })
	var set runes
	for _, s := range spans {
		if n := len(set); n > 0 && s.lo <= set[n-1].hi+1 {
			set[n-1].hi = max(set[n-1].hi, s.hi)
			continue
		}
		set = append(set, s)
	}
	return set
}

// runesOf is the union of tables.
func runesOf(tables ...*unicode.RangeTable) runes {
	var spans []span
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			spans = append(spans, span{lo, hi})
			return
		}
		for r := lo; r <= hi; r += stride {
			spans = append(spans, span{r, r})
		}
	}
	for _, t := range tables {
		for _, r := range t.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return normal(spans)
}

// parseRunes reads hexadecimal ranges: "23 2a 30-39".
func parseRunes(text string) runes {
	var spans []span
	for field := range strings.FieldsSeq(text) {
		lo, hi, isRange := strings.Cut(field, "-")
		if !isRange {
			hi = lo
		}
		from, _ := strconv.ParseInt(lo, 16, 32) // cannot fail: it is our own data
		to, _ := strconv.ParseInt(hi, 16, 32)
		spans = append(spans, span{rune(from), rune(to)})
	}
	return normal(spans)
}

func (s runes) union(t runes) runes { return normal(slices.Concat(s, t)) }

func (s runes) complement() runes {
	var out runes
	next := rune(0)
	for _, sp := range s {
		if sp.lo > next {
			out = append(out, span{next, sp.lo - 1})
		}
		next = sp.hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, span{next, unicode.MaxRune})
	}
	return out
}

func (s runes) intersect(t runes) runes {
	return s.complement().union(t.complement()).complement()
}

func (s runes) minus(t runes) runes {
	return s.complement().union(t).complement()
}

// class is the set as the inside of a character class of a regular expression
// with the u flag. Surrogates cannot be part of one: goja matches characters.
func (s runes) class() string {
	var b strings.Builder
	write := func(lo, hi rune) {
		writeClassRune(&b, lo)
		if hi > lo {
			if hi > lo+1 {
				b.WriteByte('-')
			}
			writeClassRune(&b, hi)
		}
	}
	const firstSurrogate, lastSurrogate = 0xD800, 0xDFFF
	for _, sp := range s {
		if sp.hi < firstSurrogate || sp.lo > lastSurrogate {
			write(sp.lo, sp.hi)
			continue
		}
		if sp.lo < firstSurrogate {
			write(sp.lo, firstSurrogate-1)
		}
		if sp.hi > lastSurrogate {
			write(lastSurrogate+1, sp.hi)
		}
	}
	return b.String()
}

func writeClassRune(b *strings.Builder, r rune) {
	if strings.ContainsRune(`\]^[-`, r) {
		b.WriteByte('\\')
	}
	b.WriteRune(r)
}
