package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/token"
)

// schemaMember parses :name value, a member of an enum.
func (p *parser) schemaMember(b *schemaBody) {
	start := p.tok.Start
	if !p.is(token.Symbol) {
		p.failHint("write :name, or :name value", "a member of an enum is a :symbol")
	}
	m := &ast.SchemaMember{Name: &ast.Symbol{Span: span(p.tok), Name: p.text(p.tok)[1:]}}
	p.next()
	if p.is(token.Colon) {
		p.failHint("write :name value", "a member and its value have no ':' between them")
	}
	if !p.fieldEnd() {
		m.Value = p.memberValue()
	}
	m.Span = p.since(start)
	b.add(m)
}

// memberValue parses an enum member's value, which is a literal.
func (p *parser) memberValue() ast.Node {
	t := p.tok
	if p.is(token.StrOpen) {
		s := p.str()
		if !s.Plain() {
			p.reportAt(s.Span, "the value of a member is a plain text: nothing is interpolated")
		}
		return s
	}
	minus := p.accept(token.Minus)
	n := p.literal(p.tok)
	if n == nil {
		p.fail("the value of a member is a literal, and %s is none", p.describe(p.tok))
	}
	p.next()
	if minus {
		return &ast.Unary{Span: p.since(t.Start), Op: "-", X: n}
	}
	return n
}

// schemaVariant parses one schema of a union.
func (p *parser) schemaVariant(b *schemaBody) {
	id := p.ident()
	b.add(&ast.SchemaUse{Span: id.Span, Name: id, Variant: true})
}

// schemaFunc parses name: -> …, name: ~> … and name: !> ….
func (p *parser) schemaFunc(b *schemaBody) {
	start := p.tok.Start
	n := &ast.SchemaFunc{Name: p.schemaWord()}
	p.next()
	switch {
	case p.is(token.Arrow), p.is(token.LParen) && p.isParams(p.i):
		n.Kind = ast.SchemaMethod
		n.Func = p.function().(*ast.Func)
		if n.Func.Fat {
			p.reportAt(n.Func.Span, "a method is written with ->, so that @ is the value it is called on")
		}
	case p.is(token.Effect), p.is(token.Derive):
		n.Kind = ast.SchemaComputed
		if p.is(token.Derive) {
			n.Kind = ast.SchemaDerived
		}
		n.Func = p.schemaGetter()
	case p.is(token.FatArrow):
		p.fail("a method is written with ->, so that @ is the value it is called on")
	case p.is(token.LParen) && p.getterParams():
		p.fail("only a method has parameters: ~> and !> read the fields with @")
	default:
		p.failHint("write "+n.Name.Name+"! type; a colon begins a function: name: -> …, name: ~> …, name: !> …",
			"a field's name and type stand side by side, without a colon")
	}
	if b.inline {
		p.reportAt(n.Func.Span, "a schema on one line has no functions: a ';' could be theirs").
			WithHint("put the fields on lines of their own, indented")
	}
	n.Span = p.since(start)
	if len(n.Func.Body) == 0 {
		p.reportAt(n.Span, "'%s' has no body", n.Name.Name)
	}
	b.add(n)
}

// getterParams says that ~> or !> follows the parentheses at the current token.
func (p *parser) getterParams() bool {
	k := p.at(int(p.tok.Pair) + 1).Kind
	return k == token.Effect || k == token.Derive
}

// schemaGetter parses what follows ~> or !>: a body, whose @ is the value.
func (p *parser) schemaGetter() *ast.Func {
	start := p.tok.Start
	p.next()
	f := &ast.Func{}
	p.functionBody(f)
	f.Span = p.since(start)
	return f
}

// schemaDirective parses @mixin, @ensure and @on; the others are a database's.
func (p *parser) schemaDirective(b *schemaBody) {
	start := p.tok.Start
	p.next()
	if !p.isWord(p.tok) || p.tok.Has(token.Spaced) {
		p.fail("the name of a directive follows its @")
	}
	name := p.tok
	p.next()
	switch p.text(name) {
	case "mixin":
		id := p.ident()
		b.add(&ast.SchemaUse{Span: p.since(start), Name: id})
	case "ensure":
		p.schemaEnsure(b, start)
	case "on":
		p.schemaOn(b, name)
	default:
		p.unknownDirective(name)
	}
}

// schemaOn parses @on :field.
func (p *parser) schemaOn(b *schemaBody, name token.Token) {
	if b.node.On != nil {
		p.report(name, "a union has exactly one @on")
		panic(bail{})
	}
	if !p.is(token.Symbol) {
		p.fail("@on names the field that tells the variants apart: @on :kind")
	}
	b.node.On = &ast.Symbol{Span: span(p.tok), Name: p.text(p.tok)[1:]}
	p.next()
}

// unknownDirective reports a directive that belongs to a database, or to nobody.
func (p *parser) unknownDirective(name token.Token) {
	word := p.text(name)
	switch word {
	case "timestamps", "softDelete", "belongsTo", "hasMany", "hasOne", "belongs_to", "has_many", "has_one",
		"index", "unique", "idStart", "table", "tableWas", "primaryKey", "scope", "defaultScope":
		p.needsDatabase(name, "@"+word+" needs a database")
	}
	d := p.report(name, "unknown directive '@%s'", word)
	if near := diag.Nearest(word, []string{"mixin", "ensure", "on", "timestamps", "softDelete"}); near != "" {
		d.WithHint("did you mean @%s?", near)
	} else {
		d.WithHint("the directives are @mixin, @ensure, @ensure! and a union's @on")
	}
	panic(bail{})
}

// schemaEnsure parses @ensure "message", :field, (x) -> …, or a list of them
// in brackets.
func (p *parser) schemaEnsure(b *schemaBody, start int32) {
	async := p.is(token.Bang)
	if async {
		p.next()
	}
	if b.inline {
		p.inlineArrow()
	}
	if !p.is(token.LBracket) {
		b.add(p.ensureRule(start, async))
		return
	}
	old := p.fresh()
	p.next()
	p.skipLayout()
	for !p.is(token.RBracket) {
		if p.is(token.EOF) {
			p.unexpected()
		}
		b.add(p.ensureRule(p.tok.Start, async))
		p.accept(token.Comma)
		p.skipLayout()
	}
	p.next()
	p.ctx = old
}

// ensureRule parses one rule.
func (p *parser) ensureRule(start int32, async bool) *ast.SchemaEnsure {
	n := &ast.SchemaEnsure{Async: async}
	if !p.is(token.StrOpen) {
		p.failHint(`write @ensure "what must hold", (x) -> …`, "a rule begins with its message, a text")
	}
	n.Message = p.str()
	if !n.Message.Plain() {
		p.reportAt(n.Message.Span, "the message of a rule is a plain text: nothing is interpolated")
	}
	p.comma("message")
	if p.is(token.Symbol) {
		n.Field = &ast.Symbol{Span: span(p.tok), Name: p.text(p.tok)[1:]}
		p.next()
		p.comma("field")
	}
	if !p.is(token.LParen) || !p.isParams(p.i) {
		p.failHint("write (x) -> …, where x is the whole value", "a rule ends with a function that names its parameter")
	}
	n.Test = p.function().(*ast.Func)
	n.Span = p.since(start)
	return n
}

// comma moves over the comma behind a part of a rule.
func (p *parser) comma(part string) {
	if !p.accept(token.Comma) {
		p.failHint(`write @ensure "what must hold", (x) -> …`, "a comma and a function are missing behind this rule's %s", part)
	}
	p.skipLayout()
}
