package parser

import (
	"strings"

	"github.com/rip-server/rip-server/compiler/ast"
)

// dedent takes a heredoc's margin off its lines: the column of the closing
// quotes if no line is shallower, else the shallowest line's. The line break
// after the opening quotes and the line of the closing ones do not count.
func dedent(s *ast.Str) {
	if len(s.Chunks) == 0 {
		return
	}
	first := &s.Chunks[0]
	opened := false
	if first.Expr == nil {
		text := strings.TrimLeft(first.Text, " \t\r")
		if opened = strings.HasPrefix(text, "\n"); opened {
			first.Text = text[1:]
		}
	}
	closer := cutCloser(s, opened)
	margin := shallowest(s.Chunks, opened)
	if closer >= 0 && (closer < margin || margin < 0) {
		margin = closer
	}
	if margin > 0 {
		stripMargin(s.Chunks, margin, opened)
	}
}

// cutCloser drops the line of the closing quotes, if they have one to
// themselves, and says how far it is indented; -1 is that they have not.
func cutCloser(s *ast.Str, opened bool) int {
	last := &s.Chunks[len(s.Chunks)-1]
	if last.Expr != nil {
		return -1
	}
	i := strings.LastIndexByte(last.Text, '\n')
	tail := last.Text[i+1:]
	if strings.Trim(tail, " \t") != "" || i < 0 && (!opened || len(s.Chunks) > 1) {
		return -1
	}
	last.Text = strings.TrimSuffix(last.Text[:max(i, 0)], "\r")
	return len(tail)
}

// shallowest is the indentation of the least indented line that is not blank;
// -1 if there is none. Whether the text begins at a line's start is opened.
func shallowest(chunks []ast.Chunk, opened bool) int {
	least := -1
	for n, c := range chunks {
		if c.Expr != nil {
			continue
		}
		lines := strings.Split(c.Text, "\n")
		for i, line := range lines {
			if i == 0 && (n > 0 || !opened) {
				continue
			}
			indent := len(line) - len(strings.TrimLeft(line, " \t"))
			blank := indent == len(strings.TrimRight(line, "\r"))
			if blank && (i < len(lines)-1 || n == len(chunks)-1) {
				continue
			}
			if least < 0 || indent < least {
				least = indent
			}
		}
	}
	return least
}

// stripMargin takes margin characters off every line's start.
func stripMargin(chunks []ast.Chunk, margin int, opened bool) {
	for n := range chunks {
		c := &chunks[n]
		if c.Expr != nil {
			continue
		}
		lines := strings.Split(c.Text, "\n")
		for i, line := range lines {
			if i == 0 && (n > 0 || !opened) {
				continue
			}
			indent := len(line) - len(strings.TrimLeft(line, " \t"))
			lines[i] = line[min(indent, margin):]
		}
		c.Text = strings.Join(lines, "\n")
	}
}

// cleanHeregex drops the white space and comments of a heregex.
func cleanHeregex(s *ast.Str) {
	class := false
	for i := range s.Chunks {
		if c := &s.Chunks[i]; c.Expr == nil {
			c.Text, class = cleanChunk(c.Text, class)
		}
	}
}

// cleanChunk cleans one stretch of a heregex; class says that it begins, and
// ends, inside [ ].
func cleanChunk(text string, class bool) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text):
			i++
			if d := text[i]; d != '#' && d != ' ' && d != '\n' {
				b.WriteByte('\\')
			}
			b.WriteByte(text[i])
		case c == '\n' || c == '\r':
		case !class && (c == ' ' || c == '\t'):
		case !class && c == '#' && (i == 0 || strings.IndexByte(" \t\n", text[i-1]) >= 0):
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case c == '/' && !class:
			b.WriteString(`\/`)
		default:
			if c == '[' {
				class = true
			} else if c == ']' {
				class = false
			}
			b.WriteByte(c)
		}
	}
	return b.String(), class
}
