package lexer

import (
	"unicode"
	"unicode/utf8"

	"github.com/rip-server/rip-server/compiler/token"
)

// isLetter says that c can begin a name. Bytes of longer UTF-8 sequences are
// taken here and looked at by ident.
func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' || c >= utf8.RuneSelf
}

// isDigit says that c is a decimal digit.
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// ident moves over a name and says whether there was one.
func (l *lexer) ident() bool {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(l.src[l.pos:])
			letter := unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || r == '\u00aa'
			if !letter && (l.pos == start || !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r)) {
				break
			}
			l.pos += size
			continue
		}
		if !isLetter(c) && (l.pos == start || !isDigit(c)) {
			break
		}
		l.pos++
	}
	return l.pos > start
}

// word lexes a name, a word of the language, or the $ of a tagged string.
func (l *lexer) word() {
	start := l.pos
	if l.src[start] == '$' && (l.peek(1) == '"' || l.peek(1) == '\'') {
		l.take(token.Dollar, 1)
		return
	}
	if !l.ident() {
		_, size := utf8.DecodeRune(l.src[l.pos:])
		l.pos += size
		l.fail(start, "the character %q has no meaning here", string(l.src[start:l.pos]))
		return
	}
	text := l.src[start:l.pos]
	prev := l.last()
	switch prev.Kind {
	case token.Dot, token.QDot, token.DoubleColon:
		l.emit(token.Ident, start)
		l.toks[len(l.toks)-1].Flags |= token.Property
		return
	case token.At:
		if !l.spaced {
			l.emit(token.Ident, start)
			l.toks[len(l.toks)-1].Flags |= token.Property
			return
		}
	}
	kind := token.Lookup(text)
	if (kind == token.And || kind == token.Or) && l.peek(0) == '=' && l.peek(1) != '=' {
		l.pos++
		kind = token.OpAssign
	}
	l.emit(kind, start)
	if kind != token.Ident && !l.toks[len(l.toks)-1].Keyword() {
		l.toks[len(l.toks)-1].Flags |= token.Word
	}
}

// endsValue says that t can be the end of a value, so that what follows it
// directly belongs to it and a / after it divides.
func endsValue(t token.Token) bool {
	switch t.Kind {
	case token.Ident, token.Number, token.Regex, token.Words, token.Symbol, token.RawJS, token.StrClose,
		token.RParen, token.RBracket, token.RBrace, token.Exist, token.Presence, token.Bang,
		token.PlusPlus, token.MinusMinus,
		token.This, token.True, token.False, token.Null, token.Undefined, token.Super, token.At:
		return true
	}
	return false
}

// callable says that t can end something that is called with a spaced argument.
func callable(t token.Token) bool {
	switch t.Kind {
	case token.Ident, token.RParen, token.RBracket, token.Bang, token.Exist, token.Presence, token.Super, token.This:
		return true
	}
	return false
}
