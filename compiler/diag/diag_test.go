package diag_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/source"
)

// sink is an empty one for a file with this text.
func sink(text string) *diag.Sink {
	return &diag.Sink{File: source.NewFile("app.rip", []byte(text))}
}

func TestFrameHasOneCaretPerWrongCharacter(t *testing.T) {
	s := sink("\tx = größe + 1\n")
	d := s.Add(diag.Parser, source.Span{Start: 5, End: 12}, "no such name").WithHint("declare it")
	want := "app.rip:1:6: no such name\n\n   1 | \tx = größe + 1\n     | \t    ^^^^^\n\nhint: declare it\n"
	if got := d.Frame(); got != want {
		t.Errorf("frame\n%s\nwant\n%s", got, want)
	}
}

func TestFrameOfSeveralLinesMarksTheFirst(t *testing.T) {
	s := sink("f (\n  1\n")
	d := s.Add(diag.Parser, source.Span{Start: 2, End: 7}, "unclosed")
	if got := d.Frame(); !strings.Contains(got, "| f (\n     |   ^\n") {
		t.Errorf("frame\n%s", got)
	}
}

func TestSecondMistakeAtOnePlaceIsDropped(t *testing.T) {
	s := sink("abc\n")
	s.Add(diag.Lexer, source.Span{Start: 1, End: 2}, "first")
	s.Add(diag.Parser, source.Span{Start: 1, End: 3}, "follows from it")
	if list := s.List(); len(list) != 1 || list[0].Message != "first" {
		t.Errorf("list %v, want the first only", list)
	}
}

func TestMistakesAreInSourceOrder(t *testing.T) {
	s := sink("abc\ndef\n")
	s.Add(diag.Emitter, source.Span{Start: 5, End: 6}, "second")
	s.Add(diag.Emitter, source.Span{Start: 1, End: 2}, "first")
	if got := s.List().Error(); got != "app.rip:1:2: emitter: first\napp.rip:2:2: emitter: second" {
		t.Errorf("error %q", got)
	}
}

func TestVeryManyMistakesAreCountedAndTheFirstTold(t *testing.T) {
	s := sink(strings.Repeat("x", 60_000))
	for i := range int32(50_000) {
		s.Add(diag.Lexer, source.Span{Start: i, End: i + 1}, "wrong")
	}
	list := s.List()
	first, more := list.Brief()
	if len(list) != 10_000 || len(first) != 20 || more != len(list)-20 {
		t.Errorf("%d kept, %d told, %d more", len(list), len(first), more)
	}
	if got := list.Error(); strings.Count(got, "\n") != 20 || !strings.HasSuffix(got, "app.rip: … and 9980 more") {
		t.Errorf("error ends %q", got[max(0, len(got)-60):])
	}
}

// Whatever the spans, there is a place in the file and a frame.
func TestPlacesOutsideTheFileAreMovedIntoIt(t *testing.T) {
	for _, at := range []source.Span{{Start: -5, End: -1}, {Start: 2, End: 99}, {Start: 99, End: 3}, {Start: 3, End: 3}} {
		d := sink("a\nb").Add(diag.Lexer, at, "wrong")
		if d.Start.Line < 1 || d.Start.Line > 2 || !strings.Contains(d.Frame(), "^") {
			t.Errorf("%v: start %v, frame\n%s", at, d.Start, d.Frame())
		}
	}
}

func TestNoMistakesAreAnEmptyListForEditors(t *testing.T) {
	text, err := diag.List(nil).JSON()
	if err != nil || string(text) != "[]" {
		t.Errorf("JSON %s, error %v", text, err)
	}
}

// A file of one endless line is what tools make; its frame is for people.
func TestFrameOfAnEndlessLineShowsWhatIsNear(t *testing.T) {
	s := sink(strings.Repeat("ä", 40_000) + "!" + strings.Repeat("z", 40_000))
	for i := int32(0); i < 10_000; i++ {
		s.Add(diag.Lexer, source.Span{Start: 8 * i, End: 8*i + 2}, "wrong")
	}
	list := s.List()
	last := list[len(list)-1]
	frame := strings.Split(last.Frame(), "\n")
	if last.Start.Column != 39_997 || len(frame[2]) > 600 || !strings.HasPrefix(frame[2], "   1 | …ä") {
		t.Errorf("column %d, frame %q", last.Start.Column, frame[2])
	}
}
