package inspect

import (
	"fmt"

	"github.com/dop251/goja"
)

// collectionShape is Map(1) { 'a' => 1 } or Set(1) { 'a' }.
func (p *printer) collectionShape(o *goja.Object, name string, depth int) shape {
	iterate, isMap := p.setValues, o.ExportType() == mapKind
	if isMap {
		iterate = p.mapEntries
	}
	s := shape{open: "{", close: "}"}
	size := 0
	p.rt.ForOf(iterate(goja.FunctionCall{This: o}), func(v goja.Value) bool {
		size++
		if p.MaxArrayLength >= 0 && size > p.MaxArrayLength {
			return true // only counted
		}
		if isMap {
			pair := v.(*goja.Object)
			s.entries = append(s.entries, p.child(pair.Get("0"), depth)+" => "+p.child(pair.Get("1"), depth))
		} else {
			s.entries = append(s.entries, p.child(v, depth))
		}
		return true
	})
	s.entries = p.more(s.entries, size-len(s.entries))
	s.prefix = fmt.Sprintf("%s(%d) ", name, size)
	s.entries = append(s.entries, p.properties(o, depth)...)
	return s
}
