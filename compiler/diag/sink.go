package diag

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/rip-server/rip-server/compiler/source"
)

// most is how many mistakes of one file are kept. Whoever has more has another
// file in hand than they think, and a hostile one shall not fill the memory.
const most = 10_000

// Sink collects the mistakes of one file while it is compiled. Not safe for
// concurrent use; every compilation has its own.
type Sink struct {
	File   *source.File
	list   List
	seen   map[int32]bool // where a mistake begins
	parsed int            // the line of the parser's last one
	cursor source.Cursor
}

// Add records a mistake and returns it, so that a hint can be added. A second
// mistake at the same place is dropped, and so is a second one of the parser on
// the same line: it follows from the first.
func (s *Sink) Add(stage Stage, at source.Span, format string, args ...any) *Diagnostic {
	at = s.clip(at)
	d := &Diagnostic{Path: s.File.Name, Span: at, Stage: stage, Message: fmt.Sprintf(format, args...)}
	line := s.File.Line(at.Start)
	if s.seen[at.Start] || len(s.list) == most || stage == Parser && line == s.parsed {
		return d
	}
	if stage == Parser {
		s.parsed = line
	}
	if s.seen == nil {
		s.seen = map[int32]bool{}
	}
	s.seen[at.Start] = true
	s.cursor.File = s.File
	d.Start, d.End = s.cursor.Position(at.Start), s.cursor.Position(at.End)
	d.line, d.before = s.excerpt(at.Start)
	s.list = append(s.list, d)
	return d
}

// WithHint says what to do about the mistake.
func (d *Diagnostic) WithHint(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// Relate points at a second place that explains d.
func (s *Sink) Relate(d *Diagnostic, at source.Span, message string) {
	d.Related = &Related{At: s.File.Position(s.clip(at).Start), Message: message}
}

// Failed says whether anything was recorded.
func (s *Sink) Failed() bool { return len(s.list) > 0 }

// Len is how many mistakes were recorded.
func (s *Sink) Len() int { return len(s.list) }

// List is what was recorded, in source order.
func (s *Sink) List() List {
	slices.SortStableFunc(s.list, func(a, b *Diagnostic) int { return int(a.Span.Start - b.Span.Start) })
	return s.list
}

// clip keeps a span inside the file and not empty where it can.
func (s *Sink) clip(at source.Span) source.Span {
	size := int32(len(s.File.Text))
	at.Start = max(0, min(at.Start, size))
	at.End = min(max(at.End, at.Start), size)
	return at
}

// wide is how many bytes of a line a frame shows on each side of a mistake.
const wide = 120

// excerpt is the line around a place and how many bytes of it stand before the
// place. Of a long line only what is near is kept.
func (s *Sink) excerpt(offset int32) (line string, before int) {
	start, end := s.File.LineSpan(s.File.Line(offset))
	head, tail := "", ""
	if offset-start > 2*wide {
		start, head = boundary(s.File.Text, offset-wide), "…"
	}
	if end-offset > 2*wide {
		end, tail = boundary(s.File.Text, offset+wide), "…"
	}
	before = len(head) + int(offset-start)
	line = head + string(s.File.Text[start:end]) + tail
	return line, min(before, len(line)) // the place may be the line's end
}

// boundary moves offset back to the first byte of a character; what is no
// UTF-8 has none, and stays.
func boundary(text []byte, offset int32) int32 {
	for n := int32(0); n < utf8.UTFMax && n <= offset; n++ {
		if utf8.RuneStart(text[offset-n]) {
			return offset - n
		}
	}
	return offset
}
