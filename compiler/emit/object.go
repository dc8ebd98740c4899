package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// object writes {…} with each entry on its line.
func (e *emitter) object(n *ast.Object) {
	e.w("{")
	e.entries(n.Props, e.entry)
	if len(n.Props) > 0 && e.line > e.file.Line(n.Start) && n.End > 0 && e.file.Text[n.End-1] == '}' {
		e.at(n.End - 1)
	}
	e.w("}")
}

// entries writes the entries of a literal, each on its line.
func (e *emitter) entries(props []*ast.Prop, write func(*ast.Prop)) {
	e.depth++
	for i, p := range props {
		if i > 0 {
			e.w(",")
			e.sep(p.Start)
		} else {
			e.at(p.Start)
		}
		write(p)
	}
	e.depth--
}

// entry writes one entry of an object.
func (e *emitter) entry(p *ast.Prop) {
	e.mark(p.Start)
	if p.Spread {
		e.w("...")
		e.expr(p.Value, pAssign)
		return
	}
	id, named := p.Key.(*ast.Ident)
	if p.Value == nil && named {
		text := e.text(func() { e.shorthand(id) })
		if text != id.Name || token.Kept(text) {
			e.w(id.Name, ": ", text)
		} else {
			e.w(text)
		}
		return
	}
	e.key(p)
	e.w(":")
	e.valueSep(p.Value)
	e.expr(p.Value, pAssign)
}

// shorthand writes the value of {name}; words that are values stand for
// themselves.
func (e *emitter) shorthand(id *ast.Ident) {
	switch id.Name {
	case "true", "yes", "on":
		e.w("true")
	case "false", "no", "off":
		e.w("false")
	case "null", "undefined", "this":
		e.w(id.Name)
	default:
		e.ident(id)
	}
}

// key writes the key of an entry.
func (e *emitter) key(p *ast.Prop) {
	if p.Computed {
		e.w("[")
		e.expr(p.Key, pAssign)
		e.w("]")
		return
	}
	switch k := p.Key.(type) {
	case *ast.Ident:
		e.w(k.Name)
	case *ast.Str:
		e.str(k)
	case *ast.Number:
		e.w(k.Text)
	}
}

// mapLiteral writes *{…}.
func (e *emitter) mapLiteral(n *ast.Map) {
	e.w("new ", e.global("Map"), "(")
	if len(n.Props) > 0 {
		e.w("[")
		e.entries(n.Props, e.mapEntry)
		e.w("]")
	}
	e.w(")")
}

// mapEntry writes one pair of a map.
func (e *emitter) mapEntry(p *ast.Prop) {
	if p.Spread {
		e.w("...")
		e.expr(p.Value, pAssign)
		return
	}
	e.w("[")
	if id, ok := p.Key.(*ast.Ident); ok && !p.Computed {
		e.w(quote(id.Name))
	} else {
		e.expr(p.Key, pAssign)
	}
	e.w(", ")
	e.expr(p.Value, pAssign)
	e.w("]")
}

// valueSep goes to where a value stands in the source. An object without braces
// opens on the line before its first pair.
func (e *emitter) valueSep(n ast.Node) {
	o, ok := n.(*ast.Object)
	if ok && e.file.Text[o.Start] != '{' {
		e.space()
		return
	}
	e.depth++
	e.sep(n.Pos().Start)
	e.depth--
}
