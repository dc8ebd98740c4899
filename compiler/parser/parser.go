// Package parser makes the tree of a program from its tokens by recursive
// descent. Rip's three kinds of implicit structure are decided here, each in
// a file of its own: blocks (block.go), objects (object.go) and calls
// (call.go); type annotations are recognised where they may stand, and
// erased (types.go).
package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/lexer"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// maxDepth bounds nesting, so that no input can exhaust the stack.
const maxDepth = 1000

// Options change what is accepted.
type Options struct {
	Rip3 bool // name: value class fields
}

// context is what the surroundings of an expression allow. Brackets and
// indented blocks begin a fresh one.
type context struct {
	implicit   int  // open implicit calls and inline bodies: a leading .name belongs to what is outside them
	head       bool // in the head of if, for and so on: a deeper line begins the body, not an argument
	branch     bool // in a ternary's first branch: name: is no key
	inlineWhen bool // in when … then: an else on the next line is the switch's
}

// function is the function being parsed.
type function struct {
	node   *ast.Func
	outer  *function
	async  bool
	effect bool // the body of ~>
	loops  int  // open loop n bodies, whose counter is called it
}

// parser is the state of one run.
type parser struct {
	file   *source.File
	src    []byte
	toks   []token.Token
	i      int
	tok    token.Token // toks[i]
	sink   *diag.Sink
	opts   Options
	ctx    context
	fn     *function
	depth  int
	types  map[string]bool
	intern map[string]string
	idents []ast.Ident // the last of those that identOf hands out
}

// bail unwinds to the statement that holds a mistake.
type bail struct{}

// Parse makes the program's tree. Mistakes go to sink, several of them where
// the next statement can be told apart; the tree is then not to be used.
func Parse(file *source.File, lexed lexer.Result, opts Options, sink *diag.Sink) *ast.Program {
	p := &parser{
		file: file, src: file.Text, toks: lexed.Tokens, tok: lexed.Tokens[0], sink: sink, opts: opts,
		types: map[string]bool{}, intern: map[string]string{},
	}
	p.fn = &function{}
	program := &ast.Program{Span: source.Span{End: int32(len(p.src))}, Words: p.intern, Types: p.types}
	for {
		program.Body = append(program.Body, p.statements()...)
		if p.tok.Kind == token.EOF {
			break
		}
		p.report(p.tok, "unexpected %s", p.describe(p.tok))
		p.next()
	}
	program.Async = p.fn.async
	program.Data, program.HasData = string(lexed.Data), lexed.HasData
	return program
}

// next moves to the next token.
func (p *parser) next() {
	if p.i < len(p.toks)-1 {
		p.i++
	}
	p.tok = p.toks[p.i]
}

// seek moves to the token at index i.
func (p *parser) seek(i int) {
	p.i = i
	p.tok = p.toks[i]
}

// at is the token at index i; before the beginning it is a line's end, beyond
// the end EOF.
func (p *parser) at(i int) token.Token {
	if i < 0 {
		return token.Token{Kind: token.Newline}
	}
	if i >= len(p.toks) {
		i = len(p.toks) - 1
	}
	return p.toks[i]
}

// peek is the token n after the current one.
func (p *parser) peek(n int) token.Token { return p.at(p.i + n) }

// is says whether the current token is of a kind.
func (p *parser) is(kind token.Kind) bool { return p.tok.Kind == kind }

// accept moves over a token of a kind, if it is there.
func (p *parser) accept(kind token.Kind) bool {
	if p.tok.Kind != kind {
		return false
	}
	p.next()
	return true
}

// expect moves over a token of a kind and returns it.
func (p *parser) expect(kind token.Kind, what string) token.Token {
	t := p.tok
	if t.Kind != kind {
		p.fail("expected %s, found %s", what, p.describe(t))
	}
	p.next()
	return t
}

// text is a token's text. Equal texts share one string.
func (p *parser) text(t token.Token) string {
	b := p.src[t.Start:t.End]
	if s, ok := p.intern[string(b)]; ok {
		return s
	}
	s := string(b)
	p.intern[s] = s
	return s
}

// textIs says whether a token is spelled so.
func (p *parser) textIs(t token.Token, s string) bool { return string(p.src[t.Start:t.End]) == s }

// word says whether the current token is a name spelled so: a word that has a
// meaning only in its place.
func (p *parser) word(s string) bool {
	return p.tok.Kind == token.Ident && !p.tok.Has(token.Property) && p.textIs(p.tok, s)
}

// span is the place of a token.
func span(t token.Token) source.Span { return source.Span{Start: t.Start, End: t.End} }

// since is the place from start to the last token read.
func (p *parser) since(start int32) source.Span {
	end := start
	for i := p.i - 1; i >= 0; i-- {
		if t := p.toks[i]; t.End > t.Start || t.Start <= start {
			end = max(end, t.End)
			break
		}
	}
	return source.Span{Start: start, End: end}
}

// enter guards the stack; its partner is leave.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		p.fail("this nests more than %d deep", maxDepth)
	}
}

func (p *parser) leave() { p.depth-- }

// fresh begins a new context and returns the old one, for restore.
func (p *parser) fresh() context {
	old := p.ctx
	p.ctx = context{}
	return old
}

// report records a mistake at a token and goes on. The end of a line, block or
// file is shown at what stands before it: that is where something is missing.
func (p *parser) report(t token.Token, format string, args ...any) *diag.Diagnostic {
	at := span(t)
	switch t.Kind {
	case token.Newline, token.Outdent, token.EOF:
		if t.Start == t.End {
			at = p.before(t)
		}
	default:
		if at.Start == at.End && at.End < int32(len(p.src)) {
			at.End++
		}
	}
	return p.sink.Add(diag.Parser, at, format, args...)
}

// before is the place of the last token with text before t.
func (p *parser) before(t token.Token) source.Span {
	for i := min(p.i, len(p.toks)-1); i >= 0; i-- {
		if k := p.toks[i]; k.End > k.Start && k.End <= t.Start {
			return span(k)
		}
	}
	return span(t)
}

// reportAt records a mistake at a place and goes on.
func (p *parser) reportAt(at source.Span, format string, args ...any) *diag.Diagnostic {
	return p.sink.Add(diag.Parser, at, format, args...)
}

// fail records a mistake at the current token and gives up the statement.
func (p *parser) fail(format string, args ...any) {
	p.report(p.tok, format, args...)
	panic(bail{})
}

// failHint is fail with advice.
func (p *parser) failHint(hint, format string, args ...any) {
	p.report(p.tok, format, args...).WithHint("%s", hint)
	panic(bail{})
}

// unexpected fails at the current token.
func (p *parser) unexpected() {
	d := p.report(p.tok, "unexpected %s", p.describe(p.tok))
	p.advise(d)
	panic(bail{})
}

// describe names a token in words of the language.
func (p *parser) describe(t token.Token) string {
	switch t.Kind {
	case token.EOF:
		return "end of file"
	case token.Newline:
		if t.Has(token.Semicolon) {
			return "';'"
		}
		return "end of line"
	case token.Indent:
		return "indentation"
	case token.Outdent:
		return "end of the block"
	case token.StrOpen, token.StrText, token.StrClose:
		return "string"
	}
	return "'" + string(p.src[t.Start:t.End]) + "'"
}
