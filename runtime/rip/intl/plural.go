package intl

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// pluralRules is an Intl.PluralRules.
type pluralRules struct {
	engine.Expandos
	locale  resolved
	ordinal bool
	options number.Options
	format  *number.Format
}

func (w *world) pluralClass() *goja.Object {
	c := engine.NewClass(w.vm, "PluralRules", 0, func(call goja.ConstructorCall) *pluralRules {
		p := &pluralRules{locale: resolve(w.requested(call.Argument(0)))}
		o := w.optionsOf(call.Argument(1))
		p.ordinal = o.text("type", "cardinal", "cardinal ordinal") == "ordinal"
		notation := o.text("notation", "standard", "standard scientific engineering compact")
		p.options = number.Options{
			Style: "decimal", Notation: notation, CompactDisplay: "short", Sign: "auto", Grouping: "auto", System: "latn",
			Digits: o.digits(0, 3, notation),
		}
		p.format = w.formats.number(p.locale.Locale, p.locale.tag, p.options)
		return p
	})
	c.Method("select", 0, func(p *pluralRules, call goja.FunctionCall) goja.Value {
		return w.vm.ToValue(p.format.Plural(number.FromFloat(call.Argument(0).ToFloat()), p.ordinal))
	})
	c.Method("selectRange", 2, func(p *pluralRules, call goja.FunctionCall) goja.Value {
		from, to := number.FromFloat(call.Argument(0).ToFloat()), number.FromFloat(call.Argument(1).ToFloat())
		if from.NaN || to.NaN {
			panic(w.vm.NewRangeError("a range of numbers cannot begin or end with NaN"))
		}
		return w.vm.ToValue(cldr.PluralRange(p.locale.tag, p.format.Plural(from, p.ordinal), p.format.Plural(to, p.ordinal)))
	})
	c.Method("resolvedOptions", 0, func(p *pluralRules, _ goja.FunctionCall) goja.Value { return p.resolvedOptions(w) })
	return finish(w, c, "PluralRules")
}

func (p *pluralRules) resolvedOptions(w *world) goja.Value {
	kind, g := "cardinal", p.options.Digits
	if p.ordinal {
		kind = "ordinal"
	}
	r := w.record().put("locale", p.locale.tag).put("type", kind).put("notation", p.options.Notation).put("minimumIntegerDigits", g.MinInteger)
	if g.MaxSignificant == 0 || g.Fraction {
		r.put("minimumFractionDigits", g.MinFraction).put("maximumFractionDigits", g.MaxFraction)
	}
	if g.MaxSignificant > 0 {
		r.put("minimumSignificantDigits", g.MinSignificant).put("maximumSignificantDigits", g.MaxSignificant)
	}
	order := []string{"zero", "one", "two", "few", "many", "other"}
	rules := slices.Collect(maps.Keys(cldr.PluralRules(p.locale.tag, p.ordinal)))
	var categories []string
	for _, category := range order {
		if category == "other" || slices.Contains(rules, category) {
			categories = append(categories, category)
		}
	}
	r.put("pluralCategories", w.texts(categories))
	return r.rounding(g)
}
