package cldr

import (
	"strconv"
	"strings"
)

// Operands are what plural rules ask of a number (UTS 35, part 3, 5.1.1),
// taken from its digits as they are shown.
type Operands struct {
	N, I, V, W, F, T float64
	E                float64
}

// NewOperands reads digits like "1.50"; exponent is that of a compact number.
func NewOperands(digits string, exponent int) Operands {
	digits = strings.TrimPrefix(digits, "-")
	n, _ := strconv.ParseFloat(digits, 64) // what is not a number has no plural but other
	whole, fraction, _ := strings.Cut(digits, ".")
	i, _ := strconv.ParseFloat(whole, 64)
	f, _ := strconv.ParseFloat("0"+fraction, 64)
	trimmed := strings.TrimRight(fraction, "0")
	t, _ := strconv.ParseFloat("0"+trimmed, 64)
	return Operands{N: n, I: i, V: float64(len(fraction)), W: float64(len(trimmed)), F: f, T: t, E: float64(exponent)}
}

// categories in the order in which rules are tried.
func categories() []string { return []string{"zero", "one", "two", "few", "many"} }

// Plural is the category of a number in a language: one, few, other….
func Plural(tag string, ordinal bool, o Operands) string {
	rules := PluralRules(tag, ordinal)
	for _, category := range categories() {
		if rule, ok := rules[category]; ok && holds(rule, o) {
			return category
		}
	}
	return "other"
}

// PluralRules are the rules of a language by category; other has an empty one.
func PluralRules(tag string, ordinal bool) map[string]string {
	all := supplement().Cardinal
	if ordinal {
		all = supplement().Ordinal
	}
	if rules, ok := all[tag]; ok {
		return rules
	}
	base, _, _ := strings.Cut(tag, "-")
	return all[alias(base)]
}

// PluralRange is the category of a range of numbers from one of category start
// to one of category end.
func PluralRange(tag, start, end string) string {
	base, _, _ := strings.Cut(tag, "-")
	if category, ok := supplement().Ranges[base][start+" "+end]; ok {
		return category
	}
	return end
}

// holds evaluates "n % 10 = 2..4 and n % 100 != 12..14 or …".
func holds(rule string, o Operands) bool {
	for alternative := range strings.SplitSeq(rule, " or ") {
		all := true
		for relation := range strings.SplitSeq(alternative, " and ") {
			if !relates(strings.Fields(relation), o) {
				all = false
				break
			}
		}
		if all {
			return true
		}
	}
	return false
}

// relates evaluates "n % 10 = 2..4,7".
func relates(words []string, o Operands) bool {
	value := o.of(words[0])
	words = words[1:]
	if words[0] == "%" {
		modulus, _ := strconv.ParseFloat(words[1], 64) // it is our own data
		value -= modulus * float64(int64(value/modulus))
		words = words[2:]
	}
	within := false
	for part := range strings.SplitSeq(strings.Join(words[1:], ""), ",") {
		lo, hi, isRange := strings.Cut(part, "..")
		if !isRange {
			hi = lo
		}
		from, _ := strconv.ParseFloat(lo, 64)
		to, _ := strconv.ParseFloat(hi, 64)
		if value >= from && value <= to && (value == float64(int64(value)) || value == from) {
			within = true
		}
	}
	return within == (words[0] == "=")
}

func (o Operands) of(name string) float64 {
	switch name {
	case "i":
		return o.I
	case "v":
		return o.V
	case "w":
		return o.W
	case "f":
		return o.F
	case "t":
		return o.T
	case "e", "c":
		return o.E
	}
	return o.N
}
