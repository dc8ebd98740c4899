package source_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rip-server/rip-server/compiler/source"
)

func TestPositionsCountLinesAndUTF16Units(t *testing.T) {
	f := source.NewFile("a.rip", []byte("x\n\ta😀é = 1\r\n"))
	for offset, want := range map[int32]source.Position{
		0: {Line: 1, Column: 1}, 1: {Line: 1, Column: 2}, 2: {Line: 2, Column: 1}, 4: {Line: 2, Column: 3},
		8: {Line: 2, Column: 5}, 10: {Line: 2, Column: 6}, 16: {Line: 3, Column: 1},
	} {
		if got := f.Position(offset); got != want {
			t.Errorf("offset %d is at %v, want %v", offset, got, want)
		}
	}
}

func TestLineSpansLeaveTheLineEndOut(t *testing.T) {
	text := "one\r\ntwo\n\nlast"
	f := source.NewFile("a.rip", []byte(text))
	for i, want := range []string{"one", "two", "", "last"} {
		start, end := f.LineSpan(i + 1)
		if got := text[start:end]; got != want {
			t.Errorf("line %d is %q, want %q", i+1, got, want)
		}
	}
}

func TestCursorAgreesWithTheFileInAnyOrder(t *testing.T) {
	f := source.NewFile("a.rip", []byte(strings.Repeat("aé😀\n", 3)+"\xff"))
	c := source.Cursor{File: f}
	size := int32(len(f.Text))
	for i := range 7 * size {
		offset := i * 5 % (size + 1)
		if offset < size && !utf8.RuneStart(f.Text[offset]) {
			continue // nothing begins inside a character
		}
		if got, want := c.Position(offset), f.Position(offset); got != want {
			t.Fatalf("offset %d is at %v, want %v", offset, got, want)
		}
	}
}

func TestTextThatIsNotUTF8CountsByteByByte(t *testing.T) {
	if got := source.Width16([]byte("a\x80\xffé😀")); got != 6 {
		t.Errorf("width %d, want 6", got)
	}
}
