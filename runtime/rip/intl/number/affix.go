package number

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// affixed puts what a pattern has around the digits, and the sign.
func (f *Format) affixed(s shape, p pattern, core []Part) []Part {
	a := p.positive
	switch s.sign {
	case '-':
		a = p.negative
	case '+':
		if strings.Contains(p.negative.prefix+p.negative.suffix, "-") {
			a = affixes{strings.Replace(p.negative.prefix, "-", "+", 1), strings.Replace(p.negative.suffix, "-", "+", 1)}
		} else {
			a = affixes{"+" + a.prefix, a.suffix}
		}
	}
	compact := f.compactAffixes(s)
	parts := f.affix(a.prefix, true)
	parts = append(parts, compact.before...)
	parts = append(parts, core...)
	parts = append(parts, compact.after...)
	return append(parts, f.affix(a.suffix, false)...)
}

// affix fills in what the signs in an affix stand for.
func (f *Format) affix(text string, before bool) []Part {
	var parts []Part
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			parts = append(parts, Part{"literal", literal.String()})
			literal.Reset()
		}
	}
	special := func(p Part) { // marks of direction are no part of a sign
		sign := strings.Trim(p.Value, "\u200e\u200f\u061c")
		head, tail, _ := strings.Cut(p.Value, sign)
		literal.WriteString(head)
		flush()
		parts = append(parts, Part{p.Type, sign})
		literal.WriteString(tail)
	}
	quoted := false
	for _, r := range text {
		switch {
		case r == '\'':
			quoted = !quoted
		case quoted:
			literal.WriteRune(r)
		case r == '-':
			special(Part{"minusSign", f.system.Symbols["minusSign"]})
		case r == '+':
			special(Part{"plusSign", f.system.Symbols["plusSign"]})
		case r == '%':
			special(Part{"percentSign", f.system.Symbols["percentSign"]})
		case r == '¤':
			special(Part{"currency", f.symbol()})
		default:
			literal.WriteRune(r)
		}
	}
	flush()
	return f.spaced(parts, before)
}

// spaced keeps a currency that is a word from the digits beside it (UTS 35,
// part 3, currencySpacing).
func (f *Format) spaced(parts []Part, before bool) []Part {
	if len(parts) == 0 {
		return parts
	}
	if before {
		if last := parts[len(parts)-1]; last.Type == "currency" {
			if r, _ := utf8.DecodeLastRuneInString(last.Value); wordy(r) {
				return append(parts, Part{"literal", "\u00a0"})
			}
		}
		return parts
	}
	if first := parts[0]; first.Type == "currency" {
		if r, _ := utf8.DecodeRuneInString(first.Value); wordy(r) {
			return append([]Part{{"literal", "\u00a0"}}, parts...)
		}
	}
	return parts
}

// wordy is [[:^S:]&[:^Z:]].
func wordy(r rune) bool { return !unicode.IsSymbol(r) && !unicode.In(r, unicode.Z) }
