// Package intl is the part of ECMA-402 that servers use, on the locale data of
// package cldr: formats of dates, numbers, lists and relative times, plural
// rules, comparison, segmentation and names, and the locale methods of Number,
// Date, String and Array. The calendar is always the Gregorian.
package intl

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Feature puts Intl and the locale methods into a VM. Nothing of it costs
// anything before it is used.
func Feature(vm *engine.VM) error {
	w := &world{vm: vm, formats: newFormats()}
	vm.DefineLazyGlobal("Intl", func() goja.Value { return w.intl() })
	w.installMethods()
	return nil
}

// world is Intl in one VM.
type world struct {
	vm      *engine.VM
	formats *formats
	locales *engine.Class[*locale]
}

func (w *world) intl() *goja.Object {
	o := w.vm.NewObject()
	w.locales = w.localeClass()
	define(o, "Locale", w.locales.Constructor)
	define(o, "DateTimeFormat", w.dateTimeClass())
	define(o, "NumberFormat", w.numberClass())
	define(o, "PluralRules", w.pluralClass())
	define(o, "Collator", w.collatorClass())
	define(o, "ListFormat", w.listClass())
	define(o, "RelativeTimeFormat", w.relativeClass())
	define(o, "DisplayNames", w.displayClass())
	define(o, "Segmenter", w.segmenterClass())
	define(o, "getCanonicalLocales", w.vm.Function("getCanonicalLocales", 1, func(call goja.FunctionCall) goja.Value {
		return w.texts(w.requested(call.Argument(0)))
	}))
	define(o, "supportedValuesOf", w.vm.Function("supportedValuesOf", 1, w.supportedValuesOf))
	must(o.DefineDataPropertySymbol(goja.SymToStringTag, w.vm.ToValue("Intl"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return o
}

// finish gives a class what all of Intl's have: hidden methods, its own name
// with Intl's, and supportedLocalesOf.
func finish[T goja.DynamicObject](w *world, c *engine.Class[T], name string) *goja.Object {
	hideMembers(w.vm, c.Prototype)
	must(c.Prototype.DefineDataPropertySymbol(goja.SymToStringTag, w.vm.ToValue("Intl."+name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	define(c.Constructor, "supportedLocalesOf", w.vm.Function("supportedLocalesOf", 1, func(call goja.FunctionCall) goja.Value {
		return w.texts(supported(w.requested(call.Argument(0))))
	}))
	return c.Constructor
}

// hideMembers makes what a class has not enumerable: so it is in the language,
// other than in the web platform.
func hideMembers(vm *engine.VM, prototype *goja.Object) {
	hide, _ := goja.AssertFunction(vm.Get("Reflect").(*goja.Object).Get("defineProperty"))
	hidden := vm.NewObject()
	must(hidden.Set("enumerable", false))
	for _, key := range prototype.GetOwnPropertyNames() {
		_, err := hide(goja.Undefined(), prototype, vm.ToValue(key), hidden)
		must(err)
	}
}

// define defines a property as built-ins have it: not enumerable.
func define(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// texts is an array of strings.
func (w *world) texts(list []string) goja.Value {
	items := make([]any, len(list))
	for i, text := range list {
		items[i] = text
	}
	return w.vm.NewArray(items...)
}

// must is for definitions on objects that we have just made.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
