package intl

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// options reads an options argument.
type options struct {
	w *world
	o *goja.Object // nil: there are none
}

// optionsOf is CoerceOptionsToObject; null throws.
func (w *world) optionsOf(v goja.Value) options {
	if goja.IsUndefined(v) {
		return options{w, nil}
	}
	return options{w, v.ToObject(w.vm.Runtime)}
}

// get returns a property, nil when it is undefined.
func (o options) get(name string) goja.Value {
	if o.o == nil {
		return nil
	}
	v := o.o.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// text is GetOption for strings: one of a list of words, or any without a list.
func (o options) text(name, fallback, allowed string) string {
	v := o.get(name)
	if v == nil {
		return fallback
	}
	text := v.String()
	if allowed != "" && !slices.Contains(strings.Fields(allowed), text) {
		panic(o.w.vm.NewRangeError(fmt.Sprintf("Value %s out of range for Intl options property %s: it is one of %s", text, name, allowed)))
	}
	return text
}

// number is GetNumberOption.
func (o options) number(name string, lowest, highest, fallback int) int {
	v := o.get(name)
	if v == nil {
		return fallback
	}
	n := v.ToFloat()
	if math.IsNaN(n) || n < float64(lowest) || n > float64(highest) {
		panic(o.w.vm.NewRangeError(fmt.Sprintf("%s value is out of range: it is a number from %d to %d", name, lowest, highest)))
	}
	return int(n)
}

// system is the numbering system: that of the options, of the tag, or the locale's.
func (o options) system(r resolved) string {
	known := func(name string) bool { return name == "latn" || digitsOf(name) != "" }
	if name := o.text("numberingSystem", "", ""); known(name) {
		return name
	}
	if name := r.keywords["nu"]; known(name) {
		return name
	}
	if name := r.keywords["nu"]; name == "native" {
		return r.Numbers().Native
	}
	return r.Numbers().System
}

// record builds the object that resolvedOptions returns, in order.
type record struct {
	w *world
	o *goja.Object
}

func (w *world) record() record { return record{w, w.vm.NewObject()} }

// put sets a property unless it is "" or nil.
func (r record) put(name string, value any) record {
	if value != nil && value != "" {
		must(r.o.Set(name, value))
	}
	return r
}
