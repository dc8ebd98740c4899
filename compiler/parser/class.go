package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// class parses a class with its members, as a statement or a value.
func (p *parser) class() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	p.next()
	c := &ast.Class{}
	if p.is(token.Ident) && !p.word("extends") {
		c.Name = p.ident()
	}
	if p.is(token.Dot) || p.is(token.LBracket) {
		p.fail("the name of a class is one word")
	}
	p.skipTypeParams()
	if p.accept(token.Extends) {
		head := p.ctx.head
		p.ctx.head = true
		c.Extends = p.chain(p.primary())
		p.ctx.head = head
		p.skipTypeParams()
	}
	if p.word("implements") || p.is(token.Reserved) && p.textIs(p.tok, "implements") {
		p.skipTypeLine()
	}
	if p.is(token.Indent) {
		p.members(c)
	}
	c.Span = p.since(start)
	return c
}

// members parses the body of a class.
func (p *parser) members(c *ast.Class) {
	old := p.fresh()
	p.next()
	for !p.is(token.Outdent) && !p.is(token.EOF) {
		if p.accept(token.Newline) {
			continue
		}
		start := p.i
		p.recover(start, func() {
			if m := p.member(c); m != nil {
				c.Members = append(c.Members, m)
			}
			if !p.is(token.Newline) && !p.is(token.Outdent) {
				p.unexpected()
			}
		})
		if p.i == start {
			p.next()
		}
	}
	p.next()
	p.ctx = old
}

// member parses one member; nil is one that is only a type.
func (p *parser) member(c *ast.Class) *ast.ClassMember {
	start := p.tok.Start
	m := &ast.ClassMember{}
	if p.is(token.Class) {
		return p.innerClass(m)
	}
	m.Static = p.accept(token.At)
	m.Key = p.memberKey()
	void := p.is(token.Bang)
	if void {
		p.next()
	}
	optional := p.accept(token.Exist)
	switch {
	case p.accept(token.Assign):
		m.Field = true
		m.Value = p.fieldValue()
	case p.is(token.Colon) && !optional && p.methodAhead():
		p.next()
		p.method(c, m, void)
	case p.is(token.Colon):
		p.typedField(m)
	default:
		p.failHint("write name: (a) -> … for a method, name = value for a field", "this is no member of a class")
	}
	m.Span = p.since(start)
	return m
}

// innerClass parses class @Inner, a static member that is a class.
func (p *parser) innerClass(m *ast.ClassMember) *ast.ClassMember {
	start := p.tok.Start
	if p.peek(1).Kind != token.At {
		p.failHint("write class @Name", "a class inside a class is a property of it")
	}
	p.next() // class reads on from the @, as if it were the word itself
	name := p.peek(1)
	m.Static, m.Field, m.Key = true, true, p.identOf(name)
	m.Value = p.class()
	m.Span = p.since(start)
	return m
}

// memberKey parses a member's name or string.
func (p *parser) memberKey() ast.Node {
	if p.is(token.StrOpen) {
		s := p.str()
		if !s.Plain() {
			p.fail("the name of a member is known when the class is compiled")
		}
		return s
	}
	return p.propertyName()
}

// methodAhead says that a function follows the colon at the current token.
func (p *parser) methodAhead() bool {
	t := p.peek(1)
	return t.Kind == token.Arrow || t.Kind == token.FatArrow || t.Kind == token.LParen && p.isParams(p.i+1)
}

// method parses the function of a method.
func (p *parser) method(c *ast.Class, m *ast.ClassMember, void bool) {
	f := p.function().(*ast.Func)
	f.Bare, f.UsesIt = false, false
	key, _ := m.Key.(*ast.Ident)
	place := &ast.Place{Key: m.Key, Static: m.Static, Derived: c.Extends != nil}
	place.Constructor = key != nil && key.Name == "constructor" && !m.Static
	m.Bound = f.Fat && !place.Constructor
	f.Fat, f.Void, f.Method = false, f.Void || void, place
	m.Func = f
	if place.Constructor && (f.Async || f.Gen) {
		p.reportAt(f.Span, "a constructor cannot await or yield").WithHint("await in a static method that calls the constructor")
	}
}

// typedField parses name: T and name: T = value.
func (p *parser) typedField(m *ast.ClassMember) {
	m.Field = true
	if p.opts.Rip3 && !p.annotationAhead() {
		p.next()
		m.Value = p.fieldValue()
		return
	}
	switch t := p.peek(1); t.Kind {
	case token.Number, token.StrOpen, token.LBracket, token.True, token.False, token.Null:
		if k := p.at(max(int(t.Pair), p.i+1) + 1).Kind; k == token.Newline || k == token.Outdent {
			p.failHint("write name = value", "a colon in a class begins a method or a type, not a value")
		}
	}
	p.skipAnnotation()
	if p.accept(token.Assign) {
		m.Value = p.fieldValue()
	}
}

// annotationAhead says that the colon at the current token begins a type that
// = or the end of the line follows.
func (p *parser) annotationAhead() bool {
	end := p.typeEnd(p.i + 1)
	return end > 0 && p.at(end).Kind == token.Assign
}

// fieldValue parses the initial value of a field.
func (p *parser) fieldValue() ast.Node {
	f := &ast.Func{Fat: true}
	outer := p.push(f)
	var v ast.Node
	if p.is(token.Indent) {
		v = p.indentedValue()
	} else {
		v = p.conditional(p.expr())
	}
	p.pop(outer, f)
	if f.Async {
		p.reportAt(v.Pos(), "the value of a field cannot await").
			WithHint("await in a static method that makes the object and assigns the field")
	}
	return v
}

// enum parses enum Name and its members.
func (p *parser) enum() ast.Node {
	start := p.tok.Start
	p.next()
	e := &ast.Enum{Name: p.ident()}
	if !p.is(token.Indent) {
		p.fail("an enum has its members below it, indented")
	}
	p.next()
	var counts bool
	for !p.is(token.Outdent) && !p.is(token.EOF) {
		if p.accept(token.Newline) || p.accept(token.Comma) {
			continue
		}
		m := &ast.EnumMember{Key: p.memberKey()}
		if p.accept(token.Assign) {
			m.Value = p.expr()
		} else if len(e.Members) > 0 && !counts {
			p.reportAt(m.Key.Pos(), "this member has no value, and there is no number to continue from")
		}
		counts = m.Value == nil || numeric(m.Value)
		m.Span = m.Key.Pos()
		e.Members = append(e.Members, m)
	}
	p.next()
	e.Span = p.since(start)
	return e
}

// numeric says that n is a number in the source, so that counting can go on.
func numeric(n ast.Node) bool {
	if u, ok := n.(*ast.Unary); ok {
		n = u.X
	}
	_, ok := n.(*ast.Number)
	return ok
}
