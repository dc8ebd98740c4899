package lexer

import (
	"bytes"

	"github.com/rip-server/rip-server/compiler/token"
)

// stringLiteral lexes '…', "…", and the heredocs that three quotes make.
func (l *lexer) stringLiteral() {
	quote := l.src[l.pos]
	n := 1
	if l.peek(1) == quote && l.peek(2) == quote {
		n = 3
	}
	l.quoted(l.src[l.pos:l.pos+n], quote == '"')
}

// quoted lexes a string or heregex from its opening mark to its closing one.
func (l *lexer) quoted(mark []byte, interpolates bool) {
	opener := len(l.toks)
	start := l.pos
	l.take(token.StrOpen, len(mark))
	text := l.pos
	for {
		if l.pos >= len(l.src) || l.src[l.pos] == '\n' && len(mark) == 1 {
			l.endText(text)
			l.unterminated(start, mark)
			break
		}
		c := l.src[l.pos]
		switch {
		case c == '\\':
			l.escape(mark)
		case bytes.HasPrefix(l.src[l.pos:], mark):
			l.endText(text)
			l.closeString(opener, mark)
			return
		case interpolates && l.peek(1) == '{' && (c == '#' || c == '$' && mark[0] != '/'):
			l.endText(text)
			l.interpolation()
			if l.broken {
				return
			}
			text = l.pos
		default:
			l.pos++
		}
	}
	l.emit(token.StrClose, l.pos)
	l.toks[opener].Pair = int32(len(l.toks) - 1)
}

// closeString takes the closing mark, with the flags of a heregex.
func (l *lexer) closeString(opener int, mark []byte) {
	start := l.pos
	l.pos += len(mark)
	if mark[0] == '/' {
		l.flags()
	}
	l.emit(token.StrClose, start)
	l.toks[opener].Pair = int32(len(l.toks) - 1)
}

// endText emits the text since start, if there is any.
func (l *lexer) endText(start int) {
	if l.pos > start {
		l.emit(token.StrText, start)
	}
}

// interpolation lexes #{…} as tokens of their own.
func (l *lexer) interpolation() {
	l.take(token.InterpIn, 2)
	l.open('}')
	depth := len(l.frames)
	l.frames[depth-1].isInterp = true
	for !l.broken {
		if l.pos >= len(l.src) {
			l.unclosed()
			return
		}
		if len(l.frames) == depth && l.src[l.pos] == '}' {
			l.close(token.InterpOut, '}')
			return
		}
		l.next()
	}
}

// unterminated reports a string that its line, or the file, ends.
func (l *lexer) unterminated(start int, mark []byte) {
	d := l.fail(start, "unterminated string")
	switch {
	case mark[0] == '/':
		d.Message = "unterminated regex"
	case len(mark) == 1:
		d.WithHint("a string ends on its line; for several lines use %s%s%s", mark, mark, mark)
	}
}

// escape moves over a backslash and what it stands before, and refuses the
// escapes that JavaScript refuses.
func (l *lexer) escape(mark []byte) {
	start := l.pos
	c := l.peek(1)
	l.pos = min(l.pos+2, len(l.src))
	if c == '\n' && len(mark) == 1 {
		l.pos--
	}
	if mark[0] == '/' {
		return
	}
	switch {
	case c == 'x':
		if !l.hex(2) {
			l.fail(start, `\x needs two hexadecimal digits`)
		}
	case c == 'u' && l.peek(0) == '{':
		l.codePoint(start)
	case c == 'u':
		if !l.hex(4) {
			l.fail(start, `\u needs four hexadecimal digits`)
		}
	case isDigit(c) && (c != '0' || isDigit(l.peek(0))):
		l.fail(start, `octal escapes are not supported`).WithHint(`write \x and two hexadecimal digits`)
	}
}

// codePoint moves over the {…} of \u{…}.
func (l *lexer) codePoint(start int) {
	value, n := 0, 0
	l.pos++
	for isBase(l.peek(0), 'x') && n < 8 {
		value = value<<4 | hexValue(l.peek(0))
		l.pos++
		n++
	}
	if l.peek(0) != '}' || n == 0 || value > 0x10FFFF {
		l.fail(start, `\u{…} needs the hexadecimal number of a character`)
		return
	}
	l.pos++
}

// hexValue is the value of a hexadecimal digit.
func hexValue(c byte) int {
	if isDigit(c) {
		return int(c - '0')
	}
	return int(c|32-'a') + 10
}

// hex moves over n hexadecimal digits, if they are there.
func (l *lexer) hex(n int) bool {
	for i := range n {
		if !isBase(l.peek(i), 'x') {
			return false
		}
	}
	l.pos += n
	return true
}
