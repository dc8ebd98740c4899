package number

import (
	"encoding/json"
	"strings"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// unit formats an amount of a unit: 5 km/h.
func (f *Format) unit(s shape, amount []Part) []Part {
	name := f.options.Unit
	category := f.plural(s, false)
	if text := f.unitPattern(name, category); text != "" {
		return f.fillUnit(text, amount)
	}
	of, per, isRate := strings.Cut(name, "-per-")
	if !isRate {
		return append(amount, Part{"literal", " "}, Part{"unit", name})
	}
	parts := f.fillUnit(f.unitPattern(of, category), amount)
	perPattern := f.unitPattern(per, "per")
	if perPattern == "" {
		denominator := strings.TrimSpace(strings.ReplaceAll(f.unitPattern(per, "one"), "{0}", ""))
		perPattern = strings.Replace(f.compound(), "{1}", denominator, 1)
	}
	return joinUnits(Fill(perPattern, func(int) []Part { return parts }))
}

// joinUnits makes one part of all that names units.
func joinUnits(parts []Part) []Part {
	var out []Part
	for _, p := range parts {
		if n := len(out); n > 0 && out[n-1].Type == "unit" && (p.Type == "unit" || p.Type == "literal") {
			out[n-1].Value += p.Value
			continue
		}
		out = append(out, p)
	}
	return out
}

// fillUnit puts an amount into a pattern: spaces are literals, the rest is the unit.
func (f *Format) fillUnit(text string, amount []Part) []Part {
	var out []Part
	for _, p := range Fill(text, func(int) []Part { return amount }) {
		if p.Type != "literal" {
			out = append(out, p)
			continue
		}
		word := strings.Trim(p.Value, " \u00a0\u202f")
		if word == "" {
			out = append(out, p)
			continue
		}
		before, after, _ := strings.Cut(p.Value, word)
		kind := "unit"
		if f.options.Unit == "percent" {
			kind = "percentSign"
		}
		for _, q := range []Part{{"literal", before}, {kind, word}, {"literal", after}} {
			if q.Value != "" {
				out = append(out, q)
			}
		}
	}
	return out
}

func (f *Format) unitPattern(unit, category string) string {
	var patterns map[string]string
	raw, ok := unitsOf(f.locale, f.options.UnitDisplay)[unit]
	if !ok || json.Unmarshal(raw, &patterns) != nil {
		return ""
	}
	if text, ok := patterns[category]; ok || category == "per" {
		return text
	}
	return patterns["other"]
}

// compound is the pattern of a rate.
func (f *Format) compound() string {
	text := "{0}/{1}"
	_ = json.Unmarshal(unitsOf(f.locale, f.options.UnitDisplay)["per"], &text) // it is our own data
	return text
}

func unitsOf(locale *cldr.Locale, width string) map[string]json.RawMessage {
	var units map[string]json.RawMessage
	_ = json.Unmarshal(locale.Units()[width], &units) // it is our own data
	return units
}
