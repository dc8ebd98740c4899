package number

import "strings"

// pattern is one of UTS 35, part 3: "#,##,##0.00 ¤;(¤#)".
type pattern struct {
	positive, negative affixes
	primary, secondary int // sizes of groups; 0 is none
}

// affixes are what surrounds the digits. They are kept as the pattern has
// them: signs, % and ¤ are filled in later, quotes removed then.
type affixes struct{ prefix, suffix string }

func parsePattern(text string) pattern {
	positive, negative, hasNegative := cutUnquoted(text)
	p := pattern{positive: affixesOf(positive)}
	if p.negative = (affixes{"-" + p.positive.prefix, p.positive.suffix}); hasNegative {
		p.negative = affixesOf(negative)
	}
	digits := positive[len(p.positive.prefix) : len(positive)-len(p.positive.suffix)]
	whole, _, _ := strings.Cut(digits, ".")
	groups := strings.Split(whole, ",")
	if len(groups) > 1 {
		p.primary = len(groups[len(groups)-1])
		p.secondary = p.primary
	}
	if len(groups) > 2 {
		p.secondary = len(groups[len(groups)-2])
	}
	return p
}

// cutUnquoted cuts a pattern at its semicolon.
func cutUnquoted(text string) (before, after string, found bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == ';' && !quoted:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

func affixesOf(text string) affixes {
	first, last, quoted := -1, -1, false
	for i := range len(text) {
		if text[i] == '\'' {
			quoted = !quoted
		}
		if !quoted && strings.IndexByte("#0,.@", text[i]) >= 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return affixes{prefix: text}
	}
	return affixes{text[:first], text[last+1:]}
}

// grouped inserts separators; minimum is how many digits the first group must have.
func (p pattern) grouped(digits string, minimum int) []string {
	if p.primary == 0 || len(digits) < p.primary+minimum {
		return []string{digits}
	}
	groups := []string{digits[len(digits)-p.primary:]}
	for rest := digits[:len(digits)-p.primary]; rest != ""; {
		n := min(p.secondary, len(rest))
		groups = append([]string{rest[len(rest)-n:]}, groups...)
		rest = rest[:len(rest)-n]
	}
	return groups
}
