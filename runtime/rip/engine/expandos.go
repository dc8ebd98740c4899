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
type Expandos struct{ own *expandos }

// expandos are apart, because most instances have none: requests and responses
// are the better part of an app's garbage.
type expandos struct {
	values map[string]goja.Value
	names  []string // in the order they were set
}

// Get returns the property, or nil.
func (e *Expandos) Get(name string) goja.Value {
	if e.own == nil {
		return nil
	}
	return e.own.values[name]
}

// Set sets the property; it never refuses.
func (e *Expandos) Set(name string, v goja.Value) bool {
	if v == nil { // Object.defineProperty without a value
		v = goja.Undefined()
	}
	if e.own == nil {
		e.own = &expandos{values: map[string]goja.Value{}}
	}
	if _, has := e.own.values[name]; !has {
		e.own.names = append(e.own.names, name)
	}
	e.own.values[name] = v
	return true
}

// Has reports whether the property is set.
func (e *Expandos) Has(name string) bool {
	if e.own == nil {
		return false
	}
	_, has := e.own.values[name]
	return has
}

// Delete removes the property; it never refuses.
func (e *Expandos) Delete(name string) bool {
	if e.Has(name) {
		delete(e.own.values, name)
		e.own.names = slices.DeleteFunc(e.own.names, func(n string) bool { return n == name })
	}
	return true
}

// Keys returns the names in the order they were set.
func (e *Expandos) Keys() []string {
	if e.own == nil {
		return nil
	}
	return e.own.names
}
