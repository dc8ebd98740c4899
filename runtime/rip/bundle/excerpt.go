package bundle

import (
	"fmt"
	"os"
	"strings"
)

// around is how many lines an excerpt shows before and after the one it is about.
const around = 3

// Excerpt is the lines around a place in a file, numbered, the line itself
// marked with ">". It is empty when the file cannot be read. Line and column
// are counted from 1, the column in bytes.
func Excerpt(path string, line, column int) string {
	text, err := os.ReadFile(path)
	if err != nil || line < 1 {
		return ""
	}
	lines := strings.Split(string(text), "\n")
	if line > len(lines) {
		return ""
	}
	first, last := max(line-around, 1), min(line+around, len(lines))
	width := len(fmt.Sprint(last))
	var b strings.Builder
	for n := first; n <= last; n++ {
		source, mark := strings.TrimSuffix(lines[n-1], "\r"), ' '
		if n == line {
			mark = '>'
		}
		fmt.Fprintf(&b, "%c %*d | %s\n", mark, width, n, source)
		if n == line && column > 0 {
			fmt.Fprintf(&b, "  %*s | %s^\n", width, "", indent(source, column-1))
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// indent is as wide as the first n bytes of line: tabs stay tabs.
func indent(line string, n int) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, line[:min(n, len(line))])
}
