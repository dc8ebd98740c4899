package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// assign parses the operator at the current token and its right side.
func (p *parser) assign(target ast.Node, typed bool) ast.Node {
	op := p.tok
	node := &ast.Assign{Target: target, Op: p.assignText(op), Typed: typed}
	p.checkTarget(target, node.Op)
	p.next()
	switch op.Kind {
	case token.Computed:
		if p.is(token.Indent) {
			node.Value = p.block()
			break
		}
		node.Value = p.rightSide(op)
	default:
		node.Value = p.rightSide(op)
	}
	node.Span = p.since(target.Pos().Start)
	return node
}

// assignText is the operator as ast.Assign spells it.
func (p *parser) assignText(op token.Token) string {
	switch text := p.text(op); text {
	case "or=":
		return "||="
	case "and=":
		return "&&="
	case "?=":
		return "??="
	default:
		return text
	}
}

// rightSide parses the value of an assignment.
func (p *parser) rightSide(op token.Token) ast.Node {
	if p.is(token.Indent) {
		return p.indentedValue()
	}
	if p.is(token.Newline) || p.atEnd() {
		p.fail("'%s' has nothing on its right", p.text(op))
	}
	branch := p.ctx.branch
	v := p.expr()
	p.ctx.branch = branch
	return p.choice(v)
}

// checkTarget reports a target that nothing can be assigned to.
func (p *parser) checkTarget(target ast.Node, op string) {
	switch t := target.(type) {
	case *ast.Ident:
		if op == ":=" || op == "~=" || op == "=!" {
			return
		}
	case *ast.Member:
		p.notMeta(t)
	case *ast.Index, *ast.Slice:
	case *ast.Array:
		p.checkPattern(t)
	case *ast.Object:
		p.checkPattern(t)
	case *ast.Word:
		if op == "=" || op == ":=" || op == "~=" || op == "=!" {
			p.reportAt(t.Span, "'%s' cannot name a binding — every read of '%s' lowers to `%s`, so the binding would be unreachable",
				p.src[t.Start:t.End], p.src[t.Start:t.End], t.Text)
			panic(bail{})
		}
		p.badTarget(target)
	default:
		p.badTarget(target)
	}
	if op != "=" && op != ":=" && op != "~=" && op != "=!" {
		switch target.(type) {
		case *ast.Array, *ast.Object:
			p.badTarget(target)
		}
	}
}

// notMeta reports an assignment to import.meta.
func (p *parser) notMeta(m *ast.Member) {
	if _, meta := m.X.(*ast.ImportWord); meta {
		p.badTarget(m)
	}
}

// badTarget reports what cannot be assigned to.
func (p *parser) badTarget(n ast.Node) {
	p.reportAt(n.Pos(), "cannot assign to this: it is not a name, property or pattern").
		WithHint("to compare write == or is")
	panic(bail{})
}

// checkPattern reports parts of a destructuring pattern that bind nothing.
func (p *parser) checkPattern(n ast.Node) {
	switch n := n.(type) {
	case nil, *ast.Ident, *ast.Index, *ast.Expansion:
	case *ast.Member:
		p.notMeta(n)
	case *ast.Array:
		rests := 0
		for _, e := range n.List {
			if s, ok := e.(*ast.Spread); ok {
				rests++
				p.checkRest(n, s, rests)
			}
			p.checkPattern(e)
		}
	case *ast.Object:
		for _, prop := range n.Props {
			p.checkEntry(prop)
		}
	case *ast.Spread:
		p.restDefault(n.X)
		p.checkPattern(n.X)
	case *ast.Assign:
		if n.Op != "=" {
			p.badTarget(n)
		}
		p.checkPattern(n.Target)
	case *ast.Word:
		p.reportAt(n.Span, "`%s` cannot be a destructuring target", n.Text)
		panic(bail{})
	default:
		p.badTarget(n)
	}
}

// restDefault reports a default of what ... binds.
func (p *parser) restDefault(n ast.Node) {
	if a, ok := n.(*ast.Assign); ok {
		p.reportAt(a.Span, "a rest has no default: it is empty where nothing is left")
		panic(bail{})
	}
}

// checkRest reports a second rest, and a rest in the middle that is a pattern.
func (p *parser) checkRest(list *ast.Array, s *ast.Spread, rests int) {
	if rests > 1 {
		p.reportAt(s.Span, "a pattern has one ... at most")
		panic(bail{})
	}
	if _, name := s.X.(*ast.Ident); !name && list.List[len(list.List)-1] != ast.Node(s) {
		switch s.X.(type) {
		case *ast.Member, *ast.Index, *ast.Word:
			return
		}
		p.reportAt(s.Span, "a pattern with a rest in the middle binds plain names only")
		panic(bail{})
	}
}

// checkEntry checks one entry of an object pattern.
func (p *parser) checkEntry(prop *ast.Prop) {
	if prop.Spread {
		p.restDefault(prop.Value)
		switch prop.Value.(type) {
		case *ast.Array, *ast.Object:
			p.reportAt(prop.Value.Pos(), "the rest of an object is kept whole: ... takes a name here")
			panic(bail{})
		}
	}
	if prop.Value != nil {
		p.checkPattern(prop.Value)
		return
	}
	if id, ok := prop.Key.(*ast.Ident); ok {
		switch k := token.Lookup(p.src[id.Start:id.End]); {
		case k == token.True || k == token.False || k == token.Null || k == token.Undefined || k == token.This:
			p.reportAt(id.Span, "`%s` cannot be a destructuring target", p.lowered(token.Token{Kind: k}))
			panic(bail{})
		case k != token.Ident:
			p.reportAt(id.Span, "'%s' is a word of the language and cannot be a name", id.Name)
			panic(bail{})
		}
	}
}

// updatable reports what ++ and -- cannot count.
func (p *parser) updatable(x ast.Node) {
	switch x := x.(type) {
	case *ast.Member:
		p.notMeta(x)
	case *ast.Ident, *ast.Index:
	default:
		p.badTarget(x)
	}
	if optional(x) {
		p.reportAt(x.Pos(), "++ and -- need a place to write to; when the ?. finds nothing, no reference exists").
			WithHint("write obj?.x += 1")
		panic(bail{})
	}
}

// optional says whether a chain has a ?. in it.
func optional(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Member:
		return n.Optional || optional(n.X)
	case *ast.Index:
		return n.Optional || optional(n.X)
	case *ast.Call:
		return n.Optional || optional(n.Fn)
	}
	return false
}

// voidAssign parses name! = function.
func (p *parser) voidAssign(target ast.Node) ast.Node {
	n, _ := p.assign(target, false).(*ast.Assign)
	f, ok := n.Value.(*ast.Func)
	if !ok {
		p.reportAt(n.Span, "only a function can be without a value: name! = -> …")
		panic(bail{})
	}
	f.Void = true
	return n
}

// merge parses *>target = value.
func (p *parser) merge() ast.Node {
	start := p.tok.Start
	p.next()
	target := p.chain(p.primary())
	p.checkTarget(target, "=")
	op := p.expect(token.Assign, "'='")
	v := p.rightSide(op)
	return &ast.Assign{Span: p.since(start), Op: "*>", Target: target, Value: v}
}

// effect parses ~> body; name is what disposes of it.
func (p *parser) effect(name *ast.Ident) ast.Node {
	start := p.tok.Start
	if name != nil {
		start = name.Start
	}
	p.next()
	f := &ast.Func{Fat: true, Bare: true}
	p.effectBody(f)
	if yieldsWhole(f) {
		p.reportAt(p.since(start), "an effect runs to its end: it cannot yield")
	}
	return &ast.Effect{Span: p.since(start), Name: name, Body: f}
}

// yieldsWhole says that f's whole body is a generator: ~> -> yield 1.
func yieldsWhole(f *ast.Func) bool {
	if len(f.Body) != 1 || f.Block {
		return false
	}
	inner, ok := f.Body[0].(*ast.Func)
	return ok && inner.Gen
}
