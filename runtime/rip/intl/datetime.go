package intl

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/intl/date"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// dateTimeFormat is an Intl.DateTimeFormat.
type dateTimeFormat struct {
	engine.Expandos
	locale  resolved
	options date.Options
	format  *date.Format
	bound   goja.Value
}

func (w *world) dateTimeClass() *goja.Object {
	c := engine.NewClass(w.vm, "DateTimeFormat", 0, func(call goja.ConstructorCall) *dateTimeFormat {
		return w.newDateTimeFormat(call.Argument(0), call.Argument(1), "any", "date")
	})
	c.Getter("format", func(f *dateTimeFormat) goja.Value {
		if f.bound == nil {
			f.bound = w.vm.Function("", 1, func(call goja.FunctionCall) goja.Value {
				return w.vm.ToValue(f.format.Text(w.time(call.Argument(0))))
			})
		}
		return f.bound
	})
	c.Method("formatToParts", 0, func(f *dateTimeFormat, call goja.FunctionCall) goja.Value {
		return w.parts(f.format.Parts(w.time(call.Argument(0))))
	})
	c.Method("formatRange", 2, func(f *dateTimeFormat, call goja.FunctionCall) goja.Value {
		return w.vm.ToValue(rangeText(w.dateRange(f, call)))
	})
	c.Method("formatRangeToParts", 2, func(f *dateTimeFormat, call goja.FunctionCall) goja.Value {
		return w.rangeParts(w.dateRange(f, call))
	})
	c.Method("resolvedOptions", 0, func(f *dateTimeFormat, _ goja.FunctionCall) goja.Value {
		return f.resolvedOptions(w)
	})
	return finish(w, c, "DateTimeFormat")
}

// newDateTimeFormat makes one; required and defaults say which fields it must
// have and gets otherwise: date, time, any or all.
func (w *world) newDateTimeFormat(locales, opts goja.Value, required, defaults string) *dateTimeFormat {
	f := &dateTimeFormat{locale: resolve(w.requested(locales))}
	f.options = w.optionsOf(opts).dateOptions(f.locale, required, defaults)
	f.format = w.formats.date(f.locale.Locale, f.locale.tag, f.options)
	return f
}

func (w *world) dateRange(f *dateTimeFormat, call goja.FunctionCall) []number.RangePart {
	if goja.IsUndefined(call.Argument(0)) || goja.IsUndefined(call.Argument(1)) {
		panic(w.vm.NewTypeError("startDate or endDate cannot be undefined"))
	}
	return f.format.Range(w.time(call.Argument(0)), w.time(call.Argument(1)))
}

// time is the time that an argument is; undefined is now.
func (w *world) time(v goja.Value) time.Time {
	if goja.IsUndefined(v) {
		return time.Now()
	}
	ms := v.ToFloat()
	if noTime(ms) {
		panic(w.vm.NewRangeError("Invalid time value: the date is not one"))
	}
	return time.UnixMilli(int64(ms))
}

func (f *dateTimeFormat) resolvedOptions(w *world) goja.Value {
	o := f.options
	r := w.record().put("locale", f.locale.withKeywords("nu", o.System)).put("calendar", "gregory").
		put("numberingSystem", o.System).put("timeZone", o.ZoneID)
	if cycle := f.format.HourCycle(); cycle != "" {
		r.put("hourCycle", cycle).put("hour12", cycle == "h11" || cycle == "h12")
	}
	for _, field := range dateFields(&o) {
		r.put(field.name, *field.value)
		if field.name == "second" && o.FractionalDigits > 0 {
			r.put("fractionalSecondDigits", o.FractionalDigits)
		}
	}
	return r.put("dateStyle", o.DateStyle).put("timeStyle", o.TimeStyle).o
}
