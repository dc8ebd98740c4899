package lexer

import (
	"github.com/rip-server/rip-server/compiler/token"
)

// number lexes 42, 0xff, 0b11, 0o7, 1_000, 1.5e3, .5 and 10n.
func (l *lexer) number() {
	start := l.pos
	c, d := l.peek(0), l.peek(1)
	switch {
	case c == '0' && (d == 'x' || d == 'b' || d == 'o'):
		l.pos += 2
		if l.digits(d) == 0 {
			l.fail(start, "a number needs digits after '0%c'", d)
		}
	case c == '0' && (d == 'X' || d == 'B' || d == 'O'):
		l.pos += 2
		l.digits(d + 32)
		l.fail(start, "the prefix of a number is written in lower case: 0%c", d+32)
	case c == '0' && isDigit(d):
		l.digits('d')
		l.fail(start, "a number does not begin with 0").WithHint("octal numbers are written 0o%s", l.src[start+1:l.pos])
	default:
		l.decimal()
	}
	if l.peek(0) == 'n' {
		l.pos++
	}
	if l.pos < len(l.src) && isLetter(l.src[l.pos]) {
		l.ident()
		l.fail(start, "a name cannot begin with a digit: '%s'", l.src[start:l.pos])
	}
	l.emit(token.Number, start)
}

// decimal moves over digits, a fraction and an exponent.
func (l *lexer) decimal() {
	l.digits('d')
	if l.peek(0) == '.' && isDigit(l.peek(1)) {
		l.pos++
		l.digits('d')
	}
	if c := l.peek(0); c == 'e' || c == 'E' {
		n := 1
		if s := l.peek(1); s == '+' || s == '-' {
			n = 2
		}
		if isDigit(l.peek(n)) {
			l.pos += n
			l.digits('d')
		}
	}
}

// digits moves over the digits of a base, which may have single underscores
// between them, and says how many bytes they were.
func (l *lexer) digits(base byte) int {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '_' {
			if l.pos == start || !isBase(l.peek(1), base) || l.src[l.pos-1] == '_' {
				break
			}
		} else if !isBase(c, base) {
			break
		}
		l.pos++
	}
	return l.pos - start
}

// isBase says that c is a digit of a base: d, x, o or b.
func isBase(c, base byte) bool {
	switch base {
	case 'x':
		return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
	case 'o':
		return c >= '0' && c <= '7'
	case 'b':
		return c == '0' || c == '1'
	}
	return isDigit(c)
}
