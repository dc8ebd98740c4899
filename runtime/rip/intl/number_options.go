package intl

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

var currencyCode = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z]{3}$`)
})

// units are the simple units that ECMA-402 sanctions.
func units() []string {
	return strings.Fields(`acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram
		hectare hour inch kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian
		milliliter millimeter millisecond minute month nanosecond ounce percent petabyte pound second stone terabit terabyte
		week yard year`)
}

// isUnit reports whether a unit, or a rate of two, is sanctioned.
func isUnit(name string) bool {
	if slices.Contains(units(), name) {
		return true
	}
	of, per, isRate := strings.Cut(name, "-per-")
	return isRate && slices.Contains(units(), of) && slices.Contains(units(), per)
}

// numberOptions reads the options of Intl.NumberFormat.
func (o options) numberOptions(r resolved) number.Options {
	n := number.Options{System: o.system(r)}
	n.Style = o.text("style", "decimal", "decimal percent currency unit")
	n.Currency = o.currency(n.Style)
	display := o.text("currencyDisplay", "symbol", "code symbol narrowSymbol name")
	sign := o.text("currencySign", "standard", "standard accounting")
	unit := o.unit(n.Style)
	width := o.text("unitDisplay", "short", "short narrow long")
	switch n.Style {
	case "currency":
		n.CurrencyDisplay, n.CurrencySign = display, sign
	case "unit":
		n.Unit, n.UnitDisplay = unit, width
	}
	n.Notation = o.text("notation", "standard", "standard scientific engineering compact")
	lowest, highest := 0, 3
	switch n.Style {
	case "percent":
		highest = 0
	case "currency":
		if n.Notation == "standard" {
			lowest = currencyDigits(n.Currency)
			highest = lowest
		} else {
			highest = 0
		}
	}
	n.Digits = o.digits(lowest, highest, n.Notation)
	compact := o.text("compactDisplay", "short", "short long")
	n.Grouping = "auto"
	if n.Notation == "compact" {
		n.CompactDisplay, n.Grouping = compact, "min2"
	}
	n.Grouping = o.grouping(n.Grouping)
	n.Sign = o.text("signDisplay", "auto", "auto never always exceptZero negative")
	return n
}

func (o options) currency(style string) string {
	code := o.text("currency", "", "")
	if code != "" && !currencyCode().MatchString(code) {
		panic(o.w.vm.NewRangeError("Invalid currency code: " + code))
	}
	if style != "currency" {
		return ""
	}
	if code == "" {
		panic(o.w.vm.NewTypeError("Currency code is required with currency style."))
	}
	return strings.ToUpper(code)
}

func (o options) unit(style string) string {
	unit := o.text("unit", "", "")
	if unit != "" && !isUnit(unit) {
		panic(o.w.vm.NewRangeError("Invalid unit: " + unit))
	}
	if style == "unit" && unit == "" {
		panic(o.w.vm.NewTypeError("Unit is required with unit style."))
	}
	return unit
}

func currencyDigits(code string) int {
	if digits, ok := cldr.Supplemental().Fractions[code]; ok {
		return digits
	}
	return 2
}

// grouping is useGrouping, which was a boolean once.
func (o options) grouping(fallback string) string {
	v := o.get("useGrouping")
	if v == nil {
		return fallback
	}
	if b, ok := v.Export().(bool); ok {
		if b {
			return "always"
		}
		return "false"
	}
	if !v.ToBoolean() {
		return "false"
	}
	text := v.String()
	if text == "true" || text == "false" {
		return fallback
	}
	return o.text("useGrouping", fallback, "min2 auto always")
}

// digits is SetNumberFormatDigitOptions (ECMA-402, 16.1.3).
func (o options) digits(lowest, highest int, notation string) number.Digits {
	g := number.Digits{MinInteger: o.number("minimumIntegerDigits", 1, 21, 1)}
	g.Increment = o.number("roundingIncrement", 1, 5000, 1)
	if !slices.Contains([]int{1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000}, g.Increment) {
		panic(o.w.vm.NewRangeError("roundingIncrement value is out of range"))
	}
	g.Mode = o.text("roundingMode", "halfExpand", "ceil floor expand trunc halfCeil halfFloor halfExpand halfTrunc halfEven")
	g.Priority = o.text("roundingPriority", "auto", "auto morePrecision lessPrecision")
	g.Strip = o.text("trailingZeroDisplay", "auto", "auto stripIfInteger") == "stripIfInteger"
	if g.Increment != 1 {
		highest = lowest
	}
	significant := o.get("minimumSignificantDigits") != nil || o.get("maximumSignificantDigits") != nil
	fraction := o.get("minimumFractionDigits") != nil || o.get("maximumFractionDigits") != nil
	needSignificant, needFraction := true, true
	if g.Priority == "auto" {
		needSignificant = significant
		needFraction = !significant && (fraction || notation != "compact")
	}
	if needSignificant {
		g.MinSignificant = o.number("minimumSignificantDigits", 1, 21, 1)
		g.MaxSignificant = o.number("maximumSignificantDigits", g.MinSignificant, 21, 21)
	}
	if needFraction {
		g.MinFraction, g.MaxFraction = o.fraction(lowest, highest)
		g.Fraction = true
	}
	if !needSignificant && !needFraction { // compact, and nothing said
		return number.Digits{
			MinInteger: g.MinInteger, MaxFraction: 0, MinSignificant: 1, MaxSignificant: 2,
			Fraction: true, Priority: "morePrecision", Mode: g.Mode, Increment: 1, Strip: g.Strip,
		}
	}
	if g.Increment != 1 && (g.MaxSignificant > 0 || g.MinFraction != g.MaxFraction) {
		panic(o.w.vm.NewRangeError("With roundingIncrement the fraction digits must be fixed, and no others given"))
	}
	return g
}

func (o options) fraction(lowest, highest int) (least, most int) {
	const unset = -1
	least = o.number("minimumFractionDigits", 0, 100, unset)
	most = o.number("maximumFractionDigits", 0, 100, unset)
	switch {
	case least == unset && most == unset:
		return lowest, highest
	case least == unset:
		return min(lowest, most), most
	case most == unset:
		return least, max(highest, least)
	case least > most:
		panic(o.w.vm.NewRangeError("maximumFractionDigits value is out of range: it is less than minimumFractionDigits"))
	}
	return least, most
}
