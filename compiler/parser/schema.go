package parser

import (
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/token"
)

// Schemas. schema is a name like any other unless a :kind or an indented body
// follows it. The body is no general Rip: each line is a field, a directive, a
// function or a member, and every line is read on its own, so that one mistake
// does not hide the next.

// schemaBody is the schema being parsed.
type schemaBody struct {
	node   *ast.Schema
	inline bool // schema :kind; a; b
}

// schema parses a schema; nil, and nothing read, if the current name is none.
func (p *parser) schema() ast.Node {
	if p.src[p.tok.Start] != 's' || !p.word("schema") {
		return nil
	}
	next := p.peek(1)
	if next.Kind != token.Indent && (next.Kind != token.Symbol || !next.Has(token.Spaced)) {
		return nil
	}
	p.enter()
	defer p.leave()
	start := p.tok.Start
	b := &schemaBody{node: &ast.Schema{Name: p.schemaName()}}
	p.next()
	p.schemaKind(b)
	switch {
	case p.is(token.Indent):
		p.schemaBlock(b)
	case p.is(token.Newline) && p.tok.Has(token.Semicolon):
		b.inline = true
		p.schemaInline(b)
	default:
		p.reportAt(p.since(start), "this schema has no body").
			WithHint("put its fields on the next lines, indented, or behind it: schema :shape; name! string; age? integer")
		panic(bail{})
	}
	b.node.Span = p.since(start)
	return b.node
}

// schemaName is the name that the schema at the current token is assigned to,
// or the key that it is the value of.
func (p *parser) schemaName() string {
	name, mark := p.at(p.i-2), p.at(p.i-1)
	switch {
	case name.Kind != token.Ident || p.at(p.i-3).Kind == token.Colon: // name: Type = schema
	case mark.Kind == token.Assign, mark.Kind == token.Readonly, mark.Kind == token.State, mark.Kind == token.Colon && !mark.Has(token.Spaced):
		return p.text(name)
	}
	return ""
}

// schemaKind parses the :kind, or guesses it: a body of :symbols is an enum,
// any other an input.
func (p *parser) schemaKind(b *schemaBody) {
	b.node.Kind = ast.SchemaInput
	if p.is(token.Indent) {
		if p.peek(1).Kind == token.Symbol {
			b.node.Kind = ast.SchemaEnum
		}
		return
	}
	kind := p.text(p.tok)[1:]
	switch k := ast.SchemaKind(kind); k {
	case ast.SchemaInput, ast.SchemaShape, ast.SchemaModel, ast.SchemaMixin, ast.SchemaEnum, ast.SchemaUnion:
		b.node.Kind = k
	default:
		d := p.report(p.tok, "unknown schema kind :%s", kind)
		kinds := []string{"input", "shape", "model", "mixin", "enum", "union"}
		if near := diag.Nearest(kind, kinds); near != "" {
			d.WithHint("did you mean :%s?", near)
		} else {
			d.WithHint("the kinds are :%s", strings.Join(kinds, ", :"))
		}
		panic(bail{})
	}
	p.next()
	if p.is(token.Comma) && p.textIs(p.peek(1), "on") {
		p.next()
		p.needsDatabase(p.tok, "on: binds a model to a database")
	}
}

// schemaBlock parses an indented body.
func (p *parser) schemaBlock(b *schemaBody) {
	old := p.fresh()
	p.next()
	for !p.is(token.Outdent) && !p.is(token.EOF) {
		if p.accept(token.Newline) {
			continue
		}
		start := p.i
		p.recover(start, func() {
			p.schemaLine(b)
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

// schemaInline parses a body on its head's line, between semicolons.
func (p *parser) schemaInline(b *schemaBody) {
	for p.is(token.Newline) && p.tok.Has(token.Semicolon) {
		if k := p.peek(1).Kind; k == token.Newline || k == token.EOF || k == token.Outdent || k == token.Indent {
			p.fail("a ';' of an inline schema is followed by a field")
		}
		p.next()
		p.schemaLine(b)
	}
	if !p.is(token.Newline) && !p.atEnd() && !p.is(token.Comma) {
		p.unexpected()
	}
}

// schemaLine parses one line of a body.
func (p *parser) schemaLine(b *schemaBody) {
	switch {
	case p.is(token.At):
		p.schemaDirective(b)
	case p.is(token.Symbol) || b.node.Kind == ast.SchemaEnum:
		p.schemaMember(b)
	case !p.isWord(p.tok):
		p.failHint("a line is a field (name! type), a function (name: -> …), or begins with @", "this is no line of a schema")
	case b.node.Kind == ast.SchemaUnion:
		p.schemaVariant(b)
	case p.peek(1).Kind == token.Colon:
		p.schemaFunc(b)
	default:
		p.schemaField(b)
	}
}

// add appends an entry.
func (b *schemaBody) add(n ast.Node) { b.node.Entries = append(b.node.Entries, n) }

// schemaWord parses the name of a field or function, which may be a word of
// the language.
func (p *parser) schemaWord() *ast.Ident {
	id := p.identOf(p.tok)
	p.next()
	return id
}

// needsDatabase reports at a token what only a database could do.
func (p *parser) needsDatabase(t token.Token, what string) {
	p.report(t, "%s, and there is none behind this server's schemas", what).
		WithHint("models validate and carry behaviour here; storing them is the app's own business")
	panic(bail{})
}
