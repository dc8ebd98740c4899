package inspect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// shape is how an object is written: NAME { entries }, for example.
type shape struct {
	prefix      string // before the opening brace: a class's name
	open, close string
	base        string // the whole value when there are no entries; else before the brace
	entries     []string
	columns     bool // many entries may stand in columns: an array's
}

// objectOrReference shows an object, or a reference when it is inside itself.
func (p *printer) objectOrReference(o *goja.Object, depth int) string {
	if slices.Contains(p.stack, o) {
		if p.circular[o] == 0 {
			p.circular[o] = len(p.circular) + 1
		}
		return p.style(fmt.Sprintf("[Circular *%d]", p.circular[o]), special)
	}
	if o.ExportType() == proxyKind { // asked first: Export copies an ordinary object whole
		target := o.Export().(goja.Proxy).Target()
		if target == nil {
			return p.style("<Revoked Proxy>", special)
		}
		return p.objectOrReference(target, depth)
	}
	if text, ok := p.customized(o, depth); ok {
		return text
	}
	p.stack = append(p.stack, o)
	text := p.object(o, depth)
	p.stack = p.stack[:len(p.stack)-1]
	if n := p.circular[o]; n > 0 {
		text = p.style(fmt.Sprintf("<ref *%d>", n), special) + " " + text
	}
	return text
}

// customized asks the object's own inspect function, if it has one.
func (p *printer) customized(o *goja.Object, depth int) (string, bool) {
	if p.custom == nil {
		return "", false
	}
	fn, ok := goja.AssertFunction(o.GetSymbol(p.custom))
	if !ok {
		return "", false
	}
	left := p.rt.ToValue(p.Depth - depth)
	if p.Depth == maxDepth {
		left = goja.PositiveInf()
	}
	options := p.rt.NewObject()
	_ = options.Set("depth", left)
	_ = options.Set("stylize", func(call goja.FunctionCall) goja.Value { return call.Argument(0) })
	show := func(call goja.FunctionCall) goja.Value {
		return p.rt.ToValue((&printer{Inspector: p.Inspector, Options: p.Options, stack: p.stack, circular: p.circular}).value(call.Argument(0), depth))
	}
	result, err := fn(o, left, options, p.rt.ToValue(show))
	if err != nil {
		panic(err)
	}
	if goja.IsString(result) {
		return strings.ReplaceAll(result.String(), "\n", "\n"+strings.Repeat(" ", p.indent)), true
	}
	if result == goja.Value(o) {
		return "", false
	}
	return p.value(result, depth), true
}

// object shows an object that is not a reference.
func (p *printer) object(o *goja.Object, depth int) string {
	name := p.className(o)
	empty := p.isEmpty(o)
	if depth > p.Depth && !empty && !p.isError(o) {
		if o.ClassName() == "Array" {
			name = "Array"
		}
		return p.style("["+name+"]", special)
	}
	if !empty {
		p.level = depth
	}
	s := p.shapeOf(o, name, depth)
	if len(s.entries) == 0 {
		if s.base != "" {
			return s.base
		}
		return s.prefix + s.open + s.close
	}
	return p.layout(s, depth)
}

// isEmpty reports whether nothing inside of the object would be shown, so that
// it can be shown at any depth.
func (p *printer) isEmpty(o *goja.Object) bool {
	if len(p.keys(o)) > 0 || len(o.Symbols()) > 0 {
		return false
	}
	switch o.ExportType() {
	case promiseKind, bufferKind:
		return false
	case mapKind, listKind:
		size := o.Get("size")
		return size == nil || size.ToInteger() == 0 // an array has none
	}
	return platformAttributes(text(o.GetSymbol(goja.SymToStringTag))) == nil
}

// className is the name of the object's class as shown before its brace, with
// its Symbol.toStringTag when that says something else.
func (p *printer) className(o *goja.Object) string {
	name := ""
	for proto := o; proto != nil && name == ""; proto = proto.Prototype() {
		if constructor, ok := p.own(proto, p.rt.ToValue("constructor")).(*goja.Object); ok {
			name = text(p.own(constructor, p.rt.ToValue("name")))
		}
	}
	if name == "" {
		name = "[Object: null prototype]"
	}
	if tag := text(o.GetSymbol(goja.SymToStringTag)); tag != "" && tag != name {
		name += " [" + tag + "]"
	}
	return name
}

// own is the value of an own data property; nil for an accessor or none.
func (p *printer) own(o *goja.Object, key goja.Value) goja.Value {
	d, ok := p.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object)
	if !ok {
		return nil
	}
	return d.Get("value")
}

// text is v if it is a string, else empty.
func text(v goja.Value) string {
	if v == nil || !goja.IsString(v) {
		return ""
	}
	return v.String()
}
