package emit

import (
	"strings"
	"unicode/utf8"

	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/lexer"
)

// quote writes text as a JavaScript string.
func quote(text string) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\u2028' || r == '\u2029':
			b.WriteString(`\u202`)
			b.WriteByte('8' + byte(r-'\u2028'))
		case r < ' ':
			b.WriteString(`\x`)
			b.WriteByte(hex[r>>4])
			b.WriteByte(hex[r&15])
		case r == utf8.RuneError:
			b.WriteString(`\ufffd`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// str writes a string, template or heregex.
func (e *emitter) str(s *ast.Str) {
	switch {
	case s.Quote == 0:
		e.heregex(s)
	case s.Plain():
		quote := string(s.Quote)
		e.w(quote)
		for _, c := range s.Chunks {
			e.escaped(c.Text, s.Quote)
		}
		e.w(quote)
	default:
		e.template(s)
	}
}

// template writes a string as a template literal.
func (e *emitter) template(s *ast.Str) {
	e.w("`")
	for _, c := range s.Chunks {
		if c.Expr == nil {
			e.escaped(c.Text, '`')
			continue
		}
		e.w("${")
		e.expr(c.Expr, pAny)
		e.w("}")
	}
	e.w("`")
}

// escaped writes text, which is escaped as the source had it, between the
// given quotes: what would end the string is escaped too.
func (e *emitter) escaped(text string, quote byte) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text):
			i++
			switch text[i] {
			case '\n':
			case '\r':
			default:
				e.buf = append(e.buf, '\\', text[i])
			}
		case c == '\n':
			e.w(`\n`)
		case c == '\r':
		case c == quote, quote == '`' && c == '$' && i+1 < len(text) && text[i+1] == '{', quote == '`' && c == '$' && i+1 == len(text):
			e.buf = append(e.buf, '\\', c)
		default:
			e.buf = append(e.buf, c)
		}
	}
}

// heregex writes ///…///: a literal, or a RegExp where it interpolates.
func (e *emitter) heregex(s *ast.Str) {
	if s.Plain() {
		text := s.Text()
		if text == "" {
			text = "(?:)"
		}
		e.checkRegex(s, text)
		e.w("/", text, "/", s.Flags)
		return
	}
	e.w(e.global("RegExp"), "(`")
	for _, c := range s.Chunks {
		if c.Expr != nil {
			e.w("${")
			e.expr(c.Expr, pAny)
			e.w("}")
			continue
		}
		for i := range len(c.Text) {
			if b := c.Text[i]; b == '\\' || b == '`' || b == '$' {
				e.buf = append(e.buf, '\\')
			}
			e.buf = append(e.buf, c.Text[i])
		}
	}
	e.w("`")
	if s.Flags != "" {
		e.w(", ", quote(s.Flags))
	}
	e.w(")")
}

// words writes %w[…].
func (e *emitter) words(n *ast.Words) {
	e.w("[")
	for i, word := range n.List {
		if i > 0 {
			e.w(", ")
		}
		e.w(quote(word))
	}
	e.w("]")
}

// checkRegex refuses a heregex that is no regex once its white space is gone.
func (e *emitter) checkRegex(s *ast.Str, text string) {
	if text[0] == '*' {
		e.sink.Add(emitterStage, s.Span, "a regex has nothing before its first *")
	}
	if !lexer.Balanced([]byte(text)) {
		e.sink.Add(emitterStage, s.Span, "the parentheses or brackets of this regex do not match")
	}
}
