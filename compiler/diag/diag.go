// Package diag holds what the compiler has to say about a program: what is
// wrong, where, and what to do about it, for people and for editors.
package diag

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/rip-server/rip-server/compiler/source"
)

// Stage names the part of the compiler that found a mistake.
type Stage string

// The stages in the order in which a file passes them. A mistake in how names
// are used is the emitter's word, whichever pass noticed it: it is about the
// JavaScript that cannot be made.
const (
	Lexer   Stage = "lexer"
	Parser  Stage = "parser"
	Emitter Stage = "emitter"
)

// Diagnostic is one mistake in one file.
type Diagnostic struct {
	Path    string          `json:"path"`
	Start   source.Position `json:"start"`
	End     source.Position `json:"end"`
	Span    source.Span     `json:"-"`
	Stage   Stage           `json:"stage"`
	Message string          `json:"message"`
	Hint    string          `json:"hint,omitempty"`
	Related *Related        `json:"related,omitempty"`

	line   string // the source line of Start, or what is near it
	before int    // how many bytes of line stand before Start
}

// Related is a second place that explains a mistake, such as the bracket that
// nobody closed.
type Related struct {
	At      source.Position `json:"at"`
	Message string          `json:"message"`
}

// Error is the diagnostic in one line.
func (d *Diagnostic) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", d.Path, d.Start.Line, d.Start.Column, d.Stage, d.Message)
}

// Frame is the diagnostic for people: the line it is about, a caret under
// each wrong character, and the hint.
func (d *Diagnostic) Frame() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s\n\n", d.Path, d.Start.Line, d.Start.Column, d.Message)
	gutter := fmt.Sprintf("%4d", d.Start.Line)
	fmt.Fprintf(&b, "%s | %s\n", gutter, d.line)
	fmt.Fprintf(&b, "%s | %s%s\n", strings.Repeat(" ", len(gutter)), pad(d.line[:d.before]), strings.Repeat("^", d.carets()))
	if d.Related != nil {
		fmt.Fprintf(&b, "\n%s:%d:%d: %s\n", d.Path, d.Related.At.Line, d.Related.At.Column, d.Related.Message)
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "\nhint: %s\n", d.Hint)
	}
	return b.String()
}

// carets is how many characters of the line are wrong, at least one.
func (d *Diagnostic) carets() int {
	n := source.Width16([]byte(d.line[d.before:]))
	if d.End.Line == d.Start.Line {
		n = min(n, d.End.Column-d.Start.Column)
	}
	return max(1, n)
}

// pad is as wide as text: tabs stay tabs, so that the caret stands below its
// character however wide a terminal draws them.
func pad(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

// shown is how many mistakes of one file people are told: whoever has more
// starts at the top anyway.
const shown = 20

// List is what was found in one file, in source order. As an error it is what
// Compile returns; its text has one line per mistake, and how many more there
// are when they are too many to read.
type List []*Diagnostic

func (l List) Error() string {
	first, more := l.Brief()
	lines := make([]string, len(first))
	for i, d := range first {
		lines[i] = d.Error()
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("%s: … and %d more", l[0].Path, more))
	}
	return strings.Join(lines, "\n")
}

// Brief is as many of a file's mistakes as people read, and how many more
// there are.
func (l List) Brief() (first List, more int) {
	n := min(len(l), shown)
	return l[:n], len(l) - n
}

// JSON is the list for editors: an array of objects, never null.
func (l List) JSON() ([]byte, error) {
	if l == nil {
		l = List{}
	}
	return json.MarshalIndent([]*Diagnostic(l), "", "  ")
}
