package lexer

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
	"github.com/rip-server/rip-server/compiler/token"
)

// level is one open indentation: the white space its lines begin with.
type level struct{ prefix []byte }

// newline ends a line and begins the next one that has code.
func (l *lexer) newline() {
	l.pos++
	l.startLine(false)
}

// startLine skips blank and comment lines and decides how the next line with
// code stands to the one before: a new statement, a deeper block, the end of
// blocks, or a continuation that leaves no mark.
func (l *lexer) startLine(opening bool) {
	prefix, ok := l.skipBlank()
	l.spaced, l.first = true, true
	if !ok {
		return
	}
	top := &l.frames[len(l.frames)-1]
	top.ternary = 0
	if opening {
		if len(prefix) > 0 {
			l.levels[0].prefix = prefix
		}
		return
	}
	if l.skipping {
		l.resume(prefix)
		return
	}
	switch {
	case l.startsClosed():
		// the closer itself ends the blocks in its brackets
	case l.startsContinuation():
		l.popDeeper(prefix)
	case continues(l.last()):
	default:
		l.layout(prefix)
	}
}

// skipBlank moves to the first code after the line's start and returns the
// white space before it; not ok is the end of the file.
func (l *lexer) skipBlank() (prefix []byte, ok bool) {
	for l.pos < len(l.src) {
		start := l.pos
		for l.pos < len(l.src) && (l.src[l.pos] == ' ' || l.src[l.pos] == '\t') {
			l.pos++
		}
		prefix = l.src[start:l.pos]
		switch c := l.peek(0); c {
		case '\r', '\n', '\f':
			l.pos++
		case '#':
			l.first, l.spaced = true, true
			l.comment()
			if rest := bytes.TrimLeft(l.lineRest(), " \t\r"); len(rest) > 0 && rest[0] != '\n' {
				return prefix, true
			}
		default:
			return prefix, l.pos < len(l.src)
		}
	}
	return nil, false
}

// lineRest is the text up to and with the line's end.
func (l *lexer) lineRest() []byte {
	rest := l.src[l.pos:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		return rest[:i+1]
	}
	return rest
}

// startsClosed says that the line begins with a closing bracket.
func (l *lexer) startsClosed() bool {
	c := l.peek(0)
	return len(l.frames) > 1 && (c == ')' || c == ']' || c == '}')
}

// startsContinuation says that the line begins with .name, ?.name or a comma.
func (l *lexer) startsContinuation() bool {
	c, d := l.peek(0), l.peek(1)
	if c == '?' && d == '.' {
		c, d = '.', l.peek(2)
	}
	return c == ',' || c == '.' && (isLetter(d) || d == '{') || c == '.' && d == '('
}

// layout compares a line's indentation to the open levels.
func (l *lexer) layout(prefix []byte) {
	current := l.levels[len(l.levels)-1].prefix
	switch {
	case len(prefix) == len(current):
		l.checkMixed(prefix, current)
		l.endStatement()
	case len(prefix) > len(current):
		l.checkMixed(prefix[:len(current)], current)
		l.levels = append(l.levels, level{prefix})
		l.mark(token.Indent)
	default:
		l.dedent(prefix)
	}
}

// dedent closes levels until the line's own; inside brackets a line may stand
// anywhere above the floor, because the brackets already say what belongs
// together.
func (l *lexer) dedent(prefix []byte) {
	floor := l.frames[len(l.frames)-1].floor
	if len(l.frames) > 1 && len(prefix) < len(l.levels[floor-1].prefix) {
		l.unclosed()
		l.resume(prefix)
		return
	}
	l.popDeeper(prefix)
	current := l.levels[len(l.levels)-1].prefix
	switch {
	case len(prefix) == len(current):
		l.checkMixed(prefix, current)
		l.endStatement()
	case len(l.frames) > 1:
		l.levels = append(l.levels, level{prefix})
		l.mark(token.Indent)
	default:
		l.fail(l.pos, "this line is indented by %d, which no open block is", len(prefix)).
			WithHint("line it up with the block it belongs to")
		l.endStatement()
	}
}

// checkMixed refuses indentation that looks equal but is not.
func (l *lexer) checkMixed(prefix, current []byte) {
	if !bytes.Equal(prefix, current) {
		l.fail(l.pos-len(prefix), "tabs and spaces are mixed in this indentation").
			WithHint("indent the whole file with one of them")
	}
}

// popDeeper closes the levels that are deeper than prefix, down to the floor.
func (l *lexer) popDeeper(prefix []byte) {
	n := len(l.levels)
	floor := max(1, l.frames[len(l.frames)-1].floor)
	for n > floor && len(l.levels[n-1].prefix) > len(prefix) {
		n--
	}
	l.popLevels(n)
}

// popLevels closes levels until n are open.
func (l *lexer) popLevels(n int) {
	for len(l.levels) > n {
		l.levels = l.levels[:len(l.levels)-1]
		l.mark(token.Outdent)
	}
}

// endStatement marks the end of a statement, once.
func (l *lexer) endStatement() {
	switch l.last().Kind {
	case token.Newline, token.Indent, token.Comma:
		return
	}
	l.mark(token.Newline)
	if len(l.frames) == 1 && len(l.levels) == 1 {
		l.statement = len(l.toks)
	}
}

// mark appends a token without text.
func (l *lexer) mark(kind token.Kind) {
	at := int32(l.pos)
	l.toks = append(l.toks, token.Token{Kind: kind, Start: at, End: at})
}

// continues says that a line which ends in t goes on below.
func continues(t token.Token) bool {
	switch t.Kind {
	case token.Greater, token.ShiftR, token.ShiftRU:
		// Without a space before it, it closes the <…> of a type.
		return t.Has(token.Spaced)
	case token.Dot, token.QDot, token.DoubleColon,
		token.Question, token.Plus, token.Minus, token.Star, token.Power, token.Slash, token.FloorDiv,
		token.Percent, token.Modulo, token.ShiftL, token.Less,
		token.LessEq, token.GreaterEq, token.Equal, token.NotEqual, token.Match, token.BitAnd, token.BitXor,
		token.BitOr, token.And, token.Or, token.Nullish, token.Not, token.In, token.Of, token.InstanceOf,
		token.Extends, token.New, token.TypeOf, token.Await:
		return !t.Has(token.Property)
	}
	return false
}

// open begins a bracket that closer ends; the token before is its opener.
func (l *lexer) open(closer byte) {
	index := int32(len(l.toks) - 1)
	if len(l.frames) >= maxDepth {
		at := l.toks[index]
		l.sink.Add(diag.Lexer, source.Span{Start: at.Start, End: at.End}, "brackets nest more than %d deep", maxDepth)
		l.broken = true
		return
	}
	l.frames = append(l.frames, frame{open: index, floor: len(l.levels), closer: closer})
}

// close ends the innermost bracket with the closer of n bytes at pos.
func (l *lexer) close(kind token.Kind, closer byte) {
	top := l.frames[len(l.frames)-1]
	if len(l.frames) == 1 {
		l.take(kind, 1)
		if !l.skipping {
			l.sink.Add(diag.Lexer, source.Span{Start: int32(l.pos - 1), End: int32(l.pos)}, "unexpected '%c'", closer).
				WithHint("no bracket is open here")
			l.lose()
		}
		return
	}
	if top.closer != closer {
		if l.unclosed(); l.skipping {
			l.pos++
		}
		return
	}
	l.popLevels(top.floor)
	l.take(kind, 1)
	l.toks[top.open].Pair = int32(len(l.toks) - 1)
	l.frames = l.frames[:len(l.frames)-1]
}
