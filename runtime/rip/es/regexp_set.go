package es

import (
	"errors"
	"slices"
	"strings"
)

// charset is what a class of the v flag matches.
type charset struct {
	runes   runes
	strings []string // literal ones, of no or several characters
	texts   []string // patterns of properties of strings
}

// pattern is the set as a pattern of the u flag; longer strings match first.
func (c charset) pattern() string {
	class := "[" + c.runes.class() + "]"
	if len(c.strings) == 0 && len(c.texts) == 0 {
		return class
	}
	sorted := slices.Clone(c.strings)
	slices.SortStableFunc(sorted, func(a, b string) int { return len(b) - len(a) })
	parts := slices.Clone(c.texts)
	for _, s := range sorted {
		if s != "" {
			parts = append(parts, quotePattern(s))
		}
	}
	parts = append(parts, class)
	if slices.Contains(sorted, "") {
		parts = append(parts, "")
	}
	return "(?:" + strings.Join(parts, "|") + ")"
}

func quotePattern(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`^$\.*+?()[]{}|/`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// combine applies a set operator: "" unites, "&&" intersects, "--" subtracts.
func (c charset) combine(operator string, d charset) (charset, error) {
	if operator == "" {
		return charset{c.runes.union(d.runes), slices.Concat(c.strings, d.strings), slices.Concat(c.texts, d.texts)}, nil
	}
	if len(c.texts) > 0 || len(d.texts) > 0 {
		return c, errors.New("set operations with properties of strings are not supported by the embedded runtime")
	}
	keep := operator == "&&"
	var kept []string
	for _, s := range c.strings {
		if slices.Contains(d.strings, s) == keep {
			kept = append(kept, s)
		}
	}
	if keep {
		return charset{runes: c.runes.intersect(d.runes), strings: kept}, nil
	}
	return charset{runes: c.runes.minus(d.runes), strings: kept}, nil
}

// setParser reads one class of the v flag, with those nested in it.
type setParser struct{ t *translator }

var errClass = errors.New("invalid character class")

// class reads from one bracket to the other.
func (p *setParser) class() (charset, error) {
	p.t.at++
	negated := p.take("^")
	var set charset
	operator, first := "", true
	for !p.take("]") {
		if p.t.at >= len(p.t.source) {
			return set, errors.New("unterminated character class")
		}
		next := ""
		for _, o := range []string{"&&", "--"} {
			if p.take(o) {
				next = o
			}
		}
		if first && next != "" || !first && operator != "" && next != operator {
			return set, errClass // operators must not be mixed
		}
		operand, err := p.operand()
		if err != nil {
			return set, err
		}
		if set, err = set.combine(next, operand); err != nil {
			return set, err
		}
		operator, first = next, false
	}
	if !negated {
		return set, nil
	}
	if len(set.strings) > 0 || len(set.texts) > 0 {
		return set, errors.New("negated character class may contain strings")
	}
	return charset{runes: set.runes.complement()}, nil
}

func (p *setParser) take(s string) bool {
	if p.t.looksAt(s) {
		p.t.at += len(s)
		return true
	}
	return false
}

// operand reads a nested class, an escape for several characters, or a range.
func (p *setParser) operand() (charset, error) {
	switch {
	case p.t.looksAt("["):
		return p.class()
	case p.t.looksAt(`\p`), p.t.looksAt(`\P`):
		set, text, err := p.t.property()
		if text != "" {
			return charset{texts: []string{text}}, err
		}
		return charset{runes: set}, err
	case p.take(`\q{`):
		return p.literals()
	}
	if set, ok := p.shorthand(); ok {
		return charset{runes: set}, nil
	}
	lo, err := p.char()
	if err != nil {
		return charset{}, err
	}
	hi := lo
	if p.t.looksAt("-") && !p.t.looksAt("--") {
		p.t.at++
		if hi, err = p.char(); err != nil {
			return charset{}, err
		}
	}
	if hi < lo {
		return charset{}, errors.New("range out of order in character class")
	}
	return charset{runes: runes{{lo, hi}}}, nil
}

// literals reads the rest of \q{a|bc}.
func (p *setParser) literals() (charset, error) {
	var set charset
	var word []rune
	end := func() {
		if len(word) == 1 {
			set.runes = set.runes.union(runes{{word[0], word[0]}})
		} else {
			set.strings = append(set.strings, string(word))
		}
		word = nil
	}
	for {
		switch {
		case p.t.at >= len(p.t.source):
			return set, errClass
		case p.take("}"):
			end()
			return set, nil
		case p.take("|"):
			end()
		default:
			r, err := p.char()
			if err != nil {
				return set, err
			}
			word = append(word, r)
		}
	}
}
