package parser

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// Implicit blocks. A body is indented below its head, or stands on the head's
// line after ->, then, else and their like; there it is one statement.

// statements parses up to the end of the block, bracket or file around it.
func (p *parser) statements() []ast.Node {
	var list []ast.Node
	for {
		for p.is(token.Newline) {
			p.next()
		}
		if p.atEnd() {
			return list
		}
		if n := p.guarded(); n != nil {
			list = append(list, n)
		}
		if !p.is(token.Newline) && !p.atEnd() {
			p.recover(p.i, func() { p.unexpected() })
		}
	}
}

// atEnd says that the current token ends a list of statements.
func (p *parser) atEnd() bool {
	switch p.tok.Kind {
	case token.EOF, token.Outdent, token.RParen, token.RBracket, token.RBrace, token.InterpOut:
		return true
	}
	return false
}

// guarded parses a statement; one with a mistake is skipped, and nil.
func (p *parser) guarded() (n ast.Node) {
	p.recover(p.i, func() { n = p.statement() })
	return n
}

// recover runs f; when it bails, the parser goes on after the statement that
// began at the token start.
func (p *parser) recover(start int, f func()) {
	ctx, fn, depth := p.ctx, p.fn, p.depth
	defer func() {
		switch r := recover(); r.(type) {
		case nil:
		case bail:
			p.ctx, p.fn, p.depth = ctx, fn, depth
			p.skipStatement(start)
		default:
			panic(r)
		}
	}()
	f()
}

// skipStatement moves behind the statement that began at the token start and
// failed at the current one.
func (p *parser) skipStatement(start int) {
	deep, failed := 0, p.i
	for i := start; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.Kind {
		case token.EOF:
			p.seek(i)
			return
		case token.Indent:
			deep++
		case token.Outdent:
			deep--
			if deep < 0 {
				p.seek(i)
				return
			}
		case token.Newline:
			if deep == 0 && i >= failed {
				p.seek(i)
				return
			}
		case token.LParen, token.LBracket, token.LBrace, token.MapOpen, token.InterpIn:
			if int(t.Pair) > i {
				i = int(t.Pair)
			}
		case token.RParen, token.RBracket, token.RBrace, token.InterpOut:
			p.seek(i)
			return
		}
	}
}

// block parses an indented body.
func (p *parser) block() *ast.Block {
	p.enter()
	defer p.leave()
	old := p.fresh()
	start := p.expect(token.Indent, "an indented block").Start
	list := p.statements()
	b := &ast.Block{Span: p.since(start), List: list}
	p.expect(token.Outdent, "end of the block")
	p.ctx = old
	return b
}

// body parses what follows a head: an indented block, or then and a statement.
func (p *parser) body(head string) *ast.Block {
	switch {
	case p.is(token.Indent):
		return p.block()
	case p.accept(token.Then):
		if p.is(token.Indent) {
			return p.block()
		}
		return p.inline()
	case p.commentBelow():
		return &ast.Block{Span: p.since(p.tok.Start)}
	case p.is(token.Newline), p.atEnd():
		p.failHint("indent the lines that belong to it, or write 'then' before a body on this line", "there is no body after %s", head)
	}
	p.failHint("put the body on the next lines, indented, or write 'then' before it",
		"unexpected %s after %s", p.describe(p.tok), head)
	return nil
}

// commentBelow says that a line ends here and a comment stands below it, which
// is body enough.
func (p *parser) commentBelow() bool {
	if !p.is(token.Newline) && !p.atEnd() {
		return false
	}
	between := p.src[p.at(p.i-1).End:p.tok.Start]
	_, below, _ := bytes.Cut(between, []byte("\n"))
	return bytes.IndexByte(below, '#') >= 0
}

// inline parses a body that stands on its head's line.
func (p *parser) inline() *ast.Block {
	start := p.tok.Start
	if p.is(token.Newline) || p.atEnd() {
		return &ast.Block{Span: source.Span{Start: start, End: start}}
	}
	p.ctx.implicit++
	old := p.ctx
	p.ctx.head, p.ctx.branch = false, false
	n := p.statement()
	p.ctx = old
	p.ctx.implicit--
	return &ast.Block{Span: p.since(start), List: []ast.Node{n}}
}

// arrowBody parses what follows -> or =>.
func (p *parser) arrowBody() (list []ast.Node, indented bool) {
	if p.is(token.Indent) {
		return p.block().List, true
	}
	switch p.tok.Kind {
	case token.Comma, token.Else, token.Then, token.Catch, token.Finally, token.When:
		return nil, false
	case token.Dot, token.QDot:
		if p.tok.Has(token.FirstOnLn) {
			return nil, false
		}
	}
	return p.inline().List, false
}

// newlineBefore moves over the end of a line when a part of the statement
// above begins the next one: else, catch, finally.
func (p *parser) newlineBefore(kinds ...token.Kind) bool {
	t := p.tok
	if t.Kind == token.Newline {
		if t.Has(token.Semicolon) || p.ctx.inlineWhen {
			return false
		}
		t = p.peek(1)
	}
	for _, k := range kinds {
		if t.Kind == k {
			p.accept(token.Newline)
			return true
		}
	}
	return false
}
