package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// Implicit calls. A value that can be called and, after a space, something
// that can begin an argument make a call. It ends with the line, at a closing
// bracket, before an if, unless, for or while behind it, and before the block
// of a head.

// canCall says that n, the value before the current token, may be called
// without parentheses.
func canCall(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return n.Name != "Infinity" && n.Name != "NaN"
	case *ast.Member, *ast.Index, *ast.Call, *ast.Paren, *ast.This, *ast.Super, *ast.Capture:
		return true
	}
	return false
}

// startsArgument says that the current token begins an argument of an
// implicit call.
func (p *parser) startsArgument() bool {
	t := p.tok
	if t.Kind == token.Indent {
		return !p.ctx.head && p.keyEnd(p.i+1, false) > 0
	}
	if !t.Has(token.Spaced) || t.Has(token.FirstOnLn) {
		return false
	}
	switch t.Kind {
	case token.Ident:
		return !p.castFollows() || p.keyEnd(p.i, false) > 0
	case token.Number, token.Regex, token.Words, token.Symbol, token.RawJS, token.StrOpen, token.LParen,
		token.LBracket, token.LBrace, token.MapOpen, token.At, token.This, token.Super, token.True, token.False,
		token.Null, token.Undefined, token.Arrow, token.FatArrow, token.Effect, token.Tilde, token.New, token.TypeOf,
		token.Delete, token.Await, token.Do, token.Class, token.Switch, token.Try, token.Yield, token.Dollar, token.Import:
		return true
	case token.Not:
		k := p.peek(1).Kind
		return k != token.In && k != token.Of && k != token.InstanceOf
	case token.Minus, token.Plus, token.PlusPlus, token.MinusMinus, token.Ellipsis:
		after := p.peek(1)
		return !after.Has(token.Spaced) && after.Kind != token.Newline && after.Kind != token.RBracket
	case token.If, token.Unless:
		return p.keyEnd(p.i, false) > 0 || p.prefixIf()
	}
	return t.Keyword() && p.keyEnd(p.i, false) > 0
}

// prefixIf says that the if at the current token begins a value, as in
// f if a then b: a then, or a block, follows its condition.
func (p *parser) prefixIf() bool {
	if p.ctx.head {
		return false
	}
	for i := p.i + 1; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.Kind {
		case token.Then:
			return true
		case token.Indent:
			return p.keyEnd(i+1, false) == 0
		case token.LParen, token.LBracket, token.LBrace, token.MapOpen, token.StrOpen:
			i = max(i, int(t.Pair))
		case token.Newline, token.Outdent, token.EOF, token.RParen, token.RBracket, token.RBrace, token.InterpOut,
			token.Arrow, token.FatArrow, token.Else, token.If, token.Unless, token.For, token.While:
			return false
		}
	}
	return false
}

// arguments parses the arguments of an implicit call.
func (p *parser) arguments() []ast.Node {
	p.enter()
	defer p.leave()
	if p.is(token.Indent) {
		return []ast.Node{p.indentedValue()}
	}
	p.ctx.implicit++
	args := []ast.Node{p.argument()}
	for {
		if p.commaless(args[len(args)-1]) {
			args = append(args, p.argument())
			continue
		}
		if !p.is(token.Comma) {
			break
		}
		p.next()
		if p.is(token.Indent) {
			args = append(args, p.indentedArguments()...)
			continue
		}
		args = append(args, p.argument())
	}
	p.ctx.implicit--
	return args
}

// commaless says that a function follows a literal argument, which needs no
// comma between them.
func (p *parser) commaless(last ast.Node) bool {
	t := p.tok
	if !t.Has(token.Spaced) || t.Has(token.FirstOnLn) {
		return false
	}
	if t.Kind != token.Arrow && t.Kind != token.FatArrow && (t.Kind != token.LParen || !p.isParams(p.i)) {
		return false
	}
	switch n := last.(type) {
	case *ast.Str, *ast.Regex, *ast.Number, *ast.Word, *ast.Array, *ast.Object, *ast.Range, *ast.Words, *ast.Symbol, *ast.Map:
		return true
	case *ast.Ident:
		return n.Name == "Infinity" || n.Name == "NaN"
	case *ast.Unary:
		_, number := n.X.(*ast.Number)
		return number
	}
	return false
}

// indentedArguments parses arguments on deeper lines after a comma.
func (p *parser) indentedArguments() []ast.Node {
	old := p.fresh()
	p.next()
	var args []ast.Node
	for !p.is(token.Outdent) {
		args = append(args, p.conditional(p.argument()))
		for p.is(token.Newline) || p.is(token.Comma) {
			p.next()
		}
		if p.is(token.EOF) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	return args
}

// argument parses one argument.
func (p *parser) argument() ast.Node {
	if p.is(token.Ellipsis) {
		return p.spread()
	}
	return p.expr()
}

// spread parses ...x.
func (p *parser) spread() ast.Node {
	start := p.tok.Start
	p.next()
	x := p.expr()
	return &ast.Spread{Span: p.since(start), X: x}
}

// list parses the items of a bracketed list up to its closer. Holes are nil,
// and only where allowed.
func (p *parser) list(closer token.Kind, holes bool) []ast.Node {
	old := p.fresh()
	p.next()
	var items []ast.Node
	p.skipLayout()
	for !p.is(closer) {
		if p.is(token.Comma) {
			if !holes {
				p.fail("an argument is missing before this comma")
			}
			p.next()
			p.skipLayout()
			items = append(items, nil)
			continue
		}
		items = append(items, p.item())
		if !p.separator() && !p.is(closer) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	return items
}

// item parses one item of a bracketed list, with the if or for behind it.
func (p *parser) item() ast.Node {
	if p.is(token.Ellipsis) {
		return p.spread()
	}
	return p.postfix(p.expr())
}
