package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// chain parses what follows a value and belongs to it: properties, indexes,
// calls, the marks ? ! ?! and ++.
func (p *parser) chain(x ast.Node) ast.Node {
	for {
		next := p.link(x)
		if next == nil {
			return x
		}
		x = next
	}
}

// link parses one step of a chain; nil is its end.
func (p *parser) link(x ast.Node) ast.Node {
	t := p.tok
	attached := !t.Has(token.Spaced)
	switch t.Kind {
	case token.Dot, token.QDot:
		if t.Has(token.FirstOnLn) && p.ctx.implicit > 0 {
			return nil
		}
		return p.dot(x)
	case token.DoubleColon:
		if attached || t.Kind == token.DoubleColon && p.peek(1).Kind == token.Ident && !p.peek(1).Has(token.Spaced) {
			return p.prototype(x, false)
		}
	case token.LParen:
		if attached && !isNumber(x) {
			return &ast.Call{Fn: x, Args: p.list(token.RParen, false), Span: p.since(x.Pos().Start)}
		}
	case token.LBracket:
		if attached {
			return p.index(x, false)
		}
	case token.StrOpen:
		if attached && canCall(x) {
			return p.tagged(x)
		}
	case token.Exist:
		return p.exist(x)
	case token.Presence:
		return p.presence(x)
	case token.Bang:
		if k := p.peek(1).Kind; k == token.Assign || k == token.Colon {
			return nil
		}
		return p.dammit(x)
	case token.PlusPlus, token.MinusMinus:
		if attached || !p.startsArgument() && !t.Has(token.FirstOnLn) {
			p.updatable(x)
			p.next()
			return &ast.Update{Span: p.since(x.Pos().Start), Op: p.text(t), X: x}
		}
	}
	if canCall(x) && p.startsArgument() {
		if t.Kind == token.Dollar {
			p.next()
			return p.tagged(x)
		}
		args := p.arguments()
		return &ast.Call{Fn: x, Args: args, Span: p.since(x.Pos().Start)}
	}
	return nil
}

// isNumber says that x is a number, which is never called.
func isNumber(x ast.Node) bool {
	_, ok := x.(*ast.Number)
	return ok
}

// dot parses .name, .{pick}, .new and what may follow ?.
func (p *parser) dot(x ast.Node) ast.Node {
	opt := p.is(token.QDot)
	p.next()
	start := x.Pos().Start
	switch p.tok.Kind {
	case token.LBrace:
		return p.pick(x, opt)
	case token.LParen:
		if opt {
			return &ast.Call{Fn: x, Args: p.list(token.RParen, false), Optional: true, Span: p.since(start)}
		}
	case token.LBracket:
		if opt {
			return p.index(x, true)
		}
	case token.Ident:
		if !p.tok.Has(token.Property) {
			break
		}
		if p.textIs(p.tok, "new") && !opt {
			p.next()
			return p.construct(x, start)
		}
		name := p.text(p.tok)
		p.next()
		return &ast.Member{Span: p.since(start), X: x, Name: name, Optional: opt}
	}
	p.fail("expected the name of a property, found %s", p.describe(p.tok))
	return nil
}

// prototype parses ::name and the :: that ends a chain.
func (p *parser) prototype(x ast.Node, opt bool) ast.Node {
	p.next()
	start := x.Pos().Start
	if !p.is(token.Ident) || p.tok.Has(token.Spaced) {
		p.doubleColon()
	}
	proto := &ast.Member{Span: p.since(start), X: x, Name: "prototype", Optional: opt}
	name := p.text(p.tok)
	p.next()
	return &ast.Member{Span: p.since(start), X: proto, Name: name}
}

// exist parses x? and the optional calls, indexes and prototypes it begins.
func (p *parser) exist(x ast.Node) ast.Node {
	p.next()
	start := x.Pos().Start
	attached := !p.tok.Has(token.Spaced)
	switch {
	case attached && p.is(token.LParen):
		return &ast.Call{Fn: x, Args: p.list(token.RParen, false), Optional: true, Span: p.since(start)}
	case attached && p.is(token.LBracket):
		return p.index(x, true)
	case attached && p.is(token.DoubleColon):
		return p.prototype(x, true)
	case canCall(x) && p.startsArgument() && !p.is(token.Indent):
		return &ast.Call{Fn: x, Args: p.arguments(), Optional: true, Span: p.since(start)}
	}
	return &ast.Exists{Span: p.since(start), X: x}
}

// presence parses x?! and the awaited optional call f?! a.
func (p *parser) presence(x ast.Node) ast.Node {
	p.next()
	start := x.Pos().Start
	call := &ast.Call{Fn: x, Optional: true}
	switch {
	case p.is(token.LParen) && !p.tok.Has(token.Spaced):
		call.Args = p.list(token.RParen, false)
	case canCall(x) && p.startsArgument() && !p.is(token.Indent):
		call.Args = p.arguments()
	default:
		return &ast.Presence{Span: p.since(start), X: x}
	}
	call.Span = p.since(start)
	p.fn.async = true
	return &ast.Await{Span: call.Span, X: call}
}

// dammit parses f!: call it, and await what it returns.
func (p *parser) dammit(x ast.Node) ast.Node {
	bang := p.tok
	p.next()
	start := x.Pos().Start
	p.fn.async = true
	if n, ok := x.(*ast.New); ok {
		return &ast.Await{Span: p.since(start), X: n}
	}
	if i, ok := x.(*ast.Index); ok && !p.awaitable(x) {
		p.reportAt(i.Span, "'!' cannot stand behind an index of what new makes").
			WithHint("put what is made in parentheses: (new X(a))[k]!")
		panic(bail{})
	}
	if !p.awaitable(x) {
		p.report(bang, "unexpected '!'").WithHint("! stands after the name of a function: f! a")
		panic(bail{})
	}
	call := &ast.Call{Fn: x}
	switch {
	case p.is(token.LParen) && !p.tok.Has(token.Spaced):
		call.Args = p.list(token.RParen, false)
	case p.startsArgument():
		call.Args = p.arguments()
	}
	call.Span = p.since(start)
	return &ast.Await{Span: call.Span, X: call}
}

// awaitable says that x! can be a call.
func (p *parser) awaitable(x ast.Node) bool {
	switch x := x.(type) {
	case *ast.Ident, *ast.Member, *ast.ImportWord, *ast.Paren, *ast.Super:
		return true
	case *ast.Index:
		_, made := x.X.(*ast.New)
		return !made
	}
	return false
}

// tagged parses the string of a tagged template.
func (p *parser) tagged(x ast.Node) ast.Node {
	s := p.str()
	return &ast.Call{Span: x.Pos().To(s.Span), Fn: x, Args: []ast.Node{s}, Tagged: true}
}

// index parses […] behind a value: an index, slice or regex capture.
func (p *parser) index(x ast.Node, opt bool) ast.Node {
	old := p.fresh()
	p.next()
	p.skipLayout()
	n := p.indexed(x, opt)
	p.skipLayout()
	p.expect(token.RBracket, "']'")
	p.ctx = old
	at := p.since(x.Pos().Start)
	switch n := n.(type) {
	case *ast.Index:
		n.Span = at
	case *ast.Slice:
		n.Span = at
	case *ast.Capture:
		n.Span = at
	}
	return n
}

// indexed parses the inside of an index.
func (p *parser) indexed(x ast.Node, opt bool) ast.Node {
	if p.is(token.DotDot) || p.is(token.Ellipsis) {
		return p.slice(x, nil, opt)
	}
	i := p.postfix(p.expr())
	if p.is(token.DotDot) || p.is(token.Ellipsis) {
		return p.slice(x, i, opt)
	}
	_, isRegex := i.(*ast.Regex)
	if s, ok := i.(*ast.Str); ok && s.Quote == 0 {
		isRegex = true
	}
	if p.is(token.Comma) {
		if !isRegex {
			p.fail("two values in an index are the regex-capture form: s[/re/, 1]")
		}
		p.next()
		return &ast.Capture{X: x, Re: i, Group: p.expr()}
	}
	if isRegex {
		return &ast.Capture{X: x, Re: i}
	}
	return &ast.Index{X: x, I: i, Optional: opt}
}

// slice parses .. or ... and the end of a slice.
func (p *parser) slice(x, from ast.Node, opt bool) ast.Node {
	s := &ast.Slice{X: x, From: from, Exclusive: p.is(token.Ellipsis), Optional: opt}
	p.next()
	if !p.is(token.RBracket) {
		s.To = p.expr()
	}
	return s
}

// pick parses the braces of x.{a, b: c, d = 1}.
func (p *parser) pick(x ast.Node, opt bool) ast.Node {
	old := p.fresh()
	open := p.tok
	p.next()
	n := &ast.Pick{X: x, Optional: opt}
	p.skipLayout()
	for !p.is(token.RBrace) {
		n.Props = append(n.Props, p.picked())
		if !p.separator() && !p.is(token.RBrace) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	if len(n.Props) == 0 {
		p.report(open, "a pick names at least one property")
		panic(bail{})
	}
	n.Span = p.since(x.Pos().Start)
	return n
}

// picked parses one property of a pick. Names may be any words.
func (p *parser) picked() *ast.Prop {
	if !p.isWord(p.tok) {
		p.fail("a pick has plain names: x.{a, b: c, d = 1}")
	}
	prop := &ast.Prop{Key: p.propertyName()}
	if p.accept(token.Colon) {
		prop.Value = p.propertyName()
	}
	if p.accept(token.Assign) {
		prop.Default = p.expr()
	}
	prop.Span = p.since(prop.Key.Pos().Start)
	return prop
}

// construct parses what follows X.new or new X: !, arguments, or nothing.
func (p *parser) construct(x ast.Node, start int32) ast.Node {
	bang := p.is(token.Bang) && p.peek(1).Kind != token.Assign
	if bang {
		p.next()
	}
	n := &ast.New{X: x}
	switch {
	case p.is(token.LParen) && !p.tok.Has(token.Spaced):
		n.Args = p.list(token.RParen, false)
	case p.startsArgument():
		n.Args = p.arguments()
	}
	n.Span = p.since(start)
	if !bang {
		return n
	}
	p.fn.async = true
	return &ast.Await{Span: n.Span, X: n}
}
