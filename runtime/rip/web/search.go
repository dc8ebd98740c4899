package web

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// URLSearchParams is the class of that name (URL 6.2): a list of names and
// values, decoded. One that belongs to a URL writes changes back to it.
type URLSearchParams struct {
	engine.Expandos
	list []pair
	of   *URL // nil: it stands alone
}

type pair struct{ name, value string }

func (p *URLSearchParams) writeTo(b *body) string {
	b.setText(formatQuery(p.list))
	return "application/x-www-form-urlencoded;charset=UTF-8"
}

// update writes a change back (URL 6.2, "update").
func (p *URLSearchParams) update() {
	if p.of == nil {
		return
	}
	p.of.full().SetSearch(formatQuery(p.list))
}

func (p *URLSearchParams) remove(name string, value *string) {
	p.list = slices.DeleteFunc(p.list, func(e pair) bool { return e.name == name && (value == nil || e.value == *value) })
}

// set replaces the first pair of that name and removes the others.
func (p *URLSearchParams) set(name, value string) {
	first := slices.IndexFunc(p.list, func(e pair) bool { return e.name == name })
	if first < 0 {
		p.list = append(p.list, pair{name, value})
		return
	}
	p.list[first].value = value
	rest := slices.DeleteFunc(p.list[first+1:], func(e pair) bool { return e.name == name })
	p.list = p.list[:first+1+len(rest)]
}

// searchParamsClass defines URLSearchParams at its first use.
func (r *realm) searchParamsClass() *engine.Class[*URLSearchParams] {
	if r.searchParams != nil {
		return r.searchParams
	}
	c := engine.NewClass(r.vm, "URLSearchParams", 0, func(call goja.ConstructorCall) *URLSearchParams {
		return &URLSearchParams{list: r.pairs(call.Argument(0))}
	})
	r.searchParams = c
	c.Getter("size", func(p *URLSearchParams) goja.Value { return r.vm.ToValue(len(p.list)) })
	r.searchParamsReading(c)
	change := func(name string, length int, fn func(p *URLSearchParams, call goja.FunctionCall)) {
		c.Method(name, length, func(p *URLSearchParams, call goja.FunctionCall) goja.Value {
			fn(p, call)
			p.update()
			return goja.Undefined()
		})
	}
	change("append", 2, func(p *URLSearchParams, call goja.FunctionCall) {
		name, value := r.text(call.Arguments[0]).String(), r.text(call.Arguments[1]).String()
		p.list = append(p.list, pair{name, value})
	})
	change("delete", 1, func(p *URLSearchParams, call goja.FunctionCall) {
		p.remove(r.text(call.Arguments[0]).String(), r.optional(call.Argument(1)))
	})
	change("set", 2, func(p *URLSearchParams, call goja.FunctionCall) {
		p.set(r.text(call.Arguments[0]).String(), r.text(call.Arguments[1]).String())
	})
	change("sort", 0, func(p *URLSearchParams, _ goja.FunctionCall) {
		slices.SortStableFunc(p.list, func(a, b pair) int { return compareUTF16(a.name, b.name) })
	})
	iterable(r, c, "URLSearchParams", func(p *URLSearchParams, i int) (name, value goja.Value, ok bool) {
		if i >= len(p.list) {
			return nil, nil, false
		}
		return r.vm.ToValue(p.list[i].name), r.vm.ToValue(p.list[i].value), true
	})
	return c
}

// searchParamsReading defines what changes nothing.
func (r *realm) searchParamsReading(c *engine.Class[*URLSearchParams]) {
	c.Method("get", 1, func(p *URLSearchParams, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		for _, e := range p.list {
			if e.name == name {
				return r.vm.ToValue(e.value)
			}
		}
		return goja.Null()
	})
	c.Method("getAll", 1, func(p *URLSearchParams, call goja.FunctionCall) goja.Value {
		name := r.text(call.Arguments[0]).String()
		values := []any{}
		for _, e := range p.list {
			if e.name == name {
				values = append(values, e.value)
			}
		}
		return r.vm.NewArray(values...)
	})
	c.Method("has", 1, func(p *URLSearchParams, call goja.FunctionCall) goja.Value {
		name, value := r.text(call.Arguments[0]).String(), r.optional(call.Argument(1))
		return r.vm.ToValue(slices.ContainsFunc(p.list, func(e pair) bool {
			return e.name == name && (value == nil || e.value == *value)
		}))
	})
	c.Method("toString", 0, func(p *URLSearchParams, _ goja.FunctionCall) goja.Value {
		return r.vm.ToValue(formatQuery(p.list))
	})
}

// optional is a string argument that may be left out: nil.
func (r *realm) optional(v goja.Value) *string {
	if goja.IsUndefined(v) {
		return nil
	}
	s := r.text(v).String()
	return &s
}
