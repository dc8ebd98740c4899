package intl

import (
	"math"
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// numberFormat is an Intl.NumberFormat.
type numberFormat struct {
	engine.Expandos
	locale  resolved
	options number.Options
	format  *number.Format
	bound   goja.Value
}

func (w *world) numberClass() *goja.Object {
	c := engine.NewClass(w.vm, "NumberFormat", 0, func(call goja.ConstructorCall) *numberFormat {
		return w.newNumberFormat(call.Argument(0), call.Argument(1))
	})
	c.Getter("format", func(f *numberFormat) goja.Value {
		if f.bound == nil {
			f.bound = w.vm.Function("", 1, func(call goja.FunctionCall) goja.Value {
				return w.vm.ToValue(f.format.Text(w.decimal(call.Argument(0))))
			})
		}
		return f.bound
	})
	c.Method("formatToParts", 0, func(f *numberFormat, call goja.FunctionCall) goja.Value {
		parts := f.format.Parts(w.decimal(call.Argument(0)))
		return w.parts(parts)
	})
	c.Method("formatRange", 2, func(f *numberFormat, call goja.FunctionCall) goja.Value {
		return w.vm.ToValue(rangeText(w.numberRange(f, call)))
	})
	c.Method("formatRangeToParts", 2, func(f *numberFormat, call goja.FunctionCall) goja.Value {
		return w.rangeParts(w.numberRange(f, call))
	})
	c.Method("resolvedOptions", 0, func(f *numberFormat, _ goja.FunctionCall) goja.Value {
		return f.resolvedOptions(w)
	})
	return finish(w, c, "NumberFormat")
}

func (w *world) newNumberFormat(locales, opts goja.Value) *numberFormat {
	f := &numberFormat{locale: resolve(w.requested(locales))}
	o := w.optionsOf(opts)
	f.options = o.numberOptions(f.locale)
	f.format = w.formats.number(f.locale.Locale, f.locale.tag, f.options)
	return f
}

func (w *world) numberRange(f *numberFormat, call goja.FunctionCall) []number.RangePart {
	from, to := w.decimal(call.Argument(0)), w.decimal(call.Argument(1))
	if from.NaN || to.NaN {
		panic(w.vm.NewRangeError("a range of numbers cannot begin or end with NaN"))
	}
	return f.format.Range(from, to)
}

// numeric is what a string must be to be taken digit by digit.
var numeric = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?\s*$`)
})

// decimal is ToIntlMathematicalValue: strings and BigInts keep all their digits.
func (w *world) decimal(v goja.Value) number.Decimal {
	if o, ok := v.(*goja.Object); ok {
		v = primitive(w, o)
	}
	switch e := v.Export().(type) {
	case int64:
		return number.FromFloat(float64(e))
	case float64:
		return number.FromFloat(e)
	case *big.Int:
		return number.FromText(e.String())
	case string:
		if numeric().MatchString(e) {
			return number.FromText(strings.ToLower(strings.TrimSpace(e)))
		}
	}
	return number.FromFloat(v.ToFloat())
}

// primitive is the number behind an object.
func primitive(w *world, o *goja.Object) goja.Value {
	if valueOf, ok := goja.AssertFunction(o.Get("valueOf")); ok {
		v, err := valueOf(o)
		if err != nil {
			panic(err)
		}
		if _, still := v.(*goja.Object); !still {
			return v
		}
	}
	return o.ToNumber()
}

func (f *numberFormat) resolvedOptions(w *world) goja.Value {
	o, g := f.options, f.options.Digits
	r := w.record().put("locale", f.locale.withKeywords("nu", o.System)).put("numberingSystem", o.System).put("style", o.Style)
	switch o.Style {
	case "currency":
		r.put("currency", o.Currency).put("currencyDisplay", o.CurrencyDisplay).put("currencySign", o.CurrencySign)
	case "unit":
		r.put("unit", o.Unit).put("unitDisplay", o.UnitDisplay)
	}
	r.put("minimumIntegerDigits", g.MinInteger)
	if g.MaxSignificant == 0 || g.Fraction {
		r.put("minimumFractionDigits", g.MinFraction).put("maximumFractionDigits", g.MaxFraction)
	}
	if g.MaxSignificant > 0 {
		r.put("minimumSignificantDigits", g.MinSignificant).put("maximumSignificantDigits", g.MaxSignificant)
	}
	grouping := any(o.Grouping)
	if o.Grouping == "false" {
		grouping = false
	}
	r.put("useGrouping", grouping).put("notation", o.Notation)
	if o.Notation == "compact" {
		r.put("compactDisplay", o.CompactDisplay)
	}
	return r.put("signDisplay", o.Sign).rounding(g)
}

// rounding puts how digits are rounded, the last of what is told about numbers.
func (r record) rounding(g number.Digits) goja.Value {
	zeros := "auto"
	if g.Strip {
		zeros = "stripIfInteger"
	}
	return r.put("roundingIncrement", max(g.Increment, 1)).put("roundingMode", g.Mode).
		put("roundingPriority", g.Priority).put("trailingZeroDisplay", zeros).o
}

// withKeywords is the tag with the keyword that the request asked for, if it
// came to be what is used.
func (r resolved) withKeywords(key, value string) string {
	if asked, ok := r.keywords[key]; ok && asked == value {
		return r.tag + "-u-" + key + "-" + value
	}
	return r.tag
}

// noTime reports whether ms is no time value.
func noTime(ms float64) bool { return math.IsNaN(ms) || math.Abs(ms) > 8.64e15 }
