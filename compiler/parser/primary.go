package parser

import (
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// primary parses a value that nothing in front of it begins.
func (p *parser) primary() ast.Node {
	t := p.tok
	switch t.Kind {
	case token.Ident:
		if n := p.schema(); n != nil {
			return n
		}
		p.browserOnly()
		id := p.ident()
		p.mentionIt(id.Name)
		return id
	case token.StrOpen:
		return p.str()
	case token.LParen:
		if p.isParams(p.i) {
			return p.function()
		}
		return p.paren()
	case token.LBracket:
		return p.array()
	case token.LBrace:
		return p.object()
	case token.MapOpen:
		return p.mapLiteral()
	case token.Arrow, token.FatArrow:
		return p.function()
	case token.At:
		return p.thisProperty()
	case token.New:
		return p.newExpr()
	case token.Do:
		return p.do()
	case token.Import:
		return p.importWord()
	case token.Dollar:
		p.next()
		return p.str()
	case token.Reserved:
		p.reserved()
	}
	if n := p.literal(t); n != nil {
		p.next()
		return n
	}
	p.unexpected()
	return nil
}

// importWord parses the import of import(…), import!(…) and import.meta.
func (p *parser) importWord() ast.Node {
	word, next := p.tok, p.peek(1)
	call := next.Kind == token.LParen || next.Kind == token.Bang
	meta := next.Kind == token.Dot && p.textIs(p.peek(2), "meta")
	if !call && !meta {
		p.failHint("an import statement stands at the top of the module", "import in an expression is import(path), import!(path) or import.meta")
	}
	p.next()
	return &ast.ImportWord{Span: span(word)}
}

// literal is the value of a token that is one by itself.
func (p *parser) literal(t token.Token) ast.Node {
	at := span(t)
	switch t.Kind {
	case token.Number:
		return &ast.Number{Span: at, Text: p.text(t)}
	case token.Regex:
		return &ast.Regex{Span: at, Text: p.text(t)}
	case token.True, token.False, token.Null, token.Undefined:
		return &ast.Word{Span: at, Text: p.lowered(t)}
	case token.This:
		return &ast.This{Span: at}
	case token.Super:
		return &ast.Super{Span: at}
	case token.Symbol:
		return &ast.Symbol{Span: at, Name: p.text(t)[1:]}
	case token.Words:
		return &ast.Words{Span: at, List: splitWords(p.text(t))}
	case token.RawJS:
		return &ast.RawJS{Span: at, Text: strings.Trim(p.text(t), "`")}
	}
	return nil
}

// splitWords cuts the inside of %w[…] at white space that is not escaped.
func splitWords(text string) []string {
	var words []string
	var b strings.Builder
	inside := text[3 : len(text)-1]
	for i := 0; i <= len(inside); i++ {
		switch {
		case i == len(inside) || strings.IndexByte(" \t\r\n", inside[i]) >= 0:
			if b.Len() > 0 {
				words = append(words, b.String())
				b.Reset()
			}
		case inside[i] == '\\' && i+1 < len(inside):
			i++
			b.WriteByte(inside[i])
		default:
			b.WriteByte(inside[i])
		}
	}
	return words
}

// mentionIt notes that a function without a parameter list uses it.
func (p *parser) mentionIt(name string) {
	if name == "it" && p.fn.loops == 0 && p.fn.node != nil && p.fn.node.Bare {
		p.fn.node.UsesIt = true
	}
}

// paren parses (…): one value, or a sequence whose last is the value.
func (p *parser) paren() ast.Node {
	p.enter()
	defer p.leave()
	old := p.fresh()
	start := p.tok.Start
	p.next()
	n := &ast.Paren{}
	indented := p.accept(token.Indent)
	n.Body = p.statements()
	if indented {
		p.accept(token.Outdent)
		p.skipLayout()
	}
	p.expect(token.RParen, "')'")
	n.Span = p.since(start)
	if len(n.Body) == 0 {
		p.reportAt(n.Span, "these parentheses are empty").WithHint("a function without parameters is () -> … or -> …")
		panic(bail{})
	}
	p.ctx = old
	return n
}

// array parses […]: a list, pattern or range.
func (p *parser) array() ast.Node {
	start := p.tok.Start
	if n := p.rangeLiteral(); n != nil {
		return n
	}
	list := p.list(token.RBracket, true)
	return &ast.Array{Span: p.since(start), List: list}
}

// rangeLiteral parses [a..b]; nil, and nothing read, if it is a list.
func (p *parser) rangeLiteral() ast.Node {
	if !p.rangeAhead() {
		return nil
	}
	start := p.tok.Start
	old := p.fresh()
	p.next()
	p.skipLayout()
	from := p.expr()
	p.skipLayout()
	exclusive := p.is(token.Ellipsis)
	if !exclusive && !p.is(token.DotDot) {
		p.unexpected()
	}
	p.next()
	if p.is(token.RBracket) {
		p.fail("a range has two ends: [a..b]")
	}
	to := p.expr()
	p.skipLayout()
	p.expect(token.RBracket, "']'")
	p.ctx = old
	return &ast.Range{Span: p.since(start), From: from, To: to, Exclusive: exclusive}
}

// rangeAhead says that .. or ... stands between two values of the brackets at
// the current token.
func (p *parser) rangeAhead() bool {
	end := int(p.tok.Pair)
	for i := p.i + 1; i < end; i++ {
		switch t := p.toks[i]; t.Kind {
		case token.LParen, token.LBracket, token.LBrace, token.MapOpen, token.StrOpen:
			i = max(i, int(t.Pair))
		case token.Comma, token.Newline, token.Arrow, token.FatArrow, token.For:
			return false
		case token.DotDot:
			return true
		case token.Ellipsis:
			if i == p.i+1 {
				return false
			}
			return !t.Has(token.Spaced) || p.at(i+1).Has(token.Spaced)
		}
	}
	return false
}

// object parses {…}: an object, a pattern, or an object comprehension.
func (p *parser) object() ast.Node {
	start := p.tok.Start
	if n := p.objectComprehension(); n != nil {
		return n
	}
	props := p.braces()
	return &ast.Object{Span: p.since(start), Props: props}
}

// mapLiteral parses *{…}.
func (p *parser) mapLiteral() ast.Node {
	start := p.tok.Start
	old := p.fresh()
	p.next()
	m := &ast.Map{}
	p.skipLayout()
	for !p.is(token.RBrace) {
		m.Props = append(m.Props, p.mapEntry())
		if !p.separator() && !p.is(token.RBrace) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	m.Span = p.since(start)
	return m
}

// mapEntry parses key: value of a map, whose key may be a literal value.
func (p *parser) mapEntry() *ast.Prop {
	start := p.tok.Start
	switch p.tok.Kind {
	case token.Ellipsis:
		return p.entry()
	case token.Regex, token.True, token.False, token.Null, token.Undefined, token.Symbol:
		prop := &ast.Prop{Key: p.literal(p.tok), Computed: true}
		p.next()
		p.expect(token.Colon, "':'")
		prop.Value = p.pairValue(true)
		prop.Span = p.since(start)
		return prop
	}
	if p.keyEnd(p.i, true) == 0 {
		p.fail("a map literal takes explicit `key: value` pairs")
	}
	return p.pair(true)
}

// thisProperty parses @, @name and @"name".
func (p *parser) thisProperty() ast.Node {
	at := span(p.tok)
	p.next()
	this := &ast.This{Span: at}
	if p.tok.Has(token.Spaced) {
		return this
	}
	switch {
	case p.is(token.Ident) && p.tok.Has(token.Property):
		m := &ast.Member{Span: at.To(span(p.tok)), X: this, Name: p.text(p.tok)}
		p.next()
		return m
	case p.is(token.StrOpen):
		s := p.str()
		return &ast.Index{Span: at.To(s.Span), X: this, I: s}
	}
	return this
}

// newExpr parses new X(…). What is made is a chain without calls.
func (p *parser) newExpr() ast.Node {
	start := p.tok.Start
	p.next()
	var x ast.Node
	if p.is(token.Dot) && p.textIs(p.peek(1), "target") {
		p.next()
		p.next()
		return p.chain(&ast.Word{Span: p.since(start), Text: "new.target"})
	}
	if p.is(token.New) {
		p.enter()
		x = p.newExpr()
		p.leave()
		return &ast.New{Span: p.since(start), X: x}
	}
	switch {
	case p.is(token.Class):
		x = p.class()
	case p.is(token.Newline) || p.atEnd():
		p.fail("new needs the name of a class")
	default:
		x = p.primary()
	}
	for {
		attached := !p.tok.Has(token.Spaced)
		switch {
		case (p.is(token.Dot) || p.is(token.QDot)) && p.peek(1).Kind == token.Ident && !p.textIs(p.peek(1), "new") &&
			(!p.tok.Has(token.FirstOnLn) || p.ctx.implicit == 0):
			x = p.dot(x)
		case p.is(token.DoubleColon) && attached:
			x = p.prototype(x, false)
		case p.is(token.LBracket) && attached:
			x = p.index(x, false)
		case p.is(token.StrOpen) && attached && canCall(x):
			x = p.tagged(x)
		default:
			return p.construct(x, start)
		}
	}
}

// do parses do f, do -> … and do (a = 1) -> …, whose defaults are arguments.
func (p *parser) do() ast.Node {
	start := p.tok.Start
	p.next()
	n := p.tight()
	call := &ast.Call{Fn: n}
	if f, ok := n.(*ast.Func); ok {
		for _, param := range f.Params {
			arg := param.Default
			if arg == nil {
				arg = param.Target
			}
			if id, ok := arg.(*ast.Ident); ok {
				arg = &ast.Ident{Span: id.Span, Name: id.Name}
			}
			if param.Rest {
				arg = &ast.Spread{Span: param.Span, X: arg}
			}
			call.Args = append(call.Args, arg)
			param.Default = nil
		}
	}
	call.Span = p.since(start)
	return call
}

// str parses a string or heregex with its interpolations.
func (p *parser) str() *ast.Str {
	open := p.tok
	s := &ast.Str{Quote: p.src[open.Start]}
	p.next()
	for !p.is(token.StrClose) {
		switch p.tok.Kind {
		case token.StrText:
			s.Chunks = append(s.Chunks, ast.Chunk{Text: string(p.src[p.tok.Start:p.tok.End])})
			p.next()
		case token.InterpIn:
			if n := p.interpolation(); n != nil {
				s.Chunks = append(s.Chunks, ast.Chunk{Expr: n})
			}
		default:
			p.unexpected()
		}
	}
	s.Span = span(open).To(span(p.tok))
	mark := int(open.End - open.Start)
	switch {
	case s.Quote == '/':
		s.Quote = 0
		s.Flags = string(p.src[p.tok.Start+3 : p.tok.End])
		cleanHeregex(s)
	case mark == 3:
		dedent(s)
	}
	p.next()
	return s
}

// interpolation parses #{…}; nil is an empty one.
func (p *parser) interpolation() ast.Node {
	old := p.fresh()
	start := p.tok
	p.next()
	indented := p.accept(token.Indent)
	body := p.statements()
	if indented {
		p.accept(token.Outdent)
		p.skipLayout()
	}
	p.expect(token.InterpOut, "'}'")
	p.ctx = old
	switch len(body) {
	case 0:
		return nil
	case 1:
		return body[0]
	}
	return &ast.Paren{Span: p.since(start.Start), Body: body}
}
