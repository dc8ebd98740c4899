package web

import (
	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// pairIterator is what Headers, URLSearchParams and FormData give out: it
// looks at the list anew for each pair, so that it sees changes made meanwhile
// (Web IDL 3.7.10).
type pairIterator struct {
	engine.Expandos
	at   func(i int) (name, value goja.Value, ok bool)
	next int
	kind iteratorKind
}

type iteratorKind uint8

const (
	overEntries iteratorKind = iota
	overKeys
	overValues
)

// iterable gives a class entries, keys, values, forEach and Symbol.iterator.
// at returns pair i of an instance.
func iterable[T goja.DynamicObject](r *realm, c *engine.Class[T], name string, at func(self T, i int) (name, value goja.Value, ok bool)) {
	iterator := r.iteratorClass(name)
	for kind, method := range []string{overEntries: "entries", overKeys: "keys", overValues: "values"} {
		c.Method(method, 0, func(self T, _ goja.FunctionCall) goja.Value {
			return iterator.Wrap(&pairIterator{
				kind: iteratorKind(kind),
				at:   func(i int) (goja.Value, goja.Value, bool) { return at(self, i) },
			})
		})
	}
	c.Method("forEach", 1, func(self T, call goja.FunctionCall) goja.Value {
		fn, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			panic(r.typeError("%s.forEach needs a function", name))
		}
		this, object := call.Argument(1), call.This
		for i := 0; ; i++ {
			key, value, ok := at(self, i)
			if !ok {
				return goja.Undefined()
			}
			if _, err := fn(this, value, key, object); err != nil {
				panic(err)
			}
		}
	})
	c.Iterable("entries")
}

// iteratorClass is the hidden class of the iterators of that class.
func (r *realm) iteratorClass(of string) *engine.Class[*pairIterator] {
	if c, ok := r.iterators[of]; ok {
		return c
	}
	c := engine.NewClass[*pairIterator](r.vm, of+" Iterator", 0, nil)
	r.iterators[of] = c
	_ = c.Prototype.Delete("constructor") // there is none to be seen
	_ = c.Prototype.SetPrototype(r.iteratorPrototype())
	c.Method("next", 0, func(it *pairIterator, _ goja.FunctionCall) goja.Value {
		name, value, ok := it.at(it.next)
		if !ok {
			return r.iteratorResult(goja.Undefined(), true)
		}
		it.next++
		switch it.kind {
		case overKeys:
			return r.iteratorResult(name, false)
		case overValues:
			return r.iteratorResult(value, false)
		}
		return r.iteratorResult(r.vm.NewArray(name, value), false)
	})
	return c
}

func (r *realm) iteratorResult(value goja.Value, done bool) goja.Value {
	result := r.vm.NewObject()
	_ = result.Set("value", value) // cannot fail on a new object
	_ = result.Set("done", done)
	return result
}

// iteratorPrototype is %IteratorPrototype%, which only an iterator leads to.
func (r *realm) iteratorPrototype() *goja.Object {
	iterate := r.vm.NewArray().GetSymbol(goja.SymIterator).Export().(func(goja.FunctionCall) goja.Value)
	return iterate(goja.FunctionCall{This: r.vm.NewArray()}).(*goja.Object).Prototype().Prototype()
}

// each calls step for each value of an iterable, whose Symbol.iterator method
// was read already: it must be read once only. When step throws, the iterator
// is closed.
func (r *realm) each(iterable *goja.Object, method goja.Value, step func(v goja.Value)) {
	iterate, ok := goja.AssertFunction(method)
	if !ok {
		panic(r.typeError("The value is not iterable: its Symbol.iterator is no function"))
	}
	r.vm.ForOf(r.onlyOnce(mustCall(iterate(iterable))), func(v goja.Value) bool { step(v); return true })
}

// onlyOnce makes an iterable of an iterator, for goja's ForOf.
func (r *realm) onlyOnce(iterator goja.Value) goja.Value {
	o := r.vm.NewObject()
	must(o.SetSymbol(goja.SymIterator, func(goja.FunctionCall) goja.Value { return iterator }))
	return o
}
