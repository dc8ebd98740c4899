package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// Levels of binary operators, loosest first; docs/compiler.md has the table.
const (
	levelNone = iota
	levelOr
	levelAnd
	levelBitOr
	levelBitXor
	levelBitAnd
	levelCompare
	levelRelation
	levelCast
	levelShift
	levelSum
	levelProduct
)

// level is how tightly a binary operator binds.
func level(kind token.Kind) int {
	switch kind {
	case token.Or, token.Nullish:
		return levelOr
	case token.And:
		return levelAnd
	case token.BitOr:
		return levelBitOr
	case token.BitXor:
		return levelBitXor
	case token.BitAnd:
		return levelBitAnd
	case token.Equal, token.NotEqual, token.Less, token.Greater, token.LessEq, token.GreaterEq, token.Match:
		return levelCompare
	case token.In, token.Of, token.InstanceOf:
		return levelRelation
	case token.ShiftL, token.ShiftR, token.ShiftRU:
		return levelShift
	case token.Plus, token.Minus:
		return levelSum
	case token.Star, token.Slash, token.FloorDiv, token.Percent, token.Modulo:
		return levelProduct
	}
	return levelNone
}

// expr parses an expression: an implicit object, or a ternary and tighter.
func (p *parser) expr() ast.Node {
	p.enter()
	defer p.leave()
	if !p.ctx.branch && p.keyEnd(p.i, false) > 0 {
		return p.implicitObject()
	}
	n := p.binary(levelOr)
	if !p.is(token.Question) {
		return n
	}
	return p.ternary(n)
}

// ternary parses ? a : b behind its condition.
func (p *parser) ternary(cond ast.Node) ast.Node {
	question := p.tok
	p.next()
	old := p.ctx.branch
	p.ctx.branch = true
	then := p.branch()
	p.ctx.branch = old
	if !p.is(token.Colon) {
		p.report(question, "this '?' is a choice and has no ':'").
			WithHint("for a default write x ?? y; to ask whether there is a value write x? without the space")
		d := p.sink.List()
		d[len(d)-1].Message += " — for a default write x ?? y"
		panic(bail{})
	}
	p.next()
	otherwise := p.branch()
	return &ast.If{Span: cond.Pos().To(otherwise.Pos()), Cond: cond, Then: then, Else: otherwise, Ternary: true}
}

// branch parses one side of a ternary.
func (p *parser) branch() ast.Node {
	if p.is(token.Indent) {
		return p.indentedValue()
	}
	return p.expr()
}

// binary parses operators of at least the given level.
func (p *parser) binary(least int) ast.Node {
	left := p.operand()
	for {
		op := p.tok
		not := false
		lv := level(op.Kind)
		switch {
		case op.Kind == token.Not:
			if k := p.peek(1).Kind; k == token.In || k == token.Of || k == token.InstanceOf {
				not, lv = true, levelRelation
			}
		case op.Kind == token.Ident && p.castFollows():
			lv = levelCast
		}
		if lv == levelNone || lv < least {
			return left
		}
		if lv == levelCast {
			p.cast()
			continue
		}
		p.next()
		if not {
			op = p.tok
			p.next()
		}
		left = p.combine(left, op, not, lv)
	}
}

// combine parses the right side of op and joins both.
func (p *parser) combine(left ast.Node, op token.Token, not bool, lv int) ast.Node {
	p.noOperand(op)
	right := p.binary(lv + 1)
	at := left.Pos().To(right.Pos())
	switch lv {
	case levelCompare:
		return p.compare(left, op, right)
	case levelRelation:
		return &ast.Relation{Span: at, Op: p.text(op), Not: not, L: left, R: right}
	}
	return &ast.Binary{Span: at, Op: p.operatorText(op), L: left, R: right}
}

// noOperand fails if nothing follows an operator.
func (p *parser) noOperand(op token.Token) {
	if p.is(token.Newline) || p.is(token.Indent) || p.atEnd() {
		p.fail("'%s' has nothing on its right", p.text(op))
	}
}

// operatorText is JavaScript's spelling of a binary operator.
func (p *parser) operatorText(op token.Token) string {
	switch op.Kind {
	case token.And:
		return "&&"
	case token.Or:
		return "||"
	case token.Equal:
		return "==="
	case token.NotEqual:
		return "!=="
	}
	return p.text(op)
}

// compare joins a comparison to the chain on its left, or begins one. A match
// has a value that is not for comparing, so it stands alone.
func (p *parser) compare(left ast.Node, op token.Token, right ast.Node) ast.Node {
	at := left.Pos().To(right.Pos())
	_, matched := left.(*ast.Match)
	chain, chained := left.(*ast.Compare)
	if matched || op.Kind == token.Match && chained {
		p.reportAt(at, "=~ does not chain").WithHint("put the first match in parentheses")
		panic(bail{})
	}
	if op.Kind == token.Match {
		return &ast.Match{Span: at, L: left, R: right}
	}
	if chained {
		chain.Operands = append(chain.Operands, right)
		chain.Ops = append(chain.Ops, p.operatorText(op))
		chain.Span = at
		return chain
	}
	return &ast.Compare{Span: at, Operands: []ast.Node{left, right}, Ops: []string{p.operatorText(op)}}
}

// operand parses one operand, and the assignment that it is the target of.
func (p *parser) operand() ast.Node {
	n := p.unary()
	switch p.tok.Kind {
	case token.Assign, token.OpAssign, token.Readonly, token.State, token.Computed, token.DotAssign:
		return p.assign(n, false)
	case token.Bang:
		if p.peek(1).Kind == token.Assign {
			p.next()
			return p.voidAssign(n)
		}
	case token.DoubleColon:
		p.doubleColon()
	}
	return n
}

// doubleColon reports :: where an annotation was meant.
func (p *parser) doubleColon() {
	p.fail("type annotations use a single ':' (e.g. `x: number`), not '::'")
}

// unary parses the prefix operators that bind more loosely than **.
func (p *parser) unary() ast.Node {
	p.enter()
	defer p.leave()
	t := p.tok
	switch t.Kind {
	case token.Minus, token.Plus, token.Tilde:
	case token.Not:
		if t.Has(token.Word) {
			return p.power()
		}
	default:
		return p.power()
	}
	p.next()
	p.noOperand(t)
	x := p.unary()
	return &ast.Unary{Span: span(t).To(x.Pos()), Op: p.text(t), X: x}
}

// power parses x ** y, which groups to the right and may have a sign there.
func (p *parser) power() ast.Node {
	base := p.tight()
	if !p.is(token.Power) {
		return base
	}
	op := p.tok
	p.next()
	p.noOperand(op)
	right := p.unary()
	return &ast.Binary{Span: base.Pos().To(right.Pos()), Op: "**", L: base, R: right}
}

// tight parses the prefix words, which bind more tightly than **.
func (p *parser) tight() ast.Node {
	p.enter()
	defer p.leave()
	t := p.tok
	switch t.Kind {
	case token.Not, token.TypeOf, token.Delete:
		p.next()
		p.noOperand(t)
		x := p.tight()
		op := p.text(t)
		if t.Kind == token.Not {
			op = "!"
		}
		return &ast.Unary{Span: span(t).To(x.Pos()), Op: op, X: x}
	case token.Await:
		p.next()
		p.noOperand(t)
		x := p.tight()
		p.fn.async = true
		return &ast.Await{Span: span(t).To(x.Pos()), X: x}
	case token.PlusPlus, token.MinusMinus:
		p.next()
		x := p.tight()
		p.updatable(x)
		return &ast.Update{Span: span(t).To(x.Pos()), Op: p.text(t), X: x, Prefix: true}
	}
	if n := p.prefixed(); n != nil {
		return n
	}
	return p.chain(p.primary())
}

// prefixed parses what begins with a word of control and is an operand whole.
func (p *parser) prefixed() ast.Node {
	switch p.tok.Kind {
	case token.If, token.Unless:
		return p.ifExpr()
	case token.Switch:
		return p.switchExpr()
	case token.For:
		return p.forExpr()
	case token.While, token.Until:
		return p.whileExpr()
	case token.Loop:
		return p.loopExpr()
	case token.Try:
		return p.tryExpr()
	case token.Throw, token.Return, token.Break, token.Continue, token.Yield:
		return p.leaving()
	case token.Class:
		return p.class()
	case token.Effect:
		return p.effect(nil)
	case token.Def:
		return p.def()
	}
	return nil
}

// leaving parses return, throw, break, continue and yield with their values.
func (p *parser) leaving() ast.Node {
	t := p.tok
	p.next()
	var x ast.Node
	from := t.Kind == token.Yield && p.word("from")
	if from {
		p.next()
	}
	if t.Kind != token.Break && t.Kind != token.Continue && !p.endsStatement() {
		if p.is(token.Indent) {
			x = p.indentedValue()
		} else {
			x = p.choice(p.expr())
		}
	}
	at := p.since(t.Start)
	switch t.Kind {
	case token.Return:
		return &ast.Return{Span: at, X: x}
	case token.Throw:
		if x == nil {
			p.fail("throw needs something to throw")
		}
		return &ast.Throw{Span: at, X: x}
	case token.Break:
		return &ast.Break{Span: at}
	case token.Continue:
		return &ast.Continue{Span: at}
	}
	p.yields(t)
	return &ast.Yield{Span: at, X: x, From: from}
}

// endsStatement says that nothing more belongs to return and its like.
func (p *parser) endsStatement() bool {
	switch p.tok.Kind {
	case token.Newline, token.If, token.Unless, token.For, token.While, token.Until, token.Comma, token.Else,
		token.Catch, token.Finally, token.Colon, token.When:
		if p.is(token.If) || p.is(token.Unless) {
			return !p.prefixIf()
		}
		return true
	}
	return p.atEnd()
}

// yields makes the function around t a generator.
func (p *parser) yields(t token.Token) {
	if p.fn.node == nil {
		p.report(t, "'yield' outside a function")
		return
	}
	switch {
	case p.fn.effect:
		p.report(t, "an effect runs to its end: it cannot yield")
	case p.fn.node.Fat:
		p.report(t, "'yield' cannot stand in a => function").WithHint("write -> instead")
	}
	p.fn.node.Gen = true
}
