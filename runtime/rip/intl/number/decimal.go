package number

import (
	"math"
	"strconv"
	"strings"
)

// Decimal is a number by its decimal digits: 0.digits × 10^exp. Zero has no
// digits.
type Decimal struct {
	Negative, NaN, Infinite bool

	digits string // neither begins nor ends with 0
	exp    int
}

// FromFloat is the decimal with the fewest digits that f is nearest to.
func FromFloat(f float64) Decimal {
	switch {
	case math.IsNaN(f):
		return Decimal{NaN: true}
	case math.IsInf(f, 0):
		return Decimal{Infinite: true, Negative: f < 0}
	}
	d := FromText(strconv.FormatFloat(f, 'e', -1, 64))
	d.Negative = math.Signbit(f)
	return d
}

// FromText reads digits with an optional sign, point and exponent, as a BigInt
// or strconv prints them.
func FromText(text string) Decimal {
	d := Decimal{Negative: strings.HasPrefix(text, "-")}
	mantissa, exponent, _ := strings.Cut(strings.TrimLeft(text, "+-"), "e")
	e, _ := strconv.Atoi(exponent) // none is 0
	whole, fraction, _ := strings.Cut(mantissa, ".")
	d.digits, d.exp = whole+fraction, len(whole)+e
	return d.normal()
}

func (d Decimal) normal() Decimal {
	trimmed := strings.TrimLeft(d.digits, "0")
	d.exp -= len(d.digits) - len(trimmed)
	d.digits = strings.TrimRight(trimmed, "0")
	if d.digits == "" {
		d.exp = 0
	}
	return d
}

// Zero reports whether the number is 0 or -0.
func (d Decimal) Zero() bool { return d.digits == "" && !d.NaN && !d.Infinite }

// magnitude is the power of ten of the first digit.
func (d Decimal) magnitude() int {
	if d.digits == "" {
		return 0
	}
	return d.exp - 1
}

// scaled is d × 10^n.
func (d Decimal) scaled(n int) Decimal {
	if d.digits != "" {
		d.exp += n
	}
	return d
}

// rounded keeps digits down to 10^-places.
func (d Decimal) rounded(places int, mode string) Decimal {
	keep := d.exp + places
	if keep >= len(d.digits) || d.digits == "" {
		return d
	}
	kept, rest := "", d.digits
	if keep >= 0 {
		kept, rest = d.digits[:keep], d.digits[keep:]
	} else {
		rest = strings.Repeat("0", -keep) + rest
	}
	d.digits, d.exp = kept, max(keep, 0)-places
	if roundsUp(kept, rest, d.Negative, mode) {
		d.digits, d.exp = increment(d.digits, d.exp)
	}
	if keep < 0 && d.digits == "" {
		d.exp = 0
	}
	return d.normal()
}

// increment adds one to the last digit.
func increment(digits string, exp int) (string, int) {
	b := []byte(digits)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '9' {
			b[i]++
			return string(b), exp
		}
		b[i] = '0'
	}
	return "1" + string(b), exp + 1
}

// roundsUp decides about the rest, away from zero or towards it.
func roundsUp(kept, rest string, negative bool, mode string) bool {
	if strings.Trim(rest, "0") == "" {
		return false
	}
	half := strings.TrimRight(rest, "0") == "5"
	odd := kept != "" && (kept[len(kept)-1]-'0')%2 == 1
	switch mode {
	case "ceil":
		return !negative
	case "floor":
		return negative
	case "expand":
		return true
	case "trunc":
		return false
	}
	if !half {
		return rest[0] >= '5'
	}
	switch mode {
	case "halfCeil":
		return !negative
	case "halfFloor":
		return negative
	case "halfTrunc":
		return false
	case "halfEven":
		return odd
	}
	return true // halfExpand
}

// text returns the digits before and after the point, with zeros as needed to
// have at least so many of them.
func (d Decimal) text(minInteger, minFraction int) (whole, fraction string) {
	switch {
	case d.exp <= 0:
		fraction = strings.Repeat("0", -d.exp) + d.digits
	case d.exp >= len(d.digits):
		whole = d.digits + strings.Repeat("0", d.exp-len(d.digits))
	default:
		whole, fraction = d.digits[:d.exp], d.digits[d.exp:]
	}
	if d.digits == "" {
		fraction = ""
	}
	if n := minInteger - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}
	if n := minFraction - len(fraction); n > 0 {
		fraction += strings.Repeat("0", n)
	}
	return whole, fraction
}
