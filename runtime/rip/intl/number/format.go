// Package number formats numbers as Intl.NumberFormat does.
package number

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// Part is a piece of formatted text, with the type that formatToParts gives it.
type Part struct{ Type, Value string }

// Format formats numbers in one locale with one set of options. Safe for
// concurrent use.
type Format struct {
	locale  *cldr.Locale
	tag     string
	options Options
	system  cldr.NumberSystem
	digits  []rune // 0 to 9; nil when they are the usual ones
}

// New returns a format for a resolved tag and its data.
func New(locale *cldr.Locale, tag string, o Options) *Format {
	numbers := locale.Numbers()
	f := &Format{locale: locale, tag: tag, options: o}
	system, ok := numbers.Systems[o.System]
	if !ok {
		system = numbers.Systems["latn"]
	}
	f.system = system
	if digits := cldr.Supplemental().Digits[o.System]; o.System != "latn" && digits != "" {
		f.digits = []rune(digits)
	}
	return f
}

// Text formats d.
func (f *Format) Text(d Decimal) string { return Join(f.Parts(d)) }

// Join is the text of parts.
func Join(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Value)
	}
	return b.String()
}

// Parts formats d.
func (f *Format) Parts(d Decimal) []Part {
	s := f.shape(d)
	core := f.core(s)
	switch f.options.Style {
	case "currency":
		if f.options.CurrencyDisplay == "name" {
			return f.namedCurrency(s, f.affixed(s, f.pattern(f.system.Decimal), core))
		}
		return f.currency(s, core)
	case "percent":
		return f.affixed(s, f.pattern(f.system.Percent), core)
	case "unit":
		return f.unit(s, f.affixed(s, f.pattern(f.system.Decimal), core))
	}
	return f.affixed(s, f.pattern(f.system.Decimal), core)
}

// shape is a number as it will be shown: rounded, scaled, with its sign.
type shape struct {
	Decimal
	minFraction int
	exponent    int    // of scientific and compact notation
	compact     string // the pattern around compact digits; "" is none
	sign        byte   // '-', '+' or 0
}

func (f *Format) shape(d Decimal) shape {
	if f.options.Style == "percent" {
		d = d.scaled(2)
	}
	s := shape{Decimal: d}
	if !d.NaN && !d.Infinite {
		s = f.rounded(d)
	}
	zero := s.Zero() || s.NaN
	switch f.options.Sign {
	case "auto":
		if s.Negative {
			s.sign = '-'
		}
	case "always":
		s.sign = '+'
		if s.Negative {
			s.sign = '-'
		}
	case "exceptZero":
		if !zero {
			s.sign = '+'
			if s.Negative {
				s.sign = '-'
			}
		}
	case "negative":
		if s.Negative && !zero {
			s.sign = '-'
		}
	}
	if s.NaN && s.sign == '-' {
		s.sign = 0
	}
	return s
}

// rounded rounds and scales for the notation.
func (f *Format) rounded(d Decimal) shape {
	switch f.options.Notation {
	case "compact":
		return f.compacted(d)
	case "scientific", "engineering":
		exponent := f.exponent(d)
		r, minimum := f.options.Digits.round(d.scaled(-exponent))
		if again := f.exponent(r.scaled(exponent)); again != exponent {
			exponent = again
			r, minimum = f.options.Digits.round(d.scaled(-exponent))
		}
		return shape{Decimal: r, minFraction: minimum, exponent: exponent}
	}
	r, minimum := f.options.Digits.round(d)
	return shape{Decimal: r, minFraction: minimum}
}

func (f *Format) exponent(d Decimal) int {
	m := d.magnitude()
	if f.options.Notation == "engineering" {
		return m - ((m%3)+3)%3
	}
	return m
}

// core is the digits with separators, and the exponent.
func (f *Format) core(s shape) []Part {
	switch {
	case s.NaN:
		return []Part{{"nan", f.system.Symbols["nan"]}}
	case s.Infinite:
		return []Part{{"infinity", f.system.Symbols["infinity"]}}
	}
	whole, fraction := s.text(f.options.Digits.MinInteger, s.minFraction)
	if f.options.Digits.Strip && strings.Trim(fraction, "0") == "" {
		fraction = ""
	}
	var parts []Part
	for i, group := range f.pattern(f.mainPattern()).grouped(whole, f.minimumGroup()) {
		if i > 0 {
			parts = append(parts, Part{"group", f.separator("group", "currencyGroup")})
		}
		parts = append(parts, Part{"integer", f.localized(group)})
	}
	if fraction != "" {
		parts = append(parts, Part{"decimal", f.separator("decimal", "currencyDecimal")}, Part{"fraction", f.localized(fraction)})
	}
	return append(parts, f.exponentParts(s)...)
}

// separator is a symbol that some locales have another of for amounts of money.
func (f *Format) separator(name, ofMoney string) string {
	if f.options.Style == "currency" && f.system.Symbols[ofMoney] != "" {
		return f.system.Symbols[ofMoney]
	}
	return f.system.Symbols[name]
}

func (f *Format) mainPattern() string {
	if f.options.Style == "currency" && f.options.CurrencyDisplay != "name" {
		return f.system.Currency["standard"]
	}
	return f.system.Decimal
}

func (f *Format) exponentParts(s shape) []Part {
	if f.options.Notation != "scientific" && f.options.Notation != "engineering" {
		return nil
	}
	parts := []Part{{"exponentSeparator", f.system.Symbols["exponential"]}}
	exponent := s.exponent
	if exponent < 0 {
		parts = append(parts, Part{"exponentMinusSign", f.system.Symbols["minusSign"]})
		exponent = -exponent
	}
	return append(parts, Part{"exponentInteger", f.localized(strconv.Itoa(exponent))})
}

// minimumGroup is how many digits must stand before the last group for
// separators to be there at all.
func (f *Format) minimumGroup() int {
	const never = 1 << 20
	switch f.options.Grouping {
	case "always":
		return 1
	case "min2":
		return 2
	case "false":
		return never
	}
	return max(1, f.locale.Numbers().Grouping)
}

// localized writes digits in the numbering system.
func (f *Format) localized(digits string) string {
	if f.digits == nil {
		return digits
	}
	b := make([]byte, 0, len(digits)*3)
	for i := range len(digits) {
		b = utf8.AppendRune(b, f.digits[digits[i]-'0'])
	}
	return string(b)
}

func (f *Format) pattern(text string) pattern { return parsePattern(text) }

// Plural is the plural category of a number as it is shown.
func (f *Format) Plural(d Decimal, ordinal bool) string { return f.plural(f.shape(d), ordinal) }

func (f *Format) plural(s shape, ordinal bool) string {
	if s.NaN || s.Infinite {
		return "other"
	}
	shown := s.scaled(s.exponent)
	whole, fraction := shown.text(1, max(0, s.minFraction-s.exponent))
	digits := whole
	if fraction != "" {
		digits += "." + fraction
	}
	exponent := 0
	if s.compact != "" {
		exponent = s.exponent
	}
	return cldr.Plural(f.tag, ordinal, cldr.NewOperands(digits, exponent))
}
