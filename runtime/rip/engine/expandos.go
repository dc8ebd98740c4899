package engine

import (
	"slices"

	"github.com/dop251/goja"
)

// Expandos are the own properties of an instance of a Class: what an app sets
// on it (itty-router puts params and query on the request, for example). They
// are a DynamicObject's half of an object; the zero Expandos has none. A class
// that overrides Get asks Expandos.Get first, so that an app can shadow an
// attribute with Object.defineProperty.
type Expandos struct {
	values map[string]goja.Value
	names  []string // in the order they were set
}

// Get returns the property, or nil.
func (e *Expandos) Get(name string) goja.Value {
	if e.values == nil {
		return nil
	}
	return e.values[name]
}

// Set sets the property; it never refuses.
func (e *Expandos) Set(name string, v goja.Value) bool {
	if v == nil { // Object.defineProperty without a value
		v = goja.Undefined()
	}
	if e.values == nil {
		e.values = map[string]goja.Value{}
	}
	if _, has := e.values[name]; !has {
		e.names = append(e.names, name)
	}
	e.values[name] = v
	return true
}

// Has reports whether the property is set.
func (e *Expandos) Has(name string) bool {
	_, has := e.values[name]
	return has
}

// Delete removes the property; it never refuses.
func (e *Expandos) Delete(name string) bool {
	if e.Has(name) {
		delete(e.values, name)
		e.names = slices.DeleteFunc(e.names, func(n string) bool { return n == name })
	}
	return true
}

// Keys returns the names in the order they were set.
func (e *Expandos) Keys() []string { return e.names }
