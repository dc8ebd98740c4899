package number

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// currency formats an amount with a currency's symbol or code.
func (f *Format) currency(s shape, core []Part) []Part {
	kind := "standard"
	if f.options.CurrencySign == "accounting" {
		kind = "accounting"
	}
	text := f.system.Currency[kind]
	if alpha := f.system.Currency[kind+"Alpha"]; alpha != "" && f.alphaNext(text) {
		text = alpha
	}
	return f.affixed(s, f.pattern(text), core)
}

// alphaNext reports whether a letter of the symbol would stand next to a digit.
func (f *Format) alphaNext(text string) bool {
	symbol := f.symbol()
	if p := parsePattern(text); strings.Contains(p.positive.prefix, "¤") {
		r, _ := utf8.DecodeLastRuneInString(symbol)
		return unicode.IsLetter(r)
	}
	r, _ := utf8.DecodeRuneInString(symbol)
	return unicode.IsLetter(r)
}

// symbol is how the currency is shown.
func (f *Format) symbol() string {
	code := f.options.Currency
	c := f.locale.Currencies()[code]
	switch {
	case f.options.CurrencyDisplay == "code":
		return code
	case f.options.CurrencyDisplay == "narrowSymbol" && c.Narrow != "":
		return c.Narrow
	case c.Symbol != "":
		return c.Symbol
	}
	return code
}

// namedCurrency formats an amount with a currency's name: 5 US dollars.
func (f *Format) namedCurrency(s shape, amount []Part) []Part {
	category := f.plural(s, false)
	c := f.locale.Currencies()[f.options.Currency]
	name := first(c.Counts[category], c.Counts["other"], c.Name, f.options.Currency)
	text := first(f.system.Named[category], f.system.Named["other"], "{0} {1}")
	return Fill(text, func(i int) []Part {
		if i == 0 {
			return amount
		}
		return []Part{{"currency", name}}
	})
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// Fill replaces {0} and {1} of a pattern by parts.
func Fill(text string, parts func(i int) []Part) []Part {
	var out []Part
	for text != "" {
		i := strings.IndexByte(text, '{')
		if i < 0 || i+2 >= len(text) {
			return append(out, Part{"literal", text})
		}
		if i > 0 {
			out = append(out, Part{"literal", text[:i]})
		}
		out = append(out, parts(int(text[i+1]-'0'))...)
		text = text[i+3:]
	}
	return out
}
