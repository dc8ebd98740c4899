package number

// Options are those of Intl.NumberFormat, resolved: with all defaults filled in.
type Options struct {
	Style           string // decimal, percent, currency, unit
	Currency        string
	CurrencyDisplay string // symbol, narrowSymbol, code, name
	CurrencySign    string // standard, accounting
	Unit            string
	UnitDisplay     string // short, narrow, long
	Notation        string // standard, scientific, engineering, compact
	CompactDisplay  string // short, long
	Sign            string // auto, always, never, exceptZero, negative
	Grouping        string // auto, always, min2, false
	System          string // the numbering system: latn
	Digits          Digits
}

// Digits say how many are shown.
type Digits struct {
	MinInteger                     int
	MinFraction, MaxFraction       int
	MinSignificant, MaxSignificant int    // 0: by fraction only
	Fraction                       bool   // whether fraction digits count beside significant ones
	Priority                       string // auto, morePrecision, lessPrecision: when both count
	Mode                           string // of rounding: halfExpand and so on
	Increment                      int    // 1, 2, 5, 10, …
	Strip                          bool   // no fraction when all its digits are 0
}

// round applies the digits; min is how many fraction digits are to be shown.
func (g Digits) round(d Decimal) (rounded Decimal, minFraction int) {
	if g.MaxSignificant == 0 {
		return g.toFraction(d)
	}
	bySignificant, minSignificant := g.toSignificant(d)
	if !g.Fraction {
		return bySignificant, minSignificant
	}
	byFraction, minimum := g.toFraction(d)
	places := g.MaxSignificant - 1 - d.magnitude() // where significant digits end
	if (places >= g.MaxFraction) == (g.Priority != "lessPrecision") {
		return bySignificant, minSignificant
	}
	return byFraction, minimum
}

func (g Digits) toFraction(d Decimal) (Decimal, int) {
	if g.Increment > 1 {
		return g.toIncrement(d), g.MinFraction
	}
	return d.rounded(g.MaxFraction, g.Mode), g.MinFraction
}

func (g Digits) toSignificant(d Decimal) (Decimal, int) {
	d = d.rounded(g.MaxSignificant-1-d.magnitude(), g.Mode)
	return d, max(0, g.MinSignificant-1-d.magnitude())
}

// toIncrement rounds to a multiple of Increment × 10^-MaxFraction.
func (g Digits) toIncrement(d Decimal) Decimal {
	scaled := d.scaled(g.MaxFraction)
	whole, _ := scaled.text(1, 0)
	quotient, rest := divide(whole, g.Increment)
	twice := 2 * rest
	tail := "0"
	switch exact := scaled.rounded(0, "trunc").digits == scaled.digits; {
	case twice > g.Increment || twice == g.Increment && !exact:
		tail = "9"
	case twice == g.Increment:
		tail = "5"
	case rest > 0 || !exact:
		tail = "1"
	}
	q := FromText(quotient + "." + tail)
	q.Negative = d.Negative
	q = q.rounded(0, g.Mode)
	whole, _ = q.text(1, 0)
	out := FromText(multiply(whole, g.Increment)).scaled(-g.MaxFraction)
	out.Negative = d.Negative
	return out
}

func divide(digits string, by int) (quotient string, rest int) {
	out := make([]byte, len(digits))
	for i := range len(digits) {
		rest = rest*10 + int(digits[i]-'0')
		out[i] = byte('0' + rest/by)
		rest %= by
	}
	return string(out), rest
}

func multiply(digits string, by int) string {
	out := make([]byte, len(digits)+5)
	carry := 0
	for i := len(out) - 1; i >= 0; i-- {
		if k := i - 5; k >= 0 {
			carry += int(digits[k]-'0') * by
		}
		out[i] = byte('0' + carry%10)
		carry /= 10
	}
	return string(out)
}
