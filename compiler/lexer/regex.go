package lexer

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/token"
)

// slash lexes what a / begins: a heregex, a regex, a division.
func (l *lexer) slash() {
	prev := l.last()
	value := endsValue(prev) && !prev.Keyword() || endsValue(prev) && prev.Kind != token.This
	arg := callable(prev) && l.spaced
	if bytes.HasPrefix(l.src[l.pos:], []byte("///")) && (!value || arg) {
		l.quoted([]byte("///"), true)
		return
	}
	if !value || arg && l.peek(1) != ' ' && l.peek(1) != '=' && l.peek(1) != '/' {
		if end, ok := l.scanRegex(); ok {
			l.regex(end)
			return
		}
		if !value {
			start := l.pos
			l.pos++
			l.fail(start, "a regex ends on its line").WithHint("close it with /, or write a long one between /// and ///")
			l.skipLine()
			l.emit(token.Regex, start)
			return
		}
	}
	switch {
	case l.peek(1) == '/' && l.peek(2) == '=':
		l.take(token.OpAssign, 3)
	case l.peek(1) == '/':
		l.take(token.FloorDiv, 2)
	case l.peek(1) == '=':
		l.take(token.OpAssign, 2)
	default:
		l.take(token.Slash, 1)
	}
}

// scanRegex finds the offset of the / that closes the regex at pos.
func (l *lexer) scanRegex() (int, bool) {
	class := false
	for i := l.pos + 1; i < len(l.src); i++ {
		switch c := l.src[i]; {
		case c == '\n':
			return 0, false
		case c == '\\':
			i++
			if i < len(l.src) && l.src[i] == '\n' {
				return 0, false
			}
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			return i, i > l.pos+1
		}
	}
	return 0, false
}

// regex emits the regex whose closing / is at end.
func (l *lexer) regex(end int) {
	start := l.pos
	body := l.src[start+1 : end]
	l.pos = end + 1
	l.flags()
	if body[0] == '*' {
		l.fail(start, "a regex has nothing before its first *")
	}
	if !Balanced(body) {
		l.fail(start, "the parentheses or brackets of this regex do not match")
	}
	if i := bytes.Index(body, []byte("#{")); i == 0 || i > 0 && body[i-1] != '\\' {
		l.fail(start, "a slash regex does not interpolate").WithHint("use /// … #{…} … ///")
	}
	l.emit(token.Regex, start)
}

// flags moves over the flags of a regex and refuses those that do not exist.
func (l *lexer) flags() {
	start := l.pos
	var seen [128]bool
	for l.pos < len(l.src) && isLetter(l.src[l.pos]) {
		c := l.src[l.pos]
		if c >= 128 || seen[c] || !bytes.ContainsRune([]byte("dgimsuvy"), rune(c)) {
			l.ident()
			l.fail(start, "'%s' are not flags of a regex", l.src[start:l.pos]).WithHint("there are d g i m s u v y, each once")
			return
		}
		seen[c] = true
		l.pos++
	}
	if seen['u'] && seen['v'] {
		l.fail(start, "a regex has the flag u or v, not both")
	}
}

// percent lexes %w[…], %, %% and their assignments.
func (l *lexer) percent() {
	prev := l.last()
	if l.peek(1) == 'w' && (!endsValue(prev) || callable(prev) && l.spaced) {
		if c := l.peek(2); c != 0 && c > ' ' && !isLetter(c) && !isDigit(c) && c != '=' {
			l.words(c)
			return
		}
	}
	switch {
	case l.peek(1) == '%' && l.peek(2) == '=':
		l.take(token.OpAssign, 3)
	case l.peek(1) == '%':
		l.take(token.Modulo, 2)
	case l.peek(1) == '=':
		l.take(token.OpAssign, 2)
	default:
		l.take(token.Percent, 1)
	}
}

// words lexes %w and a list of words between brackets or two marks.
func (l *lexer) words(open byte) {
	closer := open
	if i := bytes.IndexByte([]byte("[({<"), open); i >= 0 {
		closer = "])}>"[i]
	}
	start := l.pos
	for i := l.pos + 3; i < len(l.src); i++ {
		switch l.src[i] {
		case '\\':
			i++
		case closer:
			l.pos = i + 1
			l.emit(token.Words, start)
			return
		}
	}
	l.pos += 3
	l.fail(start, "unclosed %%w%c", open).WithHint("add the '%c' that closes it", closer)
	l.broken = true
}

// Balanced says that every ( of a regex has its ) and the other way round, and
// that its last [ is closed.
func Balanced(body []byte) bool {
	deep, class := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case class:
		case c == '(':
			deep++
		case c == ')':
			if deep--; deep < 0 {
				return false
			}
		}
	}
	return deep == 0 && !class
}
