package intl

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// parts is what formatToParts returns.
func (w *world) parts(list []number.Part, more ...string) goja.Value {
	items := make([]any, len(list))
	for i, p := range list {
		r := w.record().put("type", p.Type)
		must(r.o.Set("value", p.Value))
		if len(more) == 2 && p.Type != "literal" {
			r.put(more[0], more[1])
		}
		items[i] = r.o
	}
	return w.vm.NewArray(items...)
}

// rangeParts is what formatRangeToParts returns.
func (w *world) rangeParts(list []number.RangePart) goja.Value {
	items := make([]any, len(list))
	for i, p := range list {
		r := w.record().put("type", p.Type)
		must(r.o.Set("value", p.Value))
		items[i] = r.put("source", p.Source).o
	}
	return w.vm.NewArray(items...)
}

func rangeText(list []number.RangePart) string {
	parts := make([]number.Part, len(list))
	for i, p := range list {
		parts[i] = p.Part
	}
	return number.Join(parts)
}
