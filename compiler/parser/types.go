package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// Type erasure. A type has no closing mark, so where it ends is found by
// reading it as a type: an operand, then | & extends or is and another. The
// functions here answer with the index of the token after the type, or 0.

// typeEnd finds the end of the type that begins at token i.
func (p *parser) typeEnd(i int) int {
	p.enter()
	defer p.leave()
	if k := p.at(i).Kind; k == token.BitOr || k == token.BitAnd {
		i++
	}
	for {
		i = p.typeOperand(i)
		if i == 0 {
			return 0
		}
		switch t := p.at(i); {
		case t.Kind == token.BitOr || t.Kind == token.BitAnd:
			i++
		case t.Kind == token.Extends:
			return p.conditionalType(i + 1)
		case t.Kind == token.Equal && t.Has(token.Word):
			i++
		default:
			return i
		}
	}
}

// conditionalType finds the end of A extends B ? C : D after the extends.
func (p *parser) conditionalType(i int) int {
	i = p.typeEnd(i)
	if i == 0 || p.at(i).Kind != token.Question {
		return i
	}
	i = p.typeEnd(i + 1)
	if i == 0 || p.at(i).Kind != token.Colon {
		return 0
	}
	return p.typeEnd(i + 1)
}

// typeOperand finds the end of one operand with its [] and <…>.
func (p *parser) typeOperand(i int) int {
	t := p.at(i)
	switch t.Kind {
	case token.LParen:
		i = int(t.Pair) + 1
		if p.at(i).Kind == token.FatArrow {
			return p.typeEnd(i + 1)
		}
	case token.LBrace, token.LBracket, token.StrOpen:
		i = int(t.Pair) + 1
	case token.Less:
		if i = p.anglesEnd(i); i == 0 {
			return 0
		}
		return p.typeOperand(i)
	case token.Minus:
		if p.at(i+1).Kind != token.Number {
			return 0
		}
		i += 2
	case token.New, token.TypeOf:
		return p.typeOperand(i + 1)
	case token.Number, token.True, token.False, token.Null, token.Undefined, token.This:
		i++
	case token.Reserved:
		if !p.textIs(t, "void") {
			return 0
		}
		i++
	case token.Ident:
		return p.typeName(i)
	default:
		return 0
	}
	return p.typeSuffix(i)
}

// typeName finds the end of a.b<C>, or of a word such as keyof and its type.
func (p *parser) typeName(i int) int {
	switch p.text(p.at(i)) {
	case "keyof", "readonly", "infer", "unique", "asserts", "abstract":
		if end := p.typeOperand(i + 1); end > 0 && p.at(i+1).Has(token.Spaced) {
			return end
		}
	}
	i++
	for p.at(i).Kind == token.Dot && p.at(i+1).Kind == token.Ident {
		i += 2
	}
	if p.at(i).Kind == token.Less {
		end := p.anglesEnd(i)
		if end == 0 {
			return 0
		}
		i = end
	}
	return p.typeSuffix(i)
}

// typeSuffix finds the end of the [] and [K] behind a type.
func (p *parser) typeSuffix(i int) int {
	for p.at(i).Kind == token.LBracket && !p.at(i).Has(token.Spaced) {
		i = int(p.at(i).Pair) + 1
	}
	return i
}

// anglesEnd finds the end of <…> that begins at token i.
func (p *parser) anglesEnd(i int) int {
	deep := 0
	for ; ; i++ {
		switch t := p.at(i); t.Kind {
		case token.Less:
			deep++
		case token.Greater:
			deep--
		case token.ShiftR:
			deep -= 2
		case token.ShiftRU:
			deep -= 3
		case token.LParen, token.LBracket, token.LBrace, token.StrOpen:
			i = max(i, int(t.Pair))
		case token.EOF, token.Newline, token.Outdent, token.RParen, token.RBracket, token.RBrace, token.Assign:
			if t.Kind != token.Assign || deep == 0 {
				return 0
			}
		}
		if deep <= 0 {
			return i + 1
		}
	}
}

// returnType finds the end of a function's return type. Before => the type
// itself has no arrow, or the two could not be told apart.
func (p *parser) returnType(i int) int {
	end := p.typeEnd(i)
	if end > 0 && p.at(end).Kind == token.Arrow {
		return end
	}
	if t := p.at(i); t.Kind == token.LParen && p.at(int(t.Pair)+1).Kind == token.FatArrow {
		return int(t.Pair) + 1
	}
	return end
}

// skipAnnotation moves over : T.
func (p *parser) skipAnnotation() {
	end := p.typeEnd(p.i + 1)
	if end == 0 {
		p.next()
		p.badType()
	}
	p.eraseTo(end)
}

// badType reports that a type was expected.
func (p *parser) badType() {
	if p.is(token.Plus) {
		p.fail("a numeric literal type spells its sign with '-'")
	}
	p.fail("expected a type, found %s", p.describe(p.tok))
}

// eraseTo moves to the token at end and notes the names that the type in
// between mentions.
func (p *parser) eraseTo(end int) {
	for _, t := range p.toks[p.i:end] {
		if t.Kind == token.Ident && !t.Has(token.Property) {
			p.types[p.text(t)] = true
		}
	}
	p.seek(end)
}

// skipTypeParams moves over <T> behind the name of a def or class.
func (p *parser) skipTypeParams() {
	if p.is(token.Less) {
		if end := p.anglesEnd(p.i); end > 0 {
			p.eraseTo(end)
		}
	}
}

// skipTypeLine moves to the end of the line or to its block.
func (p *parser) skipTypeLine() {
	end := p.i
	for {
		switch t := p.at(end); t.Kind {
		case token.Newline, token.Indent, token.Outdent, token.EOF:
			p.eraseTo(end)
			return
		case token.LParen, token.LBracket, token.LBrace, token.StrOpen:
			end = max(end, int(t.Pair))
		}
		end++
	}
}

// typeDeclaration moves over type X = … and interface X ….
func (p *parser) typeDeclaration() ast.Node {
	start := p.tok.Start
	p.next()
	p.skipTypeLine()
	if p.is(token.Indent) {
		deep, end := 1, p.i+1
		for deep > 0 && p.at(end).Kind != token.EOF {
			switch p.at(end).Kind {
			case token.Indent:
				deep++
			case token.Outdent:
				deep--
			}
			end++
		}
		p.eraseTo(end)
	}
	return &ast.Erased{Span: p.since(start)}
}

// castFollows says that the current token is the as of a cast.
func (p *parser) castFollows() bool {
	if !p.tok.Has(token.Spaced) || !p.word("as") {
		return false
	}
	next := p.peek(1)
	switch next.Kind {
	case token.Ident, token.LParen, token.LBrace, token.LBracket, token.StrOpen, token.Number, token.Minus, token.Plus,
		token.True, token.False, token.Null, token.Undefined, token.This, token.TypeOf, token.New, token.Reserved, token.Less:
		return next.Has(token.Spaced)
	}
	return false
}

// cast moves over as T.
func (p *parser) cast() {
	p.next()
	end := p.typeEnd(p.i)
	if end == 0 {
		if p.is(token.Plus) {
			p.badType()
		}
		p.fail("'as' begins a cast and takes a type")
	}
	p.eraseTo(end)
}

// annotated parses name: T = value and its variants at the start of a
// statement; nil, and nothing read, if there is no annotation.
func (p *parser) annotated() ast.Node {
	colon := p.annotationColon()
	if t := p.at(colon); colon == 0 || t.Kind != token.Colon || t.Has(token.Spaced) {
		return nil
	}
	if p.at(colon+1).Kind == token.Colon {
		p.seek(colon)
		p.doubleColon()
	}
	end := p.typeEnd(colon + 1)
	if end == 0 {
		return nil
	}
	switch p.at(end).Kind {
	case token.Assign, token.Readonly, token.State, token.Computed:
		return p.typedAssign(end)
	case token.DoubleColon:
		p.seek(end)
		p.doubleColon()
	case token.Newline:
		if p.bodiless(end) {
			name := p.ident()
			p.eraseTo(end)
			return &ast.Erased{Span: p.since(name.Start), Name: name}
		}
	}
	return nil
}

// annotationColon is the index of the colon behind what may be annotated at
// the start of a statement, or 0.
func (p *parser) annotationColon() int {
	switch t := p.tok; t.Kind {
	case token.Ident:
		if p.peek(1).Kind == token.DoubleColon && p.peek(2).Kind == token.Ident {
			return p.i + 3
		}
		return p.i + 1
	case token.True, token.False, token.Null, token.Undefined, token.This:
		return p.i + 1
	case token.At:
		return p.i + 2
	case token.LBrace, token.LBracket:
		return int(t.Pair) + 1
	}
	return 0
}

// bodiless says that name: T stands alone: a statement that is no pair
// follows, or the module ends, so that it is neither part of an object nor the
// value of anything.
func (p *parser) bodiless(end int) bool {
	begins := p.tok.Has(token.FirstOnLn) || p.at(p.i-1).Kind == token.Newline
	if !p.is(token.Ident) || p.at(p.i+1).Kind != token.Colon || !begins {
		return false // -> a: b is a function that returns an object
	}
	return p.at(end+1).Kind != token.Outdent && p.keyEnd(end+1, false) == 0
}

// typedAssign parses the target, skips its type up to end, and parses the rest.
func (p *parser) typedAssign(end int) ast.Node {
	switch p.tok.Kind {
	case token.True, token.False, token.Null, token.Undefined, token.This:
		p.valueWord(p.tok)
		panic(bail{})
	}
	var target ast.Node
	if p.is(token.Ident) {
		target = p.ident()
		if p.is(token.DoubleColon) {
			target = p.prototype(target, false)
			if p.fn.node != nil {
				p.reportAt(target.Pos(), "an annotated prototype member must be a module top-level statement")
			}
		}
	} else {
		target = p.primary()
	}
	p.eraseTo(end)
	return p.assign(target, true)
}

// skipReturnType moves over a function's return type.
func (p *parser) skipReturnType() {
	end := p.returnType(p.i + 1)
	if t := p.peek(1); p.at(end).Kind == token.FatArrow && t.Kind == token.LParen && p.at(int(t.Pair)+1).Kind == token.FatArrow {
		p.failHint("write -> for this function, or give the type a name", "a => behind this type could be the type's own")
	}
	p.next()
	p.eraseTo(end)
}
