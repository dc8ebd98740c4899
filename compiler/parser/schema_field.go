package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// schemaField parses name! type, constraint, …, -> transform. Every constraint
// is known by its shape: 1..9 is a range, [x] a default, /x/ a pattern.
func (p *parser) schemaField(b *schemaBody) {
	start := p.tok.Start
	f := &ast.SchemaField{Name: p.schemaWord()}
	p.fieldMark(f)
	bare := p.i
	if p.fieldType(f); p.i == bare && !p.fieldEnd() && !p.is(token.Comma) {
		p.constraint(b, f)
	}
	p.constraints(b, f, bare)
	if !p.fieldEnd() {
		p.failHint("what limits a field stands behind a comma: name! string, 1..9, /x/, [y]", "unexpected %s in a field", p.describe(p.tok))
	}
	f.Span = p.since(start)
	b.add(f)
}

// fieldMark parses the ! or ? behind a field's name. Behind a word of the
// language the lexer takes it for an operator.
func (p *parser) fieldMark(f *ast.SchemaField) {
	if p.tok.Has(token.Spaced) {
		return
	}
	switch p.tok.Kind {
	case token.Bang, token.Not:
		f.Required = true
	case token.Exist, token.Question:
	case token.Presence:
		p.fail("a field is required (!) or optional (?), not both")
	default:
		return
	}
	end := p.tok.End
	p.next()
	switch {
	case int(end) < len(p.src) && p.src[end] == '#':
		p.report(token.Token{Start: end, End: end + 1}, "'#' begins a comment, and the rest of this field is in it").
			WithHint("uniqueness is a database's business: leave the # out")
		panic(bail{})
	case !p.tok.Has(token.Spaced) && (p.is(token.Bang) || p.is(token.Exist)):
		p.fail("a field has one mark: ! for required, or ? for optional")
	}
}

// fieldEnd says that the field's line is over.
func (p *parser) fieldEnd() bool { return p.is(token.Newline) || p.atEnd() }

// fieldType parses a field's type, if there is one.
func (p *parser) fieldType(f *ast.SchemaField) {
	start := p.tok.Start
	t := &ast.SchemaType{}
	switch p.tok.Kind {
	case token.Tilde:
		p.next()
		t.Coerce = true
		if p.is(token.Symbol) && !p.tok.Has(token.Spaced) {
			t.Coercer = &ast.Symbol{Span: span(p.tok), Name: p.text(p.tok)[1:]}
			p.next()
			break
		}
		t.Name = p.ident()
	case token.Ident:
		t.Name = p.ident()
	case token.StrOpen:
		if p.src[start] == '/' {
			return
		}
		t.Values = p.literals()
	default:
		return
	}
	if p.is(token.LBracket) && !p.tok.Has(token.Spaced) {
		p.arraySuffix(t)
	}
	t.Span = p.since(start)
	f.Type = t
}

// arraySuffix parses the [] behind a type.
func (p *parser) arraySuffix(t *ast.SchemaType) {
	p.next()
	if !p.accept(token.RBracket) {
		p.failHint("a list is type[], and its length is a range behind a comma: tags! string[], 1..5", "the [] of a type is empty")
	}
	if t.Coerce || t.Values != nil {
		p.reportAt(p.since(t.Start), "a list has a plain type: coercion and literals do not work on its items")
	}
	if p.is(token.LBracket) {
		p.failHint("give the inner list a schema of its own", "lists of lists are not supported")
	}
	t.Array = true
}

// literals parses "a" | "b".
func (p *parser) literals() []*ast.Str {
	var list []*ast.Str
	for {
		if !p.is(token.StrOpen) || p.src[p.tok.Start] == '/' {
			p.fail("a field may be one of several texts only: \"a\" | \"b\"")
		}
		s := p.str()
		if !s.Plain() {
			p.reportAt(s.Span, "the texts of a type are known when the schema is compiled: nothing is interpolated")
			panic(bail{})
		}
		list = append(list, s)
		if !p.accept(token.BitOr) {
			return list
		}
	}
}

// constraints parses what follows the type, each behind a comma. After a comma
// at a line's end they go on below, deeper.
func (p *parser) constraints(b *schemaBody, f *ast.SchemaField, bare int) {
	deeper := false
	for {
		switch {
		case p.is(token.At):
			p.fieldAttribute()
		case p.is(token.Arrow) && p.i != bare:
			p.fail("a comma stands between a field and its transform: name! string, -> …")
		case !p.accept(token.Comma):
			if deeper {
				p.accept(token.Newline)
				p.expect(token.Outdent, "end of the field")
			}
			return
		}
		if p.accept(token.Indent) {
			if deeper {
				p.unexpected()
			}
			deeper = true
		}
		for deeper && p.is(token.Newline) {
			p.next()
		}
		p.constraint(b, f)
	}
}

// constraint parses one constraint, default or transform.
func (p *parser) constraint(b *schemaBody, f *ast.SchemaField) {
	switch p.tok.Kind {
	case token.Number, token.Minus, token.DotDot, token.Ellipsis:
		if f.Range != nil {
			p.fail("a field has one range")
		}
		f.Range = p.fieldRange()
	case token.LBracket:
		if f.Default != nil {
			p.fail("a field has one default")
		}
		p.fieldDefault(f)
	case token.Regex, token.StrOpen:
		if f.Pattern != nil {
			p.failHint("join the two, or test one of them in an @ensure", "a field has one pattern")
		}
		f.Pattern = p.fieldPattern()
	case token.Arrow, token.LParen:
		p.fieldTransform(b, f)
	case token.At:
		p.fieldAttribute()
	case token.LBrace:
		p.needsDatabase(p.tok, "{…} says how a field is stored in a database")
	default:
		p.failHint("a constraint is a range (1..9), a default ([x]), a pattern (/x/), or a transform (-> …)",
			"%s is no constraint of a field", p.describe(p.tok))
	}
}

// fieldPattern parses a regex, or a heregex in which nothing is interpolated.
func (p *parser) fieldPattern() *ast.Regex {
	t := p.tok
	if p.is(token.Regex) {
		p.next()
		return &ast.Regex{Span: span(t), Text: p.text(t)}
	}
	if p.src[t.Start] != '/' {
		p.failHint("a default stands in brackets: [\"x\"]", "a text is no constraint of a field")
	}
	s := p.str()
	if !s.Plain() || s.Text() == "" {
		p.reportAt(s.Span, "the pattern of a field is known when the schema is compiled: nothing is interpolated, and something is there")
		panic(bail{})
	}
	return &ast.Regex{Span: s.Span, Text: "/" + s.Text() + "/" + s.Flags}
}

// fieldRange parses from..to, either end of which may be missing.
func (p *parser) fieldRange() *ast.SchemaRange {
	start := p.tok.Start
	r := &ast.SchemaRange{From: p.bound()}
	if p.is(token.Ellipsis) {
		p.fail("a field's range has two dots and includes both ends: 1..9")
	}
	p.expect(token.DotDot, "'..' of a range")
	r.To = p.bound()
	r.Span = p.since(start)
	if r.From == nil && r.To == nil {
		p.reportAt(r.Span, "this range has no end").WithHint("write ..9, 1.. or 1..9")
	}
	return r
}

// bound parses one end of a range, if it is there.
func (p *parser) bound() *ast.SchemaBound {
	start := p.tok.Start
	minus := p.accept(token.Minus)
	if !p.is(token.Number) {
		if minus {
			p.unexpected()
		}
		return nil
	}
	text := p.text(p.tok)
	p.next()
	if minus {
		text = "-" + text
	}
	return &ast.SchemaBound{Span: p.since(start), Text: text}
}

// fieldDefault parses [literal].
func (p *parser) fieldDefault(f *ast.SchemaField) {
	open := p.tok
	p.next()
	switch t := p.tok; {
	case p.is(token.StrOpen):
		s := p.str()
		if !s.Plain() {
			p.reportAt(s.Span, "a default is a plain value: nothing is interpolated")
		}
		f.Default = s
	case p.is(token.Minus) && p.peek(1).Kind == token.Number:
		p.next()
		f.Default = &ast.Unary{Op: "-", X: p.literal(p.tok)}
		p.next()
		f.Default.(*ast.Unary).Span = p.since(t.Start)
	case p.is(token.Regex):
		p.failHint("write it bare: name! string, /…/", "brackets hold a field's default, and a pattern is none")
	default:
		f.Default = p.literal(t)
		if f.Default == nil {
			p.failHint("a default is a number, a text, a :symbol, yes, no or null; anything else belongs into a transform",
				"%s is no literal value", p.describe(t))
		}
		p.next()
	}
	if p.is(token.Comma) {
		p.failHint("a range is written 1..9, a default [x]", "brackets hold one default")
	}
	p.expect(token.RBracket, "']'")
	if f.Default == nil {
		p.reportAt(span(open), "this default is empty")
	}
}

// fieldTransform parses -> body, which gets the whole input as it, or as the
// parameter it names.
func (p *parser) fieldTransform(b *schemaBody, f *ast.SchemaField) {
	if b.inline {
		p.inlineArrow()
	}
	if p.is(token.LParen) && !p.isParams(p.i) {
		p.unexpected()
	}
	f.Transform = p.function().(*ast.Func)
	if len(f.Transform.Params) > 1 {
		p.reportAt(f.Transform.Span, "a transform has one parameter, the whole input")
	}
}

// fieldAttribute reports what follows an @ within a field.
func (p *parser) fieldAttribute() {
	at := p.tok
	p.next()
	if p.textIs(p.tok, "unique") {
		p.needsDatabase(p.tok, "@unique is enforced by a database")
	}
	p.report(at, "a field has no @%s", p.text(p.tok))
	panic(bail{})
}

// inlineArrow reports a function in a body on one line.
func (p *parser) inlineArrow() {
	p.failHint("put the fields on lines of their own, indented", "a schema on one line has no functions: a ';' could be theirs")
}
