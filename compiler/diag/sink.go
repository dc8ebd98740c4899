package diag

import (
	"fmt"
	"slices"

	"github.com/rip-server/rip-server/compiler/source"
)

// most is how many mistakes of one file are told: whoever has more starts at
// the top anyway.
const most = 20

// Sink collects the mistakes of one file while it is compiled. Not safe for
// concurrent use; every compilation has its own.
type Sink struct {
	File *source.File
	list List
}

// Add records a mistake and returns it, so that a hint can be added. A second
// mistake at the same place is dropped: it follows from the first.
func (s *Sink) Add(stage Stage, at source.Span, format string, args ...any) *Diagnostic {
	at = s.clip(at)
	start := s.File.Position(at.Start)
	d := &Diagnostic{
		Path: s.File.Name, Span: at, Stage: stage,
		Start: start, End: s.File.Position(at.End),
		Message: fmt.Sprintf(format, args...),
		line:    s.File.LineText(start.Line),
	}
	for _, other := range s.list {
		if other.Start == d.Start {
			return d
		}
	}
	if len(s.list) < most {
		s.list = append(s.list, d)
	}
	return d
}

// Hint says what to do about the mistake.
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
