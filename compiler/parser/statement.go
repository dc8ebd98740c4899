package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// statement parses one statement and the if, for or while behind it.
func (p *parser) statement() ast.Node {
	p.enter()
	defer p.leave()
	return p.postfix(p.declaration())
}

// declaration parses what can only begin a statement, or an expression.
func (p *parser) declaration() ast.Node {
	switch p.tok.Kind {
	case token.Import:
		if k := p.peek(1).Kind; k != token.LParen && k != token.Dot && k != token.Bang {
			return p.importStatement()
		}
	case token.Export:
		return p.exportStatement()
	case token.Def:
		return p.def()
	case token.Merge:
		return p.merge()
	case token.Effect:
		return p.effect(nil)
	case token.Debugger:
		t := p.tok
		p.next()
		return &ast.Debugger{Span: span(t)}
	case token.Ident:
		if n := p.contextual(); n != nil {
			return n
		}
	case token.Reserved:
		if p.textIs(p.tok, "interface") && p.peek(1).Kind == token.Ident {
			return p.typeDeclaration()
		}
		p.reserved()
	}
	if n := p.annotated(); n != nil {
		return n
	}
	return p.expr()
}

// contextual parses statements that begin with a word which is a name
// elsewhere: type, interface, enum, a named effect; nil if it is a name here.
func (p *parser) contextual() ast.Node {
	next := p.peek(1)
	if next.Kind == token.Effect {
		name := p.ident()
		return p.effect(name)
	}
	if next.Kind != token.Ident || !next.Has(token.Spaced) {
		return nil
	}
	after := p.peek(2)
	switch {
	case p.word("type") && (after.Kind == token.Assign || after.Kind == token.Less):
		return p.typeDeclaration()
	case p.word("type") && after.Kind == token.Indent:
		return p.typeDeclaration()
	case p.word("enum") && (after.Kind == token.Indent || after.Kind == token.Newline):
		return p.enum()
	}
	return nil
}

// postfix wraps n in the if, unless, for, while and until that follow it on
// its line.
func (p *parser) postfix(n ast.Node) ast.Node {
	for {
		start := n.Pos().Start
		switch p.tok.Kind {
		case token.If, token.Unless:
			n = p.postfixIf(n)
		case token.While, token.Until:
			not := p.is(token.Until)
			p.next()
			cond := p.headExpr()
			loop := &ast.While{Cond: cond, Not: not, Body: one(n)}
			if p.accept(token.When) {
				loop.Guard = p.headExpr()
			}
			loop.Span = p.since(start)
			n = loop
		case token.For:
			n = p.comprehension(n)
		default:
			return n
		}
	}
}

// postfixIf parses the if behind n, and the else that makes it a choice.
func (p *parser) postfixIf(n ast.Node) ast.Node {
	node := &ast.If{Not: p.is(token.Unless), Then: n, Postfix: true}
	p.next()
	node.Cond = p.headExpr()
	for p.is(token.For) {
		node.Cond = p.comprehension(node.Cond)
	}
	if p.accept(token.Else) {
		node.Else, node.Ternary = p.expr(), true
		if p.is(token.If) && p.hasElse() {
			node.Else = p.postfixIf(node.Else)
		}
	}
	node.Span = p.since(n.Pos().Start)
	return node
}

// choice parses the if … else behind a value that something else owns, such
// as the right side of an assignment; a plain if is left for the statement.
func (p *parser) choice(n ast.Node) ast.Node {
	if (p.is(token.If) || p.is(token.Unless)) && p.hasElse() {
		return p.postfixIf(n)
	}
	return n
}

// hasElse says that the postfix if at the current token has an else of its
// own on the line.
func (p *parser) hasElse() bool {
	thens := 0
	for i := p.i + 1; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.Kind {
		case token.Then:
			thens++
		case token.Else:
			if thens == 0 {
				return true
			}
			thens--
		case token.LParen, token.LBracket, token.LBrace, token.MapOpen, token.StrOpen:
			i = max(i, int(t.Pair))
		case token.Newline, token.Indent, token.Outdent, token.EOF, token.Comma, token.RParen, token.RBracket,
			token.RBrace, token.InterpOut, token.If, token.Unless, token.For, token.While, token.Until:
			return false
		}
	}
	return false
}

// one is a block of one statement.
func one(n ast.Node) *ast.Block {
	return &ast.Block{Span: n.Pos(), List: []ast.Node{n}}
}

// headExpr parses the condition or source in a head.
func (p *parser) headExpr() ast.Node {
	old := p.ctx.head
	p.ctx.head = true
	n := p.expr()
	p.ctx.head = old
	return n
}

// ident parses a name that is bound or read.
func (p *parser) ident() *ast.Ident {
	t := p.tok
	if t.Kind != token.Ident {
		p.failName()
	}
	p.next()
	return p.identOf(t)
}

// identOf makes a name of a token. Names are the most frequent nodes, and are
// allocated many at a time: a third of the tokens is one.
func (p *parser) identOf(t token.Token) *ast.Ident {
	if len(p.idents) == cap(p.idents) {
		p.idents = make([]ast.Ident, 0, len(p.toks)/8+1)
	}
	p.idents = append(p.idents, ast.Ident{Span: span(t), Name: p.text(t)})
	return &p.idents[len(p.idents)-1]
}

// failName reports that the current token cannot be a name.
func (p *parser) failName() {
	switch p.tok.Kind {
	case token.Reserved:
		p.reserved()
	case token.True, token.False, token.Null, token.Undefined, token.This:
		p.valueWord(p.tok)
		panic(bail{})
	}
	p.fail("expected a name, found %s", p.describe(p.tok))
}

// valueWord reports that a word which is a value is bound as a name.
func (p *parser) valueWord(t token.Token) {
	p.report(t, "'%s' cannot name a binding — every read of '%s' lowers to `%s`, so the binding would be unreachable",
		p.text(t), p.text(t), p.lowered(t))
}

// lowered is the JavaScript of a word that is a value.
func (p *parser) lowered(t token.Token) string {
	switch t.Kind {
	case token.True:
		return "true"
	case token.False:
		return "false"
	case token.Null:
		return "null"
	case token.This:
		return "this"
	}
	return "undefined"
}
