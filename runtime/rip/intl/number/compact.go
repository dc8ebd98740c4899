package number

import "strings"

// compacted divides a number by the power of ten that its pattern is for.
func (f *Format) compacted(d Decimal) shape {
	s := f.compactedAt(d, d.magnitude())
	// 999,999 becomes 1,000 thousand by rounding, and so 1 million.
	if after := s.scaled(s.exponent).magnitude(); after > d.magnitude() {
		s = f.compactedAt(d, after)
	}
	return s
}

func (f *Format) compactedAt(d Decimal, magnitude int) shape {
	patterns := f.compactPatterns()
	magnitude = min(magnitude, 14)
	shift := 0
	key := ""
	if magnitude >= 3 {
		key = "1" + strings.Repeat("0", magnitude) + "-count-"
		if zeros := strings.Count(patterns[key+"other"], "0"); zeros > 0 && patterns[key+"other"] != "0" {
			shift = magnitude + 1 - zeros
		}
	}
	r, minimum := f.options.Digits.round(d.scaled(-shift))
	s := shape{Decimal: r, minFraction: minimum, exponent: shift}
	if shift == 0 {
		return s
	}
	s.compact = patterns[key+"other"]
	whole, fraction := r.text(1, minimum)
	if exact, ok := patterns["1"+strings.Repeat("0", magnitude)+"-count-"+whole]; ok && fraction == "" {
		s.compact = exact
	} else if counted, ok := patterns[key+f.plural(shape{Decimal: r, minFraction: minimum}, false)]; ok {
		s.compact = counted
	}
	return s
}

func (f *Format) compactPatterns() map[string]string {
	switch {
	case f.options.CompactDisplay == "long":
		return f.system.Compact.Long
	default:
		return f.system.Compact.Short
	}
}

// around are the parts on both sides of compact digits.
type around struct{ before, after []Part }

func (f *Format) compactAffixes(s shape) around {
	if s.compact == "" {
		return around{}
	}
	a := affixesOf(s.compact)
	side := func(text string) []Part {
		text = strings.ReplaceAll(text, "'", "")
		word := strings.Trim(text, " \u00a0\u202f\u200e\u200f")
		if word == "" {
			if mark := strings.Trim(text, " \u00a0\u202f"); mark != "" { // of direction
				return []Part{{"literal", mark}}
			}
			return nil
		}
		before, after, _ := strings.Cut(text, word)
		var parts []Part
		for _, p := range []Part{{"literal", before}, {"compact", word}, {"literal", after}} {
			if p.Value != "" {
				parts = append(parts, p)
			}
		}
		return parts
	}
	return around{side(a.prefix), side(a.suffix)}
}
