package emit

import (
	"github.com/rip-server/rip-server/compiler/ast"
)

// pattern writes a name or a destructuring pattern.
func (e *emitter) pattern(n ast.Node) {
	switch n := n.(type) {
	case *ast.Array:
		e.w("[")
		for i, x := range n.List {
			if i > 0 {
				e.w(" ")
			}
			if x != nil {
				e.pattern(x)
			}
			if i < len(n.List)-1 || x == nil {
				e.w(",")
			}
		}
		e.w("]")
	case *ast.Object:
		e.w("{")
		for i, p := range n.Props {
			if i > 0 {
				e.w(", ")
			}
			e.patternEntry(p)
		}
		e.w("}")
	case *ast.Spread:
		e.w("...")
		e.pattern(n.X)
	case *ast.Assign:
		e.pattern(n.Target)
		e.w(" = ")
		e.expr(n.Value, pAssign)
	case *ast.Ident:
		e.ident(n)
	default:
		e.target(n)
	}
}

// patternEntry writes one entry of an object pattern.
func (e *emitter) patternEntry(p *ast.Prop) {
	if p.Spread {
		e.w("...")
		e.pattern(p.Value)
		return
	}
	e.key(p)
	id, named := p.Key.(*ast.Ident)
	switch {
	case p.Value != nil:
		e.w(": ")
		e.pattern(p.Value)
	case named && id.Var != nil && id.Var.Kind.Reactive():
		e.w(": ")
		e.ident(id)
	}
	if p.Default != nil {
		e.w(" = ")
		e.expr(p.Default, pAssign)
	}
}

// patternNames calls f for each name that a pattern binds.
func patternNames(n ast.Node, f func(*ast.Ident)) {
	switch n := n.(type) {
	case *ast.Ident:
		f(n)
	case *ast.Array:
		for _, x := range n.List {
			patternNames(x, f)
		}
	case *ast.Object:
		for _, p := range n.Props {
			if id, ok := p.Key.(*ast.Ident); ok && p.Value == nil {
				f(id)
			}
			patternNames(p.Value, f)
		}
	case *ast.Spread:
		patternNames(n.X, f)
	case *ast.Assign:
		patternNames(n.Target, f)
	}
}

// middleRest says that a pattern has a rest before its end somewhere, which
// JavaScript has not.
func middleRest(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Array:
		for i, x := range n.List {
			_, rest := x.(*ast.Spread)
			if rest && i < len(n.List)-1 || middleRest(x) {
				return true
			}
		}
	case *ast.Object:
		for _, p := range n.Props {
			if middleRest(p.Value) {
				return true
			}
		}
	case *ast.Spread:
		return middleRest(n.X)
	case *ast.Assign:
		return middleRest(n.Target)
	}
	return false
}

// declarePattern writes the declaration of a pattern's names from text.
func (e *emitter) declarePattern(n ast.Node, from string) {
	if middleRest(n) {
		first := true
		patternNames(n, func(id *ast.Ident) {
			if first {
				e.w("let ")
			} else {
				e.w(", ")
			}
			first = false
			e.w(id.Name)
		})
		e.w("; ")
		e.destructure(n, from)
		e.w(";")
		return
	}
	e.w(e.bindWord(n), " ")
	e.pattern(n)
	e.w(" = ", from, ";")
}

// destructure writes the assignment of text to a pattern, as a statement
// without its semicolon.
func (e *emitter) destructure(n ast.Node, from string) {
	if a, ok := n.(*ast.Array); ok && middleRest(n) {
		e.middleParts(a, from)
		return
	}
	e.w("(")
	e.pattern(n)
	e.w(" = ", from, ")")
}

// middleAssign writes [a, ...mid, z] = v. Its value is v.
func (e *emitter) middleAssign(n, v ast.Node) {
	name := e.temp("list")
	e.w("(", name, " = ")
	e.expr(v, pAssign)
	e.w(", ")
	if a, ok := n.(*ast.Array); ok {
		e.middleParts(a, name)
	} else {
		e.pattern(n)
		e.w(" = ", name)
	}
	e.w(", ", name, ")")
}

// middleParts writes the assignments of a list with a rest in its middle: the
// front and the rest are taken from the front, the others from the end.
func (e *emitter) middleParts(n *ast.Array, from string) {
	at := 0
	for i, x := range n.List {
		if _, ok := x.(*ast.Spread); ok {
			at = i
			break
		}
	}
	front := &ast.Array{Span: n.Span, List: n.List[:at+1]}
	back := &ast.Array{Span: n.Span, List: n.List[at+1:]}
	e.pattern(front)
	if len(back.List) == 0 {
		e.w(" = ", from)
		return
	}
	all := e.temp("rest")
	e.w(" = ", all, " = [...", from, "], ")
	rest := n.List[at].(*ast.Spread).X
	e.pattern(back)
	e.w(" = ", e.text(func() { e.pattern(rest) }), ".splice(", e.text(func() { e.maxOf(n, at, all) }), ")")
}

// maxOf writes how many items of the rest belong to it and not to the back.
func (e *emitter) maxOf(n *ast.Array, at int, all string) {
	back := len(n.List) - at - 1
	e.w(e.global("Math"), ".max(0, ", all, ".length - ", itoa(at+back), ")")
}
