package intl

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/date"
)

// supportedValuesOf is Intl.supportedValuesOf.
func (w *world) supportedValuesOf(call goja.FunctionCall) goja.Value {
	switch kind := call.Argument(0).String(); kind {
	case "calendar":
		return w.texts([]string{"gregory"})
	case "collation":
		return w.texts([]string{"default"})
	case "currency":
		data, _ := cldr.Find("en")
		return w.texts(slices.Sorted(maps.Keys(data.Currencies())))
	case "numberingSystem":
		return w.texts(slices.Sorted(maps.Keys(cldr.Supplemental().Digits)))
	case "timeZone":
		return w.texts(date.Zones())
	case "unit":
		return w.texts(units())
	default:
		panic(w.vm.NewRangeError("Invalid key: " + kind))
	}
}
