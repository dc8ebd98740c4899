package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// fill adds what a HeadersInit has: Headers, a sequence of pairs or a record
// (Fetch 5.1, "fill a Headers object").
func (r *realm) fill(h *Headers, init goja.Value) {
	if absent(init) {
		return
	}
	o, ok := init.(*goja.Object)
	if !ok {
		panic(r.typeError("Headers: the initial value must be Headers, an array of pairs or an object"))
	}
	if other, ok := r.headers.Of(o); ok && r.pristine(o) {
		if h.guard != ofNoCors && h.empty() {
			h.share(other)
			return
		}
		for _, f := range other.fields() {
			if r.mayChange(h, f.Name, f.Value) {
				h.add(f.Name, f.Value)
			}
		}
		return
	}
	if method := o.GetSymbol(goja.SymIterator); !absent(method) {
		r.eachPair(o, method, "Headers", func(name, value goja.Value) { r.appendHeader(h, name, value) })
		return
	}
	r.fillRecord(h, o)
}

// pristine reports whether iterating over Headers does what it always does.
// Apps do not change that; a web-platform test does.
func (r *realm) pristine(o *goja.Object) bool {
	return o.GetSymbol(goja.SymIterator) == r.headerEntries
}

// eachPair takes a sequence of sequences of two; method is its Symbol.iterator.
func (r *realm) eachPair(pairs *goja.Object, method goja.Value, class string, take func(first, second goja.Value)) {
	r.each(pairs, method, func(v goja.Value) {
		o, ok := v.(*goja.Object)
		if !ok {
			panic(r.typeError("%s: each pair must be an array of a name and a value", class))
		}
		inner := o.GetSymbol(goja.SymIterator)
		if absent(inner) {
			panic(r.typeError("%s: each pair must be an array of a name and a value", class))
		}
		var both []goja.Value
		r.each(o, inner, func(v goja.Value) { both = append(both, v) })
		if len(both) != 2 {
			panic(r.typeError("%s: each pair must have a name and a value, nothing else", class))
		}
		take(both[0], both[1])
	})
}

// fillRecord takes an object's own enumerable properties.
func (r *realm) fillRecord(h *Headers, record *goja.Object) {
	for _, symbol := range record.Symbols() { // a record cannot have them as keys (Web IDL 3.2.23)
		if r.enumerable(goja.FunctionCall{This: record, Arguments: []goja.Value{symbol}}).ToBoolean() {
			panic(r.typeError("Headers: a symbol cannot be a header's name"))
		}
	}
	for _, name := range record.Keys() {
		value := record.Get(name)
		lowered, known := r.headerNames[name]
		if !known {
			lowered = r.headerName(r.vm.ToValue(name))
		}
		r.appendField(h, lowered, r.headerValue(value))
	}
}

func (r *realm) appendHeader(h *Headers, name, value goja.Value) {
	n := r.headerName(name)
	r.appendField(h, n, r.headerValue(value))
}

func (r *realm) appendField(h *Headers, n, v string) {
	if h.guard == ofNoCors {
		if old, ok := h.lookup(n); ok && !safelisted(n, old+", "+v) {
			return
		}
	}
	if r.mayChange(h, n, v) {
		h.add(n, v)
	}
}

// combined is the list as iterators see it: sorted by name, the values of one
// name joined, except those of Set-Cookie (Fetch 5.2, "sort and combine").
func (h *Headers) combined() []Field {
	fields := h.fields()
	if h.sorted != nil || len(fields) == 0 {
		return h.sorted
	}
	sorted := slices.Clone(fields)
	slices.SortStableFunc(sorted, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
	joined := sorted[:1]
	for _, f := range sorted[1:] {
		if last := &joined[len(joined)-1]; last.Name == f.Name && f.Name != "set-cookie" {
			last.Value += ", " + f.Value
			continue
		}
		joined = append(joined, f)
	}
	h.sorted = joined
	return joined
}

// absent reports whether a value was left out or is null.
func absent(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }
