package inspect

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// color is an ANSI code pair, as node chooses them.
type color struct{ on, off string }

var (
	numeric   = color{"\x1b[33m", "\x1b[39m"} // numbers, bigints, booleans
	quoted    = color{"\x1b[32m", "\x1b[39m"} // strings, symbols
	grey      = color{"\x1b[90m", "\x1b[39m"} // undefined
	bold      = color{"\x1b[1m", "\x1b[22m"}  // null
	special   = color{"\x1b[36m", "\x1b[39m"} // functions, accessors, references
	dated     = color{"\x1b[35m", "\x1b[39m"}
	regexpish = color{"\x1b[31m", "\x1b[39m"}
)

func (p *printer) style(text string, c color) string {
	if !p.Colors {
		return text
	}
	return c.on + text + c.off
}

// primitive shows what is not an object.
func (p *printer) primitive(v goja.Value) string {
	switch x := v.(type) {
	case nil:
		return p.style("undefined", grey)
	case *goja.Symbol:
		return p.style(p.symbol(x), quoted)
	}
	switch {
	case goja.IsUndefined(v):
		return p.style("undefined", grey)
	case goja.IsNull(v):
		return p.style("null", bold)
	case goja.IsString(v):
		return p.string(v.String())
	case goja.IsBigInt(v):
		return p.style(v.String()+"n", numeric)
	case goja.IsNumber(v):
		if f := v.ToFloat(); f == 0 && math.Signbit(f) {
			return p.style("-0", numeric)
		}
	}
	return p.style(v.String(), numeric)
}

func (p *printer) symbol(s *goja.Symbol) string {
	return p.symbolText(goja.FunctionCall{This: s}).String()
}

// string shows a string in quotes, cut to its maximum.
func (p *printer) string(s string) string {
	rest := ""
	if p.MaxStringLength >= 0 && utf8.RuneCountInString(s) > p.MaxStringLength {
		runes := []rune(s)
		over := len(runes) - p.MaxStringLength
		s, rest = string(runes[:p.MaxStringLength]), fmt.Sprintf("... %d more character%s", over, plural(over))
	}
	return p.style(quote(s), quoted) + rest
}

// quote prefers the quotes that need no escaping: ' then " then `.
func quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") {
		switch {
		case !strings.Contains(s, `"`):
			q = '"'
		case !strings.Contains(s, "`") && !strings.Contains(s, "${"):
			q = '`'
		}
	}
	var b strings.Builder
	b.WriteByte(q)
	for _, c := range s {
		switch {
		case c == rune(q) || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\b':
			b.WriteString(`\b`)
		case c == '\f':
			b.WriteString(`\f`)
		case c == '\v':
			b.WriteString(`\v`)
		case c < 0x20 || c >= 0x7f && c <= 0x9f:
			fmt.Fprintf(&b, `\x%02X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte(q)
	return b.String()
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
