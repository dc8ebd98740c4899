package es

import "github.com/dop251/goja"

func (p *jsonParser) array() (goja.Value, *jsonError) {
	if p.space(); p.at < len(p.text) && p.text[p.at] == ']' {
		p.at++
		return p.vm.NewArray(), nil
	}
	var items []any
	for {
		item, err := p.value()
		if err != nil {
			return nil, err
		}
		items = append(items, item)
		p.space()
		if p.at == len(p.text) {
			return nil, p.unexpected()
		}
		switch p.text[p.at] {
		case ',':
			p.at++
		case ']':
			p.at++
			return p.vm.NewArray(items...), nil
		default:
			return nil, p.bad("Expected ',' or ']' after array element")
		}
	}
}

func (p *jsonParser) object() (goja.Value, *jsonError) {
	object := p.vm.NewObject()
	if p.space(); p.at < len(p.text) && p.text[p.at] == '}' {
		p.at++
		return object, nil
	}
	for first := true; ; first = false {
		name, units, err := p.key(first)
		if err != nil {
			return nil, err
		}
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		if units != nil {
			p.putUnits(object, units, value)
		} else {
			put(object, name, value)
		}
		p.space()
		if p.at == len(p.text) {
			return nil, p.unexpected()
		}
		switch p.text[p.at] {
		case ',':
			p.at++
		case '}':
			p.at++
			return object, nil
		default:
			return nil, p.bad("Expected ',' or '}' after property value")
		}
	}
}

// key reads a property's name, as chars does, and the colon after it.
func (p *jsonParser) key(first bool) (name string, units []uint16, err *jsonError) {
	p.space()
	if p.at == len(p.text) || p.text[p.at] != '"' {
		return "", nil, p.missingName(first)
	}
	if name, units, err = p.chars(); err != nil {
		return "", nil, err
	}
	if p.space(); p.at == len(p.text) || p.text[p.at] != ':' {
		return "", nil, p.bad("Expected ':' after property name")
	}
	p.at++
	return name, units, nil
}

// put creates a property. Assigning is faster than defining, but must not be
// done where Object.prototype has that name: __proto__ would be set, a frozen
// prototype would refuse.
func put(object *goja.Object, name string, value goja.Value) {
	if object.Prototype().Get(name) == nil {
		must(object.Set(name, value))
		return
	}
	must(object.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// putUnits creates a property whose name is no text in UTF-8, which goja's API
// cannot.
func (p *jsonParser) putUnits(object *goja.Object, name []uint16, value goja.Value) {
	define, _ := goja.AssertFunction(p.vm.Get("Reflect").(*goja.Object).Get("set"))
	_, err := define(goja.Undefined(), object, goja.StringFromUTF16(name), value)
	must(err)
}
