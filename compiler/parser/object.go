package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// Implicit objects. Where an expression may begin, key: begins an object
// without braces. One that begins its line goes on over the following lines
// as long as they are pairs too; one within a line ends with the line, or
// before an if, unless, for or while behind it.

// keyEnd is the index after the key that begins at token i and its colon,
// or 0 if there is none. In braces the colon may stand off.
func (p *parser) keyEnd(i int, braces bool) int {
	t := p.at(i)
	switch {
	case t.Kind == token.StrOpen || t.Kind == token.LBracket:
		if t.Kind == token.StrOpen && p.src[t.Start] == '/' {
			return 0
		}
		i = int(t.Pair)
	case t.Kind == token.At:
		i++
		if k := p.at(i); k.Kind != token.Ident || k.Has(token.Spaced) {
			return 0
		}
	case t.Kind == token.Number:
	case p.isWord(t):
		i = p.compoundEnd(i)
	default:
		return 0
	}
	colon := p.at(i + 1)
	if colon.Kind == token.Bang && !colon.Has(token.Spaced) {
		i++
		colon = p.at(i + 1)
	}
	if colon.Kind != token.Colon || colon.Has(token.Spaced) && !braces {
		return 0
	}
	return i + 2
}

// isWord says that a token is spelled as a name, whatever it means.
func (p *parser) isWord(t token.Token) bool {
	return t.Kind == token.Ident || t.Keyword() || t.Has(token.Word)
}

// compoundEnd is the index of the last token of data-x or a.b that begins at
// token i, written without spaces.
func (p *parser) compoundEnd(i int) int {
	for {
		sep, part := p.at(i+1), p.at(i+2)
		if sep.Kind != token.Dot && sep.Kind != token.Minus || sep.Has(token.Spaced) {
			return i
		}
		if part.Has(token.Spaced) || !p.isWord(part) && part.Kind != token.Number {
			return i
		}
		i += 2
	}
}

// implicitObject parses an object without braces.
func (p *parser) implicitObject() ast.Node {
	start := p.tok.Start
	prev := p.at(p.i - 1).Kind
	lines := p.tok.Has(token.FirstOnLn) || prev == token.InterpIn || prev == token.LParen
	obj := &ast.Object{}
	for {
		obj.Props = append(obj.Props, p.pair(lines))
		if !p.nextPair(obj, lines) {
			break
		}
	}
	obj.Span = p.since(start)
	return obj
}

// nextPair moves to the next pair of an implicit object, if there is one.
func (p *parser) nextPair(obj *ast.Object, lines bool) bool {
	switch p.tok.Kind {
	case token.Comma:
		if p.keyEnd(p.i+1, false) > 0 {
			p.next()
			return true
		}
		if p.peek(1).Kind == token.Indent && p.keyEnd(p.i+2, false) > 0 {
			p.next()
			p.indentedPairs(obj)
		}
		return false
	case token.Newline:
		if lines && !p.tok.Has(token.Semicolon) && p.keyEnd(p.i+1, false) > 0 {
			p.next()
			return true
		}
	}
	return false
}

// indentedPairs parses the pairs of an object that go on, deeper, on the lines
// after a comma.
func (p *parser) indentedPairs(obj *ast.Object) {
	old := p.fresh()
	p.expect(token.Indent, "indentation")
	for !p.is(token.Outdent) {
		obj.Props = append(obj.Props, p.pair(true))
		for p.is(token.Newline) || p.is(token.Comma) {
			p.next()
		}
	}
	p.next()
	p.ctx = old
}

// pair parses key: value. With lines its value may have an if behind it.
func (p *parser) pair(lines bool) *ast.Prop {
	start := p.tok.Start
	prop := p.key()
	void := p.accept(token.Bang)
	p.expect(token.Colon, "':'")
	prop.Value = p.pairValue(lines)
	if f, ok := prop.Value.(*ast.Func); ok && void {
		f.Void = true
	}
	prop.Span = p.since(start)
	return prop
}

// pairValue parses a pair's value: on its line, or indented below.
func (p *parser) pairValue(lines bool) ast.Node {
	if p.is(token.Indent) {
		return p.indentedValue()
	}
	if p.is(token.Newline) || p.is(token.Comma) || p.atEnd() {
		p.fail("this key has no value")
	}
	v := p.expr()
	if !lines {
		return p.choice(v)
	}
	return p.conditional(v)
}

// conditional parses the if or unless that makes a value conditional.
func (p *parser) conditional(v ast.Node) ast.Node {
	for p.is(token.If) || p.is(token.Unless) {
		v = p.postfixIf(v)
	}
	return v
}

// indentedValue parses a value that begins on the next, deeper line: an
// object, or a block whose last statement is the value.
func (p *parser) indentedValue() ast.Node {
	b := p.block()
	if len(b.List) == 1 {
		return b.List[0]
	}
	if len(b.List) == 0 {
		p.fail("expected a value, found %s", p.describe(p.tok))
	}
	return b
}

// key parses the key of a pair.
func (p *parser) key() *ast.Prop {
	t := p.tok
	prop := &ast.Prop{}
	switch {
	case t.Kind == token.StrOpen:
		s := p.str()
		prop.Key, prop.Computed = s, !s.Plain()
	case t.Kind == token.LBracket:
		old := p.fresh()
		p.next()
		prop.Key, prop.Computed = p.postfix(p.expr()), true
		p.skipLayout()
		p.expect(token.RBracket, "']'")
		p.ctx = old
	case t.Kind == token.Number:
		p.next()
		prop.Key = &ast.Number{Span: span(t), Text: p.text(t)}
	case t.Kind == token.At:
		p.next()
		prop.Key = p.propertyName()
	case p.isWord(t):
		prop.Key = p.compoundKey()
	default:
		p.unexpected()
	}
	return prop
}

// compoundKey parses name, data-x or a.b; the latter two are string keys.
func (p *parser) compoundKey() ast.Node {
	first := p.tok
	end := p.compoundEnd(p.i)
	if end == p.i {
		return p.propertyName()
	}
	last := p.at(end)
	if c := p.at(end + 1).Kind; c != token.Colon && c != token.Assign {
		p.fail("a key of several parts needs a value")
	}
	p.seek(end)
	p.next()
	at := span(first).To(span(last))
	return &ast.Str{Span: at, Quote: '"', Chunks: []ast.Chunk{{Text: string(p.src[at.Start:at.End])}}}
}

// propertyName parses a name that may be any word.
func (p *parser) propertyName() *ast.Ident {
	t := p.tok
	if !p.isWord(t) {
		p.fail("expected a name, found %s", p.describe(t))
	}
	p.next()
	return p.identOf(t)
}

// skipLayout moves over line ends and indentation, which mean nothing between
// the parts of a bracketed list.
func (p *parser) skipLayout() {
	for p.is(token.Newline) || p.is(token.Indent) || p.is(token.Outdent) {
		p.next()
	}
}

// separator moves over what separates two items of a bracketed list: a comma,
// a line's end, or both. It says whether there was any.
func (p *parser) separator() bool {
	start := p.i
	p.skipLayout()
	if p.accept(token.Comma) {
		p.skipLayout()
	}
	return p.i > start
}

// braces parses {…}, or the inside of a pick or map, up to its closer.
func (p *parser) braces() []*ast.Prop {
	old := p.fresh()
	p.next()
	var props []*ast.Prop
	p.skipLayout()
	for !p.is(token.RBrace) {
		props = append(props, p.entry())
		if !p.separator() && !p.is(token.RBrace) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	return props
}

// entry parses one entry between braces.
func (p *parser) entry() *ast.Prop {
	start := p.tok.Start
	if p.accept(token.Ellipsis) {
		prop := &ast.Prop{Spread: true, Value: p.expr()}
		prop.Span = p.since(start)
		return prop
	}
	if p.keyEnd(p.i, true) > 0 {
		return p.entryValue()
	}
	if !p.isWord(p.tok) && !p.is(token.At) {
		p.unexpected()
	}
	prop := &ast.Prop{}
	if p.accept(token.At) {
		name := p.propertyName()
		prop.Key = name
		prop.Value = &ast.Member{Span: p.since(start), X: &ast.This{Span: span(p.at(p.i - 2))}, Name: name.Name}
	} else {
		prop.Key = p.shorthand()
	}
	if p.accept(token.Assign) {
		prop.Default = p.expr()
	}
	prop.Span = p.since(start)
	return prop
}

// shorthand parses the name of {name}. Words that are values stand for
// themselves; the pattern or pick that holds them decides what that means.
func (p *parser) shorthand() ast.Node {
	t := p.tok
	p.next()
	id := p.identOf(t)
	if t.Kind == token.Ident {
		p.mentionIt(id.Name)
	}
	return id
}

// entryValue parses key: value between braces, where the value may be a
// pattern's target with a default.
func (p *parser) entryValue() *ast.Prop {
	prop := p.pair(true)
	if a, ok := prop.Value.(*ast.Assign); ok && a.Op == "=" {
		prop.Value, prop.Default = a.Target, a.Value
	}
	return prop
}
