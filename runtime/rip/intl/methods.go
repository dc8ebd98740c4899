package intl

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// method is a locale method of a built-in.
type method struct {
	of, name string
	length   int
	fn       func(goja.FunctionCall) goja.Value
}

// installMethods replaces the locale methods of the language, which goja has
// without locales or not at all.
func (w *world) installMethods() {
	for _, m := range []method{
		{"Number", "toLocaleString", 0, w.numberToLocaleString},
		{"BigInt", "toLocaleString", 0, w.numberToLocaleString},
		{"Date", "toLocaleString", 0, w.dateMethod("any", "all")},
		{"Date", "toLocaleDateString", 0, w.dateMethod("date", "date")},
		{"Date", "toLocaleTimeString", 0, w.dateMethod("time", "time")},
		{"String", "localeCompare", 1, w.localeCompare},
		{"String", "toLocaleUpperCase", 0, w.changeCase("toLocaleUpperCase", cases.Upper)},
		{"String", "toLocaleLowerCase", 0, w.changeCase("toLocaleLowerCase", cases.Lower)},
		{"Array", "toLocaleString", 0, w.arrayToLocaleString},
	} {
		prototype := w.vm.Get(m.of).(*goja.Object).Get("prototype").(*goja.Object)
		define(prototype, m.name, w.vm.Function(m.name, m.length, m.fn))
	}
}

func (w *world) numberToLocaleString(call goja.FunctionCall) goja.Value {
	if o, ok := call.This.(*goja.Object); ok && o.ClassName() != "Number" && o.ClassName() != "BigInt" {
		panic(w.vm.NewTypeError("toLocaleString needs a number as its this"))
	} else if _, isText := call.This.(goja.String); isText || goja.IsUndefined(call.This) || goja.IsNull(call.This) {
		panic(w.vm.NewTypeError("toLocaleString needs a number as its this"))
	}
	d := w.decimal(call.This)
	return w.vm.ToValue(w.newNumberFormat(call.Argument(0), call.Argument(1)).format.Text(d))
}

// dateMethod is a method of Date that shows these fields unless told otherwise.
func (w *world) dateMethod(required, defaults string) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		o, ok := call.This.(*goja.Object)
		if !ok || o.ClassName() != "Date" {
			panic(w.vm.NewTypeError("this is not a Date object."))
		}
		if noTime(o.ToNumber().ToFloat()) {
			return w.vm.ToValue("Invalid Date")
		}
		f := w.newDateTimeFormat(call.Argument(0), call.Argument(1), required, defaults)
		return w.vm.ToValue(f.format.Text(w.time(o)))
	}
}

func (w *world) thisText(call goja.FunctionCall, name string) string {
	if goja.IsUndefined(call.This) || goja.IsNull(call.This) {
		panic(w.vm.NewTypeError("String.prototype.%s called on null or undefined", name))
	}
	return call.This.String()
}

func (w *world) localeCompare(call goja.FunctionCall) goja.Value {
	a, b := w.thisText(call, "localeCompare"), call.Argument(0).String()
	return w.vm.ToValue(w.newCollator(call.Argument(1), call.Argument(2)).order(a, b))
}

// changeCase is toLocaleUpperCase or toLocaleLowerCase. Only some languages
// have rules of their own.
func (w *world) changeCase(name string, caser func(language.Tag, ...cases.Option) cases.Caser) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		text := w.thisText(call, name)
		tag := "und"
		if list := w.requested(call.Argument(0)); len(list) > 0 {
			base, _, _ := strings.Cut(list[0], "-")
			if strings.Contains("az lt tr el", base) {
				tag = base
			}
		}
		c := caser(languageTag(tag))
		return w.vm.ToValue(c.String(text))
	}
}

// arrayToLocaleString passes the arguments on to every element (ECMA-402, 19.5.1).
func (w *world) arrayToLocaleString(call goja.FunctionCall) goja.Value {
	array := call.This.ToObject(w.vm.Runtime)
	texts := make([]string, 0, 8)
	for i := range array.Get("length").ToInteger() {
		item := array.Get(strconv.FormatInt(i, 10))
		if item == nil || goja.IsUndefined(item) || goja.IsNull(item) {
			texts = append(texts, "")
			continue
		}
		o := item.ToObject(w.vm.Runtime)
		fn, ok := goja.AssertFunction(o.Get("toLocaleString"))
		if !ok {
			panic(w.vm.NewTypeError("toLocaleString is not a function"))
		}
		text, err := fn(item, call.Argument(0), call.Argument(1))
		if err != nil {
			panic(err)
		}
		texts = append(texts, text.String())
	}
	return w.vm.ToValue(strings.Join(texts, ","))
}
