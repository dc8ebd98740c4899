package lexer

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/token"
)

// spelling is an operator that its characters alone decide.
type spelling struct {
	text string
	kind token.Kind
}

// spellings lists operators by first byte, longer before shorter.
func spellings(c byte) []spelling {
	switch c {
	case '=':
		return []spelling{{"===", token.Equal}, {"==", token.Equal}, {"=>", token.FatArrow}, {"=~", token.Match}, {"=", token.Assign}}
	case '+':
		return []spelling{{"++", token.PlusPlus}, {"+=", token.OpAssign}, {"+", token.Plus}}
	case '-':
		return []spelling{{"->", token.Arrow}, {"--", token.MinusMinus}, {"-=", token.OpAssign}, {"-", token.Minus}}
	case '<':
		return []spelling{{"<<=", token.OpAssign}, {"<<", token.ShiftL}, {"<=", token.LessEq}, {"<", token.Less}}
	case '>':
		return []spelling{
			{">>>=", token.OpAssign},
			{">>>", token.ShiftRU},
			{">>=", token.OpAssign},
			{">>", token.ShiftR},
			{">=", token.GreaterEq},
			{">", token.Greater},
		}
	case '&':
		return []spelling{{"&&=", token.OpAssign}, {"&&", token.And}, {"&=", token.OpAssign}, {"&", token.BitAnd}}
	case '|':
		return []spelling{{"||=", token.OpAssign}, {"||", token.Or}, {"|=", token.OpAssign}, {"|", token.BitOr}}
	case '^':
		return []spelling{{"^=", token.OpAssign}, {"^", token.BitXor}}
	case '~':
		return []spelling{{"~=", token.Computed}, {"~>", token.Effect}, {"~", token.Tilde}}
	}
	return nil
}

// operator lexes punctuation.
func (l *lexer) operator(c byte) {
	switch c {
	case '(':
		l.take(token.LParen, 1)
		l.open(')')
	case '[':
		l.take(token.LBracket, 1)
		l.open(']')
	case '{':
		l.take(token.LBrace, 1)
		l.open('}')
	case ')':
		l.close(token.RParen, ')')
	case ']':
		l.close(token.RBracket, ']')
	case '}':
		l.close(token.RBrace, '}')
	case ',':
		l.take(token.Comma, 1)
	case ';':
		l.semicolon()
	case '@':
		l.take(token.At, 1)
	case '.':
		l.dots()
	case ':':
		l.colon()
	case '?':
		l.question()
	case '!':
		l.bang()
	case '/':
		l.slash()
	case '%':
		l.percent()
	case '*':
		l.star()
	case '`':
		l.backtick()
	default:
		l.plain(c)
	}
}

// plain lexes an operator from the spellings.
func (l *lexer) plain(c byte) {
	if c == '=' && l.peek(1) == '!' && l.peek(2) != '=' && blank(l.peek(2)) {
		l.take(token.Readonly, 2)
		return
	}
	rest := l.src[l.pos:]
	if c < 128 && l.known[c] == nil {
		l.known[c] = spellings(c)
	}
	for _, s := range l.known[c&127] {
		if len(rest) >= len(s.text) && string(rest[:len(s.text)]) == s.text {
			l.take(s.kind, len(s.text))
			return
		}
	}
	start := l.pos
	l.pos++
	d := l.fail(start, "the character %q has no meaning here", string(rune(c)))
	if c == '\\' {
		d.WithHint("end a line with an operator or a comma to go on below")
	}
}

// blank says that c is white space or the end.
func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0 }

// semicolon ends a statement on its line.
func (l *lexer) semicolon() {
	l.take(token.Newline, 1)
	l.toks[len(l.toks)-1].Flags |= token.Semicolon
	l.frames[len(l.frames)-1].ternary = 0
}

// dots lexes . .. ... and .=
func (l *lexer) dots() {
	switch {
	case l.peek(1) == '.' && l.peek(2) == '.':
		l.take(token.Ellipsis, 3)
	case l.peek(1) == '.':
		l.take(token.DotDot, 2)
	case l.peek(1) == '=' && l.peek(2) != '=':
		l.take(token.DotAssign, 2)
	default:
		l.take(token.Dot, 1)
	}
}

// star lexes * ** their assignments, *{ and *>.
func (l *lexer) star() {
	value := endsValue(l.last())
	switch {
	case l.peek(1) == '*' && l.peek(2) == '=':
		l.take(token.OpAssign, 3)
	case l.peek(1) == '*':
		l.take(token.Power, 2)
	case l.peek(1) == '=':
		l.take(token.OpAssign, 2)
	case l.peek(1) == '>' && !value:
		l.take(token.Merge, 2)
	case l.peek(1) == '{' && (!value || callable(l.last()) && l.spaced):
		l.take(token.MapOpen, 2)
		l.open('}')
	default:
		l.take(token.Star, 1)
	}
}

// bang lexes the ! that awaits a call, that negates, and !=.
func (l *lexer) bang() {
	attached := !l.spaced && (endsValue(l.last()) || l.last().Kind == token.Import)
	switch {
	case l.peek(1) == '=' && attached && l.last().Kind == token.Ident && l.peek(2) != '>':
		start := l.pos
		l.take(token.NotEqual, 2)
		l.fail(start, "'!=' after a name needs a space before it").
			WithHint("write a != b to compare, or f! = … for a function without a value")
	case l.peek(1) == '=' && l.peek(2) == '=':
		l.take(token.NotEqual, 3)
	case l.peek(1) == '=':
		l.take(token.NotEqual, 2)
	case attached:
		l.take(token.Bang, 1)
	case l.peek(1) == '>':
		l.take(token.Derive, 2)
	default:
		l.take(token.Not, 1)
	}
}

// question lexes everything that begins with a question mark.
func (l *lexer) question() {
	attached := l.attached()
	d := l.peek(1)
	switch {
	case d == '?' && l.peek(2) == '=':
		l.take(token.OpAssign, 3)
	case d == '?':
		l.take(token.Nullish, 2)
	case d == '=' && l.peek(2) != '=' && l.peek(2) != '>':
		l.take(token.OpAssign, 2)
	case d == '.' && l.peek(2) != '.' && (attached || l.first || isLetter(l.peek(2))) && !isDigit(l.peek(2)):
		l.take(token.QDot, 2)
	case d == '!' && attached && l.peek(2) != '=':
		l.take(token.Presence, 2)
	case attached:
		l.take(token.Exist, 1)
	default:
		l.take(token.Question, 1)
		l.frames[len(l.frames)-1].ternary++
	}
}

// colon lexes : :: := and :symbol.
func (l *lexer) colon() {
	top := &l.frames[len(l.frames)-1]
	switch {
	case l.peek(1) == ':':
		l.take(token.DoubleColon, 2)
	case l.peek(1) == '=' && l.peek(2) != '=':
		l.take(token.State, 2)
	case isLetter(l.peek(1)) && l.symbolic():
		start := l.pos
		l.pos++
		l.symbolName()
		l.emit(token.Symbol, start)
	default:
		l.take(token.Colon, 1)
		top.ternary = max(0, top.ternary-1)
	}
}

// symbolic says that the colon at pos cannot be structure: it does not end a
// key, a ternary's branch or an annotated name, so it begins a :symbol.
func (l *lexer) symbolic() bool {
	prev := l.last()
	if prev.Kind == token.Colon && !l.spaced {
		return false
	}
	if !endsValue(prev) {
		return !prev.Keyword() || l.spaced
	}
	top := l.frames[len(l.frames)-1]
	if l.schemaKind(prev) {
		return true
	}
	if !l.spaced || top.ternary > 0 || prev.Kind != token.Ident || top.closer == '}' && !top.isInterp {
		return false
	}
	rest := l.src[l.pos+1:]
	for len(rest) > 0 && (isLetter(rest[0]) || isDigit(rest[0])) {
		rest = rest[1:]
	}
	rest = bytes.TrimLeft(rest, " \t")
	return len(rest) == 0 || rest[0] != '=' || bytes.HasPrefix(rest, []byte("=>"))
}

// schemaKind says that the colon at pos, after the token prev, begins the kind
// of a schema that is the value of a key in braces: {a: schema :shape; …}.
func (l *lexer) schemaKind(prev token.Token) bool {
	n := len(l.toks)
	return l.spaced && n > 1 && l.toks[n-2].Kind == token.Colon && string(l.src[prev.Start:prev.End]) == "schema"
}

// symbolName moves over name.with-parts.
func (l *lexer) symbolName() {
	l.ident()
	for (l.peek(0) == '.' || l.peek(0) == '-') && isLetter(l.peek(1)) {
		l.pos++
		l.ident()
	}
}

// backtick lexes JavaScript between backticks, which only Rip 3 has.
func (l *lexer) backtick() {
	start := l.pos
	n := 1
	if bytes.HasPrefix(l.src[l.pos:], []byte("```")) {
		n = 3
	}
	mark := l.src[l.pos : l.pos+n]
	end := bytes.Index(l.src[l.pos+n:], mark)
	if end < 0 {
		l.pos = len(l.src)
		l.fail(start, "unclosed '%s'", mark)
		l.broken = true
		return
	}
	l.pos += n + end + n
	if !l.opts.Rip3 {
		l.fail(start, "JavaScript between backticks is Rip 3").WithHint("compile with --rip3, or write it in Rip")
	}
	l.emit(token.RawJS, start)
}
