package intl

import (
	"slices"
	"sort"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/language"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// locale is an Intl.Locale.
type locale struct {
	engine.Expandos
	tag string // canonical
}

func (w *world) localeClass() *engine.Class[*locale] {
	c := engine.NewClass(w.vm, "Locale", 1, func(call goja.ConstructorCall) *locale {
		return w.newLocale(call.Argument(0), call.Argument(1))
	})
	text := func(name string, get func(l *locale) string) {
		c.Getter(name, func(l *locale) goja.Value {
			if s := get(l); s != "" {
				return w.vm.ToValue(s)
			}
			return goja.Undefined()
		})
	}
	text("baseName", func(l *locale) string { head, _ := cutExtensions(l.tag); return head })
	text("language", func(l *locale) string { return l.subtags().language })
	text("script", func(l *locale) string { return l.subtags().script })
	text("region", func(l *locale) string { return l.subtags().region })
	for name, key := range map[string]string{"calendar": "ca", "collation": "co", "hourCycle": "hc", "caseFirst": "kf", "numberingSystem": "nu"} {
		text(name, func(l *locale) string { return keywords(l.tag)[key] })
	}
	c.Getter("numeric", func(l *locale) goja.Value {
		kn, ok := keywords(l.tag)["kn"]
		return w.vm.ToValue(ok && (kn == "" || kn == "true"))
	})
	for name, change := range map[string]func(string) string{"maximize": maximize, "minimize": minimize} {
		c.Method(name, 0, func(l *locale, _ goja.FunctionCall) goja.Value {
			head, extensions := cutExtensions(l.tag)
			return c.Wrap(&locale{tag: change(head) + extensions})
		})
	}
	c.Method("toString", 0, func(l *locale, _ goja.FunctionCall) goja.Value { return w.vm.ToValue(l.tag) })
	c.Method("getTextInfo", 0, func(l *locale, _ goja.FunctionCall) goja.Value {
		direction := "ltr"
		if slices.Contains(strings.Fields("Arab Hebr Thaa Syrc Nkoo Adlm Rohg"), (&locale{tag: maximize(l.base())}).subtags().script) {
			direction = "rtl"
		}
		return w.record().put("direction", direction).o
	})
	c.Method("getWeekInfo", 0, func(l *locale, _ goja.FunctionCall) goja.Value { return l.weekInfo(w) })
	finish(w, c, "Locale")
	must(c.Constructor.Delete("supportedLocalesOf"))
	return c
}

func (w *world) newLocale(v, opts goja.Value) *locale {
	_, isText := v.(goja.String)
	if o, isObject := v.(*goja.Object); !isText && !isObject {
		panic(w.vm.NewTypeError("First argument to Intl.Locale constructor can't be empty or missing"))
	} else if isObject && w.isLocale(o) {
		isText = true
	}
	tag, err := canonical(w.tagText(v))
	if err != nil {
		panic(w.vm.NewRangeError(err.Error()))
	}
	head, extensions := cutExtensions(tag)
	o := w.optionsOf(opts)
	s := (&locale{tag: head}).subtags()
	s.language = o.text("language", s.language, "")
	s.script = o.text("script", s.script, "")
	s.region = o.text("region", s.region, "")
	if tag, err = canonical(s.join() + extensions); err != nil {
		panic(w.vm.NewRangeError(err.Error()))
	}
	words := keywords(tag)
	for name, key := range map[string]string{
		"calendar": "ca", "collation": "co", "hourCycle": "hc", "caseFirst": "kf", "numberingSystem": "nu", "numeric": "kn",
	} {
		if value := o.text(name, "", ""); value != "" {
			words[key] = value
		}
	}
	head, _ = cutExtensions(tag)
	return &locale{tag: head + extension(words)}
}

// extension writes keywords: -u-hc-h12-nu-arab.
func extension(words map[string]string) string {
	if len(words) == 0 {
		return ""
	}
	keys := make([]string, 0, len(words))
	for key := range words {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	text := "-u"
	for _, key := range keys {
		text += "-" + key
		if value := words[key]; value != "" && value != "true" {
			text += "-" + value
		}
	}
	return text
}

// subtags are the parts of a tag.
type subtags struct{ language, script, region, rest string }

func (s subtags) join() string {
	text := s.language
	for _, p := range []string{s.script, s.region, s.rest} {
		if p != "" {
			text += "-" + p
		}
	}
	return text
}

func (l *locale) base() string {
	head, _ := cutExtensions(l.tag)
	return head
}

func (l *locale) subtags() subtags {
	parts := strings.Split(l.base(), "-")
	s := subtags{language: parts[0]}
	parts = parts[1:]
	if len(parts) > 0 && len(parts[0]) == 4 && (parts[0][0] < '0' || parts[0][0] > '9') {
		s.script, parts = parts[0], parts[1:]
	}
	if len(parts) > 0 && (len(parts[0]) == 2 || len(parts[0]) == 3) {
		s.region, parts = parts[0], parts[1:]
	}
	s.rest = strings.Join(parts, "-")
	return s
}

// maximize adds the likely subtags.
func maximize(tag string) string {
	s := (&locale{tag: tag}).subtags()
	t := language.Make(subtags{s.language, s.script, s.region, ""}.join())
	if base, certain := t.Base(); s.language == "und" && certain != language.No {
		s.language = base.String()
	}
	script, certain := t.Script()
	if s.script == "" && certain != language.No {
		s.script = script.String()
	}
	if region, certain := t.Region(); s.region == "" && certain != language.No {
		s.region = region.String()
	}
	return s.join()
}

// minimize removes what maximize would add.
func minimize(tag string) string {
	full := maximize(tag)
	s := (&locale{tag: full}).subtags()
	for _, shorter := range []subtags{{s.language, "", "", s.rest}, {s.language, "", s.region, s.rest}, {s.language, s.script, "", s.rest}} {
		if maximize(shorter.join()) == full {
			return shorter.join()
		}
	}
	return full
}

// weekInfo is on which days weeks begin and end.
func (l *locale) weekInfo(w *world) goja.Value {
	days := map[string]int{"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
	region := cldr.Region(l.base())
	weeks := cldr.Supplemental().Weeks
	of := func(byRegion map[string]string) int {
		if day, ok := byRegion[region]; ok {
			return days[day]
		}
		return days[byRegion["001"]]
	}
	start, end := of(weeks.Start), of(weeks.End)
	weekend := []any{start}
	for day := start; day != end; {
		day = day%7 + 1
		weekend = append(weekend, day)
	}
	slices.SortFunc(weekend, func(a, b any) int { return a.(int) - b.(int) })
	return w.record().put("firstDay", of(weeks.First)).put("weekend", w.vm.NewArray(weekend...)).o
}
