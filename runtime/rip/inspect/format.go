package inspect

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// Format is node's util.format: the first argument may hold %s %d %i %f %j %o
// %O %c %%, and what is left over follows, separated by spaces.
func (i *Inspector) Format(args []goja.Value, options Options) string {
	var b strings.Builder
	if len(args) > 0 && goja.IsString(args[0]) {
		template := args[0].String()
		args = args[1:]
		if len(args) == 0 {
			return template
		}
		args = i.fill(&b, template, args, options)
	} else if len(args) > 0 {
		b.WriteString(i.Value(args[0], options))
		args = args[1:]
	}
	for _, arg := range args {
		b.WriteByte(' ')
		if goja.IsString(arg) {
			b.WriteString(arg.String())
		} else {
			b.WriteString(i.Value(arg, options))
		}
	}
	return b.String()
}

// fill writes the template and returns the arguments that it did not use.
func (i *Inspector) fill(b *strings.Builder, template string, args []goja.Value, options Options) []goja.Value {
	for {
		at := strings.IndexByte(template, '%')
		if at < 0 || at == len(template)-1 {
			b.WriteString(template)
			return args
		}
		b.WriteString(template[:at])
		verb := template[at+1]
		rest := template[at+2:]
		switch {
		case verb == '%':
			b.WriteByte('%')
		case len(args) == 0 || !strings.ContainsRune("sdifjoOc", rune(verb)):
			b.WriteString(template[at : at+2])
		default:
			b.WriteString(i.guarded(verb, args[0], options))
			args = args[1:]
		}
		template = rest
	}
}

// guarded is verb, and what the app's own code threw in place of the value.
func (i *Inspector) guarded(verb byte, v goja.Value, options Options) string {
	var text string
	if thrown := i.rt.Try(func() { text = i.verb(verb, v, options) }); thrown != nil {
		return i.Value(v, options)
	}
	return text
}

func (i *Inspector) verb(verb byte, v goja.Value, options Options) string {
	switch verb {
	case 's':
		return i.text(v, options)
	case 'd', 'i', 'f':
		return i.number(verb, v, options)
	case 'j':
		return i.json(v)
	case 'o':
		options.Depth, options.ShowHidden = 4, true
		return i.Value(v, options)
	case 'O':
		return i.Value(v, options)
	}
	return "" // %c: a style, for browsers
}

// text is %s: objects without a toString of their own are shown one level deep.
func (i *Inspector) text(v goja.Value, options Options) string {
	switch x := v.(type) {
	case *goja.Symbol:
		return i.symbolText(goja.FunctionCall{This: x}).String()
	case *goja.Object:
		if x.ClassName() == "Error" || !i.hasOwnToString(x) {
			options.Depth, options.Colors, options.Compact = 0, false, 3
			return i.Value(x, options)
		}
		return x.String()
	}
	if goja.IsBigInt(v) {
		return v.String() + "n"
	}
	if f := v.ToFloat(); goja.IsNumber(v) && f == 0 && math.Signbit(f) {
		return "-0"
	}
	return v.String()
}

// hasOwnToString reports whether the app or the class gave the object a
// toString: those of Object.prototype and of arrays say less than Value.
func (i *Inspector) hasOwnToString(o *goja.Object) bool {
	if o.ClassName() == "Array" {
		return false
	}
	method := o.Get("toString")
	return method != nil && method != i.object.Get("toString")
}

func (i *Inspector) number(verb byte, v goja.Value, options Options) string {
	plain := &printer{Inspector: i, Options: options}
	plain.Colors = false
	if _, isObject := v.(*goja.Object); isObject && verb != 'f' {
		return "NaN"
	}
	if _, isSymbol := v.(*goja.Symbol); isSymbol {
		return "NaN"
	}
	if goja.IsBigInt(v) && verb != 'f' {
		return v.String() + "n"
	}
	f := v.ToNumber()
	switch verb {
	case 'i':
		parse, _ := goja.AssertFunction(i.rt.Get("parseInt"))
		if n, err := parse(goja.Undefined(), v); err == nil {
			f = n
		}
	case 'f':
		parse, _ := goja.AssertFunction(i.rt.Get("parseFloat"))
		if n, err := parse(goja.Undefined(), v); err == nil {
			f = n
		}
	}
	return plain.primitive(f)
}

// json is %j.
func (i *Inspector) json(v goja.Value) string {
	stringify, _ := goja.AssertFunction(i.rt.Get("JSON").(*goja.Object).Get("stringify"))
	text, err := stringify(goja.Undefined(), v)
	if err != nil {
		if strings.Contains(err.Error(), "circular") {
			return "[Circular]"
		}
		return firstLine(err.Error())
	}
	return text.String()
}
