package intl

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// displayNames is an Intl.DisplayNames.
type displayNames struct {
	engine.Expandos
	locale                      resolved
	kind, style, fallback, tags string
}

func (w *world) displayClass() *goja.Object {
	c := engine.NewClass(w.vm, "DisplayNames", 2, func(call goja.ConstructorCall) *displayNames {
		o := w.optionsOf(call.Argument(1))
		d := &displayNames{locale: resolve(w.requested(call.Argument(0)))}
		d.style = o.text("style", "long", "narrow short long")
		d.kind = o.text("type", "", "language region script currency calendar dateTimeField")
		if d.kind == "" {
			panic(w.vm.NewTypeError("DisplayNames needs the option type"))
		}
		d.fallback = o.text("fallback", "code", "code none")
		d.tags = o.text("languageDisplay", "dialect", "dialect standard")
		return d
	})
	c.Method("of", 1, func(d *displayNames, call goja.FunctionCall) goja.Value {
		code := d.canonical(w, call.Argument(0).String())
		if name := d.of(code); name != "" {
			return w.vm.ToValue(d.titled(name))
		}
		if d.fallback == "none" {
			return goja.Undefined()
		}
		return w.vm.ToValue(code)
	})
	c.Method("resolvedOptions", 0, func(d *displayNames, _ goja.FunctionCall) goja.Value {
		r := w.record().put("locale", d.locale.tag).put("style", d.style).put("type", d.kind).put("fallback", d.fallback)
		if d.kind == "language" {
			r.put("languageDisplay", d.tags)
		}
		return r.o
	})
	return finish(w, c, "DisplayNames")
}

// canonical is a code in its usual case, if it is one at all.
func (d *displayNames) canonical(w *world, code string) string {
	bad := func() { panic(w.vm.NewRangeError("Invalid argument to Intl.DisplayNames.prototype.of: " + code)) }
	switch d.kind {
	case "language":
		tag, err := canonical(code)
		if err != nil {
			bad()
		}
		return tag
	case "region":
		if len(code) != 2 && len(code) != 3 {
			bad()
		}
		return strings.ToUpper(code)
	case "script":
		if len(code) != 4 {
			bad()
		}
		return strings.ToUpper(code[:1]) + strings.ToLower(code[1:])
	case "currency":
		if !currencyCode().MatchString(code) {
			bad()
		}
		return strings.ToUpper(code)
	}
	return code
}

func (d *displayNames) of(code string) string {
	names := d.locale.Display()
	switch d.kind {
	case "language":
		return d.language(code)
	case "region":
		return d.styled(names.Territories, code)
	case "script":
		return d.styled(names.Scripts, code)
	case "currency":
		c := d.locale.Currencies()[code]
		switch d.style {
		case "short":
			return c.Symbol
		case "narrow":
			if c.Narrow != "" {
				return c.Narrow
			}
			return c.Symbol
		}
		return c.Name
	case "dateTimeField":
		field := map[string]string{"weekOfYear": "week", "dayPeriod": "dayperiod", "timeZoneName": "zone"}[code]
		if field == "" {
			field = code
		}
		if d.style != "long" {
			field += "-" + d.style
		}
		return d.locale.Fields().Names[field]
	}
	return ""
}

// titled has a name begin with a capital letter where that is the custom.
func (d *displayNames) titled(name string) string {
	kind := map[string]string{"language": "languages", "region": "territory", "script": "script"}[d.kind]
	if kind == "" || !slices.Contains(d.locale.Display().Titles, kind) {
		return name
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToTitle(first)) + name[size:]
}

// styled is a name, the short one if that is asked for and there is one.
func (d *displayNames) styled(names map[string]string, code string) string {
	if d.style != "long" && names[code+"-alt-short"] != "" {
		return names[code+"-alt-short"]
	}
	return names[code]
}

// language is the name of a language tag: "Austrian German", or "German (Austria)".
func (d *displayNames) language(tag string) string {
	names := d.locale.Display()
	head, _ := cutExtensions(tag)
	if d.tags == "dialect" || !strings.Contains(head, "-") {
		if name := d.styled(names.Languages, head); name != "" {
			return name
		}
	}
	parts := strings.Split(head, "-")
	rest := parts[1:]
	name := d.styled(names.Languages, parts[0])
	if d.tags == "dialect" && len(rest) > 1 {
		if known := names.Languages[parts[0]+"-"+rest[0]]; known != "" {
			name, rest = known, rest[1:]
		}
	}
	if name == "" {
		return ""
	}
	var details []string
	for _, p := range rest {
		switch {
		case len(p) == 4 && names.Scripts[p] != "":
			details = append(details, d.styled(names.Scripts, p))
		case names.Territories[p] != "":
			details = append(details, d.styled(names.Territories, p))
		default:
			details = append(details, strings.ToUpper(p))
		}
	}
	if len(details) == 0 {
		return name
	}
	list := details[0]
	for _, detail := range details[1:] {
		list = strings.NewReplacer("{0}", list, "{1}", detail).Replace(names.Pattern["localeSeparator"])
	}
	return strings.NewReplacer("{0}", name, "{1}", list).Replace(names.Pattern["localePattern"])
}
