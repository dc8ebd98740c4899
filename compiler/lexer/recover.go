package lexer

import (
	"slices"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// A bracket that does not match spoils its statement only, when the next one of
// the module can be told: the whole statement is left out, with all that hangs
// below it, and the rest is looked at for further mistakes. Nothing is compiled
// from that.

// maxLost bounds how many statements are left out, each of which may have been
// read to the end of the file.
const maxLost = 8

// unclosed reports a bracket that nothing closes, at the bracket, and leaves its
// statement out. When an outer one has taken statements of the module that stand
// behind it, that is the mistake, and reading begins again with them.
func (l *lexer) unclosed() {
	if l.skipping {
		return
	}
	next, inner := l.nextStatement(), l.frames[len(l.frames)-1]
	if next >= 0 {
		for _, f := range l.frames[1:] {
			if int(l.toks[f.open].Start) < next {
				inner = f
			}
		}
	}
	open := l.toks[inner.open]
	at := source.Span{Start: open.Start, End: open.End}
	l.sink.Add(diag.Lexer, at, "unclosed '%s'", l.src[open.Start:open.End]).WithHint("add the '%c' that closes it", inner.closer)
	l.lose()
	if l.skipping && next >= 0 {
		l.pos = next
		l.resume(l.src[next-len(l.levels[0].prefix) : next])
		l.spaced, l.first = true, true
	}
}

// lose leaves out the statement of the module that is being read, from its
// beginning to where another one begins: see resume.
func (l *lexer) lose() {
	if l.lost == maxLost || l.inText() {
		l.broken = true
		return
	}
	l.lost++
	l.skipping = true
	l.restart()
}

// inText says that what is open is within a text, where no statements are to go
// on with.
func (l *lexer) inText() bool {
	return slices.ContainsFunc(l.frames, func(f frame) bool { return f.isInterp })
}

// restart forgets the tokens of the current statement of the module, for one
// that the parser has nothing to say about.
func (l *lexer) restart() {
	l.frames, l.levels = l.frames[:1], l.levels[:1]
	l.frames[0].ternary = 0
	l.toks = l.toks[:l.statement]
	at := int32(l.pos)
	l.toks = append(l.toks, token.Token{Kind: token.Null, Start: at, End: at}, token.Token{Kind: token.Newline, Start: at, End: at})
}

// resume ends the skipping at a line that begins with prefix, when it looks like
// a statement of the module.
func (l *lexer) resume(prefix []byte) {
	if !l.skipping || l.inText() || len(prefix) != len(l.levels[0].prefix) || !isLetter(l.peek(0)) && l.peek(0) != '@' || l.atClause() {
		return
	}
	l.restart()
	l.statement = len(l.toks)
	l.skipping = false
}

// atClause says that a part of a statement stands at pos, which is none itself.
func (l *lexer) atClause() bool {
	end := l.pos
	for end < len(l.src) && isLetter(l.src[end]) {
		end++
	}
	switch string(l.src[l.pos:end]) {
	case "else", "catch", "finally", "when", "then", "and", "or", "is", "isnt", "in", "of":
		return true
	}
	return false
}

// nextStatement is where the first line behind the outermost open bracket begins
// that is at the module's margin and looks like a statement; -1 when none does.
func (l *lexer) nextStatement() int {
	margin := len(l.levels[0].prefix)
	for i := int(l.frames[1].open) + 1; i+1 < len(l.toks); i++ {
		t := l.toks[i]
		if int(t.Pair) > i {
			i = int(t.Pair) // closed, and so in order
			continue
		}
		start := int(t.Start)
		atMargin := start >= margin && (start == margin || l.src[start-margin-1] == '\n')
		if t.Has(token.FirstOnLn) && atMargin && beginsStatement(t, l.toks[i+1]) {
			return start
		}
	}
	return -1
}

// beginsStatement says that a line that begins with t and next is hardly part of
// a list or of an expression.
func beginsStatement(t, next token.Token) bool {
	switch t.Kind {
	case token.Import, token.Export, token.Class, token.Def, token.For, token.While, token.Until,
		token.Switch, token.Try, token.Return, token.Throw:
		return true
	case token.Ident:
		return next.Kind == token.Assign
	}
	return false
}
