package inspect

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// identifier is a key that needs no quotes.
var identifier = regexp.MustCompile(`^[a-zA-Z_$][a-zA-Z_$0-9]*$`)

// childIndent is how far what is inside of an object is indented.
const childIndent = 2

// child shows a value inside of an object.
func (p *printer) child(v goja.Value, depth int) string {
	p.indent += childIndent
	defer func() { p.indent -= childIndent }()
	return p.value(v, depth+1)
}

// properties shows an object's own enumerable properties, with those that are
// not and are hidden if asked.
func (p *printer) properties(o *goja.Object, depth int) []string {
	return p.some(o, p.keys(o), depth)
}

func (p *printer) keys(o *goja.Object) []string {
	keys := o.Keys()
	if p.ShowHidden {
		keys = o.GetOwnPropertyNames()
	}
	if p.Sorted {
		slices.Sort(keys)
	}
	return keys
}

// some shows these properties and the symbols.
func (p *printer) some(o *goja.Object, keys []string, depth int) []string {
	var entries []string
	for _, key := range keys {
		entries = append(entries, p.property(o, p.rt.ToValue(key), p.key(key), depth))
	}
	for _, symbol := range o.Symbols() {
		d := p.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, symbol}})
		if property, ok := d.(*goja.Object); ok && (p.ShowHidden || property.Get("enumerable").ToBoolean()) {
			entries = append(entries, p.property(o, symbol, "["+p.style(p.symbol(symbol), quoted)+"]", depth))
		}
	}
	return entries
}

func (p *printer) key(key string) string {
	if identifier.MatchString(key) {
		return key
	}
	return p.style(quote(key), quoted)
}

// property shows "label: value"; an accessor is named, not called.
func (p *printer) property(o *goja.Object, key goja.Value, label string, depth int) string {
	d, ok := p.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object)
	if !ok {
		return label + ": " + p.style("undefined", grey)
	}
	if value := d.Get("value"); value != nil {
		return label + ": " + p.child(value, depth)
	}
	get, set := goja.IsUndefined(orUndefined(d.Get("get"))), goja.IsUndefined(orUndefined(d.Get("set")))
	switch {
	case !get && !set:
		return label + ": " + p.style("[Getter/Setter]", special)
	case !get:
		return label + ": " + p.style("[Getter]", special)
	case !set:
		return label + ": " + p.style("[Setter]", special)
	}
	return label + ": " + p.style("undefined", grey)
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// isIndex reports whether a key is an array's index.
func isIndex(key string) bool {
	n, err := strconv.ParseUint(key, 10, 32)
	return err == nil && strconv.FormatUint(n, 10) == key
}
