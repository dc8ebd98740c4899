package inspect

import (
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

var (
	proxyKind   = reflect.TypeFor[goja.Proxy]()
	promiseKind = reflect.TypeFor[*goja.Promise]()
	bufferKind  = reflect.TypeFor[goja.ArrayBuffer]()
	mapKind     = reflect.TypeFor[[][2]any]()
	listKind    = reflect.TypeFor[[]any]() // sets and arrays
)

// shapeOf finds out what kind of object it is.
func (p *printer) shapeOf(o *goja.Object, name string, depth int) shape {
	if _, ok := goja.AssertFunction(o); ok {
		return shape{open: "{", close: "}", base: p.functionText(o), entries: p.properties(o, depth)}
	}
	switch o.ClassName() {
	case "Array":
		return p.arrayShape(o, name, depth)
	case "Arguments":
		return shape{prefix: "[Arguments] ", open: "{", close: "}", entries: p.properties(o, depth)}
	case "Error":
		return shape{open: "{", close: "}", base: p.errorText(o), entries: p.errorProperties(o, depth)}
	case "Date":
		return shape{open: "{", close: "}", base: p.date(o), entries: p.properties(o, depth)}
	case "RegExp":
		source := p.regexpText(goja.FunctionCall{This: o}).String()
		return shape{open: "{", close: "}", base: p.style(source, regexpish), entries: p.properties(o, depth)}
	case "Number", "Boolean", "String":
		return p.boxedShape(o, o.ClassName(), depth)
	}
	return p.hostShape(o, name, depth)
}

// hostShape is for what has no class name of its own in goja: promises,
// buffers, objects of the platform, and plain objects.
func (p *printer) hostShape(o *goja.Object, name string, depth int) shape {
	s := shape{prefix: name + " ", open: "{", close: "}"}
	switch kind := o.ExportType(); {
	case kind == promiseKind:
		s.entries = append([]string{p.promise(o.Export().(*goja.Promise), depth)}, p.properties(o, depth)...)
		return s
	case kind == mapKind || kind == listKind:
		return p.collectionShape(o, name, depth)
	case kind == bufferKind:
		s.entries = append(p.bufferEntries(o.Export().(goja.ArrayBuffer)), p.properties(o, depth)...)
		return s
	case p.isView(goja.FunctionCall{Arguments: []goja.Value{o}}).ToBoolean():
		return p.typedArrayShape(o, name, depth)
	case name == "Symbol" || name == "BigInt":
		return p.boxedShape(o, name, depth)
	case strings.HasPrefix(name, "WeakMap") || strings.HasPrefix(name, "WeakSet"):
		s.entries = []string{p.style("<items unknown>", special)}
		return s
	}
	if entries, ok := p.platform(o, name, depth); ok {
		s.entries = append(entries, p.properties(o, depth)...)
		return s
	}
	s.entries = p.properties(o, depth)
	if name == "Object" {
		s.prefix = ""
	}
	return s
}

func (p *printer) date(o *goja.Object) string {
	var iso goja.Value
	if thrown := p.rt.Try(func() { iso = p.isoDate(goja.FunctionCall{This: o}) }); thrown != nil {
		return p.style("Invalid Date", dated)
	}
	return p.style(iso.String(), dated)
}

func (p *printer) promise(promise *goja.Promise, depth int) string {
	switch promise.State() {
	case goja.PromiseStatePending:
		return p.style("<pending>", special)
	case goja.PromiseStateRejected:
		return p.style("<rejected>", special) + " " + p.child(promise.Result(), depth)
	}
	return p.child(promise.Result(), depth)
}

// boxedShape is for new Number(1) and the like.
func (p *printer) boxedShape(o *goja.Object, class string, depth int) shape {
	s := shape{open: "{", close: "}"}
	if class != "String" {
		s.entries = p.properties(o, depth)
	}
	valueOf, _ := goja.AssertFunction(o.Get("valueOf"))
	primitive, err := valueOf(o)
	if _, isObject := primitive.(*goja.Object); err != nil || isObject { // the app's own valueOf
		s.prefix = class + " "
		return s
	}
	plain := &printer{Inspector: p.Inspector, Options: Options{MaxStringLength: p.MaxStringLength}}
	s.base = p.style("["+class+": "+plain.primitive(primitive)+"]", quoted)
	return s
}

// functionText is [Function: name], or [class A extends B].
func (p *printer) functionText(o *goja.Object) string {
	name := text(p.own(o, p.rt.ToValue("name")))
	source := p.funcText(goja.FunctionCall{This: o}).String()
	if strings.HasPrefix(source, "class") && !strings.HasPrefix(source, "class(") {
		label := "[class " + orElse(name, "(anonymous)")
		if parent := o.Prototype(); parent != nil && parent != p.function {
			if parentName := text(p.own(parent, p.rt.ToValue("name"))); parentName != "" {
				label += " extends " + parentName
			}
		}
		return p.style(label+"]", special)
	}
	kind := "Function"
	if constructor := strings.Fields(p.className(o)); len(constructor) > 0 && strings.HasSuffix(constructor[0], "Function") {
		kind = constructor[0]
	}
	if name == "" {
		return p.style("["+kind+" (anonymous)]", special)
	}
	return p.style("["+kind+": "+name+"]", special)
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
