package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// whileExpr parses while and until before their body.
func (p *parser) whileExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	node := &ast.While{Not: p.is(token.Until)}
	p.next()
	node.Cond = p.condition()
	if p.accept(token.When) {
		node.Guard = p.headExpr()
	}
	node.Body = p.body("the condition")
	node.Span = p.since(start)
	return node
}

// loopExpr parses loop, and loop n whose counter is it.
func (p *parser) loopExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	p.next()
	if p.is(token.Indent) || p.is(token.Then) {
		body := p.body("loop")
		return &ast.While{Span: p.since(start), Body: body}
	}
	node := &ast.Repeat{Count: p.headExpr()}
	p.fn.loops++
	node.Body = p.body("the count")
	p.fn.loops--
	node.Span = p.since(start)
	return node
}

// forExpr parses for before its body.
func (p *parser) forExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	node := p.forHead()
	node.Body = p.body("the head of the loop")
	node.Span = p.since(start)
	return node
}

// comprehension parses the for behind its body.
func (p *parser) comprehension(body ast.Node) ast.Node {
	node := p.forHead()
	node.Comp = true
	node.Body = one(body)
	if inner, ok := body.(*ast.For); ok && inner.Comp && inner.Key == nil {
		node.Flat = true
	}
	node.Span = p.since(body.Pos().Start)
	return node
}

// forHead parses for … up to its body.
func (p *parser) forHead() *ast.For {
	word := p.tok
	p.next()
	node := &ast.For{}
	if p.accept(token.Await) {
		node.Await = true
	}
	if p.word("own") && (p.peek(1).Kind == token.Ident || p.peek(1).Kind == token.LBracket || p.peek(1).Kind == token.LBrace) && !p.textIs(p.peek(1), "as") {
		node.Own = true
		p.next()
	}
	if p.rangeOnly() {
		p.report(word, "this loop binds no variable").WithHint("write loop n, or for i in [a..b]")
		panic(bail{})
	}
	node.Value = p.loopVariable()
	var second ast.Node
	if p.accept(token.Comma) {
		second = p.loopVariable()
	}
	p.forWord(node)
	p.bindSecond(node, second)
	node.Over = p.headExpr()
	p.forOptions(node)
	if node.Await {
		p.fn.async = true
	}
	return node
}

// rangeOnly says that a range stands where the loop's variable belongs.
func (p *parser) rangeOnly() bool { return p.is(token.LBracket) && p.rangeAhead() }

// loopVariable parses a name or pattern of a loop's head.
func (p *parser) loopVariable() ast.Node {
	var n ast.Node
	switch p.tok.Kind {
	case token.LBracket:
		n = p.array()
	case token.LBrace:
		n = &ast.Object{Span: span(p.tok), Props: p.braces()}
	case token.LParen:
		p.failHint("write for i in [0...n], or for x in list", "the head of a for has no parentheses")
	default:
		n = p.ident()
	}
	p.checkPattern(n)
	if p.is(token.Colon) {
		p.skipAnnotation()
	}
	return n
}

// forWord parses in, of, as or as!.
func (p *parser) forWord(node *ast.For) {
	switch {
	case p.accept(token.In):
		node.Kind = ast.ForIn
	case p.accept(token.Of):
		node.Kind = ast.ForOf
	case p.word("as"):
		node.Kind = ast.ForAs
		p.next()
		if p.is(token.Bang) || p.is(token.Not) && !p.tok.Has(token.Spaced) {
			p.next()
			node.Await = true
		}
	default:
		p.fail("expected in, of or as, found %s", p.describe(p.tok))
	}
	if node.Await && node.Kind != ast.ForAs {
		p.fail("for await walks over an iterable: for await x as xs")
	}
	if node.Own && node.Kind != ast.ForOf {
		p.fail("own belongs to for own key of object")
	}
}

// bindSecond gives the name after the comma its meaning.
func (p *parser) bindSecond(node *ast.For, second ast.Node) {
	if second == nil {
		return
	}
	id, named := second.(*ast.Ident)
	switch {
	case node.Kind == ast.ForOf:
		node.Val = second
	case node.Kind == ast.ForIn && named:
		node.Second = id
	default:
		p.reportAt(second.Pos(), "only for … in binds an index, and it is a name")
	}
}

// forOptions parses by and when in either order.
func (p *parser) forOptions(node *ast.For) {
	for {
		switch {
		case p.accept(token.By):
			node.By = p.headExpr()
		case p.accept(token.When):
			node.Guard = p.headExpr()
		default:
			return
		}
	}
}

// objectComprehension parses {key: value for …}; nil, and nothing read, if the
// braces at the current token hold something else.
func (p *parser) objectComprehension() ast.Node {
	open := p.i
	i := open + 1
	for k := p.at(i).Kind; k == token.Newline || k == token.Indent; k = p.at(i).Kind {
		i++
	}
	if p.keyEnd(i, true) == 0 || !p.forAhead(i) {
		return nil
	}
	old := p.fresh()
	p.seek(i)
	start := p.toks[open].Start
	key := p.key()
	p.expect(token.Colon, "':'")
	value := p.conditional(p.expr())
	p.skipLayout()
	if !p.is(token.For) {
		p.unexpected()
	}
	if id, ok := key.Key.(*ast.Ident); ok {
		p.mentionIt(id.Name)
		key.Computed = true
	}
	key.Value = value
	node := p.forHead()
	node.Comp, node.Key = true, key
	for p.is(token.For) {
		outer := p.forHead()
		outer.Comp, outer.Flat, outer.Body = true, true, one(node)
		outer.Key = key
		node = outer
	}
	p.skipLayout()
	p.expect(token.RBrace, "'}'")
	p.ctx = old
	node.Span = p.since(start)
	return node
}

// forAhead says that a for stands in the braces around token i, outside of
// brackets of its own and before a comma.
func (p *parser) forAhead(i int) bool {
	for ; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.Kind {
		case token.LParen, token.LBracket, token.LBrace, token.MapOpen, token.StrOpen:
			i = max(i, int(t.Pair))
		case token.For:
			return behindValue(p.at(i - 1))
		case token.RBrace, token.EOF, token.Comma, token.Arrow, token.FatArrow, token.Then:
			return false
		}
	}
	return false
}

// behindValue says that t can end a value, so that a for behind it makes a
// comprehension and does not begin the value itself.
func behindValue(t token.Token) bool {
	switch t.Kind {
	case token.Ident, token.Number, token.Regex, token.Words, token.Symbol, token.StrClose, token.RParen, token.RBracket,
		token.RBrace, token.Exist, token.Presence, token.Bang, token.PlusPlus, token.MinusMinus, token.This, token.At,
		token.True, token.False, token.Null, token.Undefined, token.Newline, token.Indent, token.Outdent:
		return true
	}
	return t.Has(token.Property)
}
