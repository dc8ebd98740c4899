package intl

import (
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// collator is an Intl.Collator.
type collator struct {
	engine.Expandos
	locale            resolved
	usage             string
	sensitivity       string
	numeric           bool
	ignorePunctuation bool
	compare           *collate.Collator
	bound             goja.Value
}

func (w *world) collatorClass() *goja.Object {
	c := engine.NewClass(w.vm, "Collator", 0, func(call goja.ConstructorCall) *collator {
		return w.newCollator(call.Argument(0), call.Argument(1))
	})
	c.Getter("compare", func(c *collator) goja.Value {
		if c.bound == nil {
			c.bound = w.vm.Function("", 2, func(call goja.FunctionCall) goja.Value {
				return w.vm.ToValue(c.order(call.Argument(0).String(), call.Argument(1).String()))
			})
		}
		return c.bound
	})
	c.Method("resolvedOptions", 0, func(c *collator, _ goja.FunctionCall) goja.Value {
		return w.record().put("locale", c.locale.tag).put("usage", c.usage).put("sensitivity", c.sensitivity).
			put("ignorePunctuation", c.ignorePunctuation).put("collation", "default").put("numeric", c.numeric).put("caseFirst", "false").o
	})
	return finish(w, c, "Collator")
}

func (w *world) newCollator(locales, opts goja.Value) *collator {
	o := w.optionsOf(opts)
	c := &collator{locale: resolve(w.requested(locales))}
	c.usage = o.text("usage", "sort", "sort search")
	if kn, ok := c.locale.keywords["kn"]; ok {
		c.numeric = kn == "" || kn == "true"
	}
	if v := o.get("numeric"); v != nil {
		c.numeric = v.ToBoolean()
	}
	o.text("caseFirst", "false", "upper lower false")
	c.sensitivity = o.text("sensitivity", "variant", "base accent case variant")
	if v := o.get("ignorePunctuation"); v != nil {
		c.ignorePunctuation = v.ToBoolean()
	}
	var settings []collate.Option
	switch c.sensitivity {
	case "base":
		settings = append(settings, collate.IgnoreCase, collate.IgnoreDiacritics, collate.IgnoreWidth)
	case "accent":
		settings = append(settings, collate.IgnoreCase, collate.IgnoreWidth)
	case "case":
		// Without accents, which x/text ignores only together with case: see order.
	}
	if c.numeric {
		settings = append(settings, collate.Numeric)
	}
	c.compare = collate.New(collationTag(c.locale.tag), settings...)
	return c
}

// order is -1, 0 or 1.
func (c *collator) order(a, b string) int {
	if a == b {
		return 0
	}
	a, b = norm.NFC.String(a), norm.NFC.String(b)
	if c.sensitivity == "case" {
		a, b = withoutMarks(a), withoutMarks(b)
	}
	if c.ignorePunctuation {
		a, b = withoutPunctuation(a), withoutPunctuation(b)
	}
	return c.compare.CompareString(a, b)
}

// collationTag is a tag for package collate, whose Norwegian sorts ä beside a;
// Danish has the same alphabet, but puts capitals first.
func collationTag(tag string) language.Tag {
	if base, _, _ := strings.Cut(tag, "-"); base == "nb" || base == "nn" {
		return language.Make("da")
	}
	return languageTag(tag)
}
