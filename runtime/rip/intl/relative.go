package intl

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// relativeTimeFormat is an Intl.RelativeTimeFormat.
type relativeTimeFormat struct {
	engine.Expandos
	locale  resolved
	style   string
	numeric bool // always with a number, never "yesterday"
	system  string
	format  *number.Format
}

func (w *world) relativeClass() *goja.Object {
	c := engine.NewClass(w.vm, "RelativeTimeFormat", 0, func(call goja.ConstructorCall) *relativeTimeFormat {
		o := w.optionsOf(call.Argument(1))
		f := &relativeTimeFormat{locale: resolve(w.requested(call.Argument(0)))}
		f.system = o.system(f.locale)
		f.style = o.text("style", "long", "long short narrow")
		f.numeric = o.text("numeric", "always", "always auto") == "always"
		f.format = w.formats.number(f.locale.Locale, f.locale.tag, number.Options{
			Style: "decimal", Notation: "standard", Sign: "auto", Grouping: "auto", System: f.system,
			Digits: number.Digits{MinInteger: 1, MaxFraction: 3, Fraction: true, Priority: "auto", Mode: "halfExpand"},
		})
		return f
	})
	c.Method("format", 2, func(f *relativeTimeFormat, call goja.FunctionCall) goja.Value {
		parts, _ := f.parts(w, call)
		return w.vm.ToValue(number.Join(parts))
	})
	c.Method("formatToParts", 2, func(f *relativeTimeFormat, call goja.FunctionCall) goja.Value {
		parts, unit := f.parts(w, call)
		return w.parts(parts, "unit", unit)
	})
	c.Method("resolvedOptions", 0, func(f *relativeTimeFormat, _ goja.FunctionCall) goja.Value {
		numeric := "auto"
		if f.numeric {
			numeric = "always"
		}
		return w.record().put("locale", f.locale.withKeywords("nu", f.system)).put("style", f.style).
			put("numeric", numeric).put("numberingSystem", f.system).o
	})
	return finish(w, c, "RelativeTimeFormat")
}

// parts formats -1, "days": 1 day ago, or yesterday.
func (f *relativeTimeFormat) parts(w *world, call goja.FunctionCall) (parts []number.Part, unit string) {
	value := call.Argument(0).ToFloat()
	unit = strings.TrimSuffix(call.Argument(1).String(), "s")
	switch unit {
	case "second", "minute", "hour", "day", "week", "month", "quarter", "year":
	default:
		panic(w.vm.NewRangeError("Invalid unit argument: " + call.Argument(1).String()))
	}
	if math.IsNaN(value) || math.IsInf(value, 0) {
		panic(w.vm.NewRangeError("The value of a relative time must be a finite number"))
	}
	key := unit
	if f.style != "long" {
		key += "-" + f.style
	}
	patterns := f.locale.Fields().Relative[key]
	if !f.numeric {
		text := plain(value)
		if name, ok := patterns.Relative[text]; ok {
			return []number.Part{{Type: "literal", Value: name}}, unit
		}
	}
	byCount := patterns.Future
	if math.Signbit(value) {
		byCount = patterns.Past
	}
	d := number.FromFloat(math.Abs(value))
	text, ok := byCount[f.format.Plural(d, false)]
	if !ok {
		text = byCount["other"]
	}
	return number.Fill(text, func(int) []number.Part { return f.format.Parts(d) }), unit
}

// plain is a small whole number as data has it; "" for others.
func plain(value float64) string {
	switch value {
	case -2:
		return "-2"
	case -1:
		return "-1"
	case 0:
		return "0"
	case 1:
		return "1"
	case 2:
		return "2"
	}
	return ""
}
