package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// ifExpr parses if and unless before their bodies.
func (p *parser) ifExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	node := &ast.If{Not: p.is(token.Unless)}
	p.next()
	node.Cond = p.condition()
	node.Then = p.body("the condition")
	if p.newlineBefore(token.Else) {
		p.next()
		node.Else = p.elseBody()
	}
	node.Span = p.since(start)
	return node
}

// condition parses the condition of an if or while; = there is a likely slip.
func (p *parser) condition() ast.Node {
	if p.is(token.Indent) || p.is(token.Newline) || p.is(token.Then) {
		word := p.at(p.i - 1)
		p.report(word, "this '%s' has no condition", p.text(word))
		panic(bail{})
	}
	n := p.headExpr()
	if a, ok := n.(*ast.Assign); ok && a.Op == "=" && fixed(a.Value) {
		p.reportAt(a.Span, "this condition assigns a constant, so it is always the same").
			WithHint("to compare write == or is")
	}
	return n
}

// fixed says that n is a literal.
func fixed(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Number, *ast.Word, *ast.Regex:
		return true
	case *ast.Str:
		return n.Plain()
	}
	return false
}

// elseBody parses what follows else: another if, a block or a statement.
func (p *parser) elseBody() ast.Node {
	switch {
	case p.is(token.If) || p.is(token.Unless):
		return p.ifExpr()
	case p.is(token.Indent):
		return p.block()
	case p.accept(token.Then):
	}
	return p.inline()
}

// switchExpr parses switch and its arms.
func (p *parser) switchExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	p.next()
	node := &ast.Switch{}
	if !p.is(token.Indent) {
		node.Subject = p.headExpr()
	}
	if !p.is(token.Indent) {
		p.failHint("write when … on the next lines, indented", "a switch has its arms below it")
	}
	old := p.fresh()
	p.next()
	for !p.is(token.Outdent) {
		switch {
		case p.accept(token.Newline):
		case p.is(token.When):
			if node.Else != nil {
				p.fail("the else of a switch is its last arm")
			}
			node.Cases = append(node.Cases, p.when())
		case p.is(token.Else):
			p.next()
			node.Else = p.arm()
		default:
			p.failHint("the arms of a switch are when a, b and else", "expected when or else, found %s", p.describe(p.tok))
		}
	}
	p.next()
	p.ctx = old
	if len(node.Cases) == 0 {
		p.reportAt(p.since(start), "this switch has no when")
	}
	node.Span = p.since(start)
	return node
}

// when parses one arm of a switch.
func (p *parser) when() *ast.Case {
	start := p.tok.Start
	p.next()
	c := &ast.Case{Conds: []ast.Node{p.headExpr()}}
	for p.accept(token.Comma) {
		p.skipLayout()
		c.Conds = append(c.Conds, p.headExpr())
	}
	if !p.is(token.Then) && !p.is(token.Indent) && !p.is(token.Newline) && !p.is(token.Outdent) {
		p.body("when")
	}
	p.accept(token.Then)
	c.Body = p.arm()
	c.Span = p.since(start)
	return c
}

// arm parses the body of a when or of a switch's else.
func (p *parser) arm() *ast.Block {
	if p.is(token.Indent) {
		return p.block()
	}
	p.accept(token.Then)
	p.ctx.inlineWhen = true
	b := p.inline()
	p.ctx.inlineWhen = false
	return b
}

// tryExpr parses try, catch and finally, each with a block or a statement.
func (p *parser) tryExpr() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	p.next()
	node := &ast.Try{Body: p.part()}
	if p.newlineBefore(token.Catch) {
		p.next()
		node.Param = p.catchParam()
		p.accept(token.Then)
		node.Catch = p.part()
	}
	if p.newlineBefore(token.Finally) {
		p.next()
		p.accept(token.Then)
		node.Finally = p.part()
	}
	node.Span = p.since(start)
	return node
}

// part parses one body of a try.
func (p *parser) part() *ast.Block {
	if p.is(token.Indent) {
		return p.block()
	}
	return p.inline()
}

// catchParam parses the name or pattern of a catch; nil is none.
func (p *parser) catchParam() ast.Node {
	var n ast.Node
	switch p.tok.Kind {
	case token.Ident:
		n = p.ident()
	case token.LBrace:
		n = p.object()
	case token.LBracket:
		n = p.array()
	default:
		return nil
	}
	p.checkPattern(n)
	if p.is(token.Colon) {
		p.skipAnnotation()
	}
	return n
}
