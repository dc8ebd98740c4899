package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// importStatement parses import … from '…' and import '…'.
func (p *parser) importStatement() ast.Node {
	start := p.tok.Start
	p.next()
	n := &ast.Import{}
	if p.word("type") && p.peek(1).Kind != token.Comma && !p.textIs(p.peek(1), "from") {
		p.failHint("import the name as it is: what only types use is left out", "'import type' is not supported")
	}
	if !p.is(token.StrOpen) {
		p.importNames(n)
		if !p.word("from") {
			p.fail("expected from, found %s", p.describe(p.tok))
		}
		p.next()
	}
	n.From = p.modulePath()
	if p.is(token.Reserved) && p.textIs(p.tok, "with") {
		p.fail("import attributes are not supported")
	}
	n.Span = p.since(start)
	return n
}

// importNames parses what stands between import and from.
func (p *parser) importNames(n *ast.Import) {
	if p.is(token.Ident) {
		n.Default = p.ident()
		if !p.accept(token.Comma) {
			return
		}
	}
	switch {
	case p.accept(token.Star):
		if !p.word("as") {
			p.fail("expected as, found %s", p.describe(p.tok))
		}
		p.next()
		n.Namespace = p.ident()
	case p.is(token.LBrace):
		n.Braces = true
		n.Names = p.specifiers(func(s *ast.Specifier, renamed bool) {
			if !renamed {
				s.Local = p.localOf(s)
				return
			}
			s.Local = p.ident()
		})
	default:
		p.fail("expected the names to import, found %s", p.describe(p.tok))
	}
}

// localOf is a specifier's own name as a name of this module.
func (p *parser) localOf(s *ast.Specifier) *ast.Ident {
	return &ast.Ident{Span: s.Span, Name: s.Name}
}

// specifiers parses {a, b as c}; rest deals with what follows each name.
func (p *parser) specifiers(rest func(s *ast.Specifier, renamed bool)) []*ast.Specifier {
	p.next()
	var list []*ast.Specifier
	p.skipLayout()
	for !p.is(token.RBrace) {
		t := p.tok
		if !p.isWord(t) && t.Kind != token.Reserved {
			p.unexpected()
		}
		p.next()
		s := &ast.Specifier{Span: span(t), Name: p.text(t)}
		renamed := p.word("as")
		if renamed {
			p.next()
		}
		rest(s, renamed)
		list = append(list, s)
		if !p.separator() && !p.is(token.RBrace) {
			p.unexpected()
		}
	}
	p.next()
	return list
}

// modulePath parses the plain string that names a module.
func (p *parser) modulePath() *ast.Str {
	if !p.is(token.StrOpen) {
		p.fail("expected the path of a module, found %s", p.describe(p.tok))
	}
	s := p.str()
	if !s.Plain() || s.Quote == 0 {
		p.reportAt(s.Span, "the path of a module is a plain string").WithHint("for a computed one write import!(path)")
	}
	return s
}

// exportStatement parses every kind of export.
func (p *parser) exportStatement() ast.Node {
	start := p.tok.Start
	p.next()
	n := &ast.Export{}
	switch {
	case p.is(token.Reserved) && p.textIs(p.tok, "default"):
		p.next()
		n.Default = p.exportDefault()
	case p.is(token.Star):
		p.exportAll(n)
	case p.is(token.LBrace):
		n.Braces = true
		n.Names = p.specifiers(p.exportName)
		if p.word("from") {
			p.next()
			n.From = p.modulePath()
			for _, s := range n.Names {
				s.Local = nil
			}
		}
	default:
		n.Decl = p.exported()
		if e, ok := n.Decl.(*ast.Erased); ok {
			return e
		}
	}
	n.Span = p.since(start)
	return n
}

// exportName parses the outer name of an export's specifier.
func (p *parser) exportName(s *ast.Specifier, renamed bool) {
	s.Local = p.localOf(s)
	if renamed {
		s.As = p.text(p.tok)
		p.next()
	}
}

// exportAll parses * and * as name, and where from.
func (p *parser) exportAll(n *ast.Export) {
	n.All = true
	p.next()
	if p.word("as") {
		p.next()
		n.AllAs = p.propertyName().Name
	}
	if !p.word("from") {
		p.fail("expected from, found %s", p.describe(p.tok))
	}
	p.next()
	n.From = p.modulePath()
}

// exportDefault parses the value of export default.
func (p *parser) exportDefault() ast.Node {
	if p.is(token.Indent) {
		return p.indentedValue()
	}
	return p.choice(p.expr())
}

// exported parses the declaration behind export.
func (p *parser) exported() ast.Node {
	n := p.declaration()
	switch d := n.(type) {
	case *ast.Assign:
		if _, named := d.Target.(*ast.Ident); named && (d.Op == "=" || d.Op == "=!" || d.Op == ":=" || d.Op == "~=") {
			return d
		}
	case *ast.Func:
		if d.Def {
			return d
		}
	case *ast.Class:
		if d.Name != nil {
			return d
		}
	case *ast.Enum, *ast.Erased:
		return d
	case *ast.Effect:
		if d.Name != nil {
			return d
		}
	}
	p.reportAt(n.Pos(), "this cannot be exported").WithHint("export a declaration, {names}, or default and a value")
	panic(bail{})
}
