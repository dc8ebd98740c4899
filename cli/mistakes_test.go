package cli

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/compiler"
)

// frameOf is what a terminal with colours is shown of a program's mistakes.
func frameOf(t *testing.T, src string) string {
	t.Helper()
	_, err := compiler.Compile([]byte(src), compiler.Options{Path: "a.rip"})
	list := mistakesOf(err)
	if len(list) == 0 {
		t.Fatalf("%q compiles: %v", src, err)
	}
	return paintFrame(list[0].Frame())
}

func TestCaretsAreColouredAndTheSourceLineIsNot(t *testing.T) {
	frame := frameOf(t, "x = (1 +\n")
	if !strings.Contains(frame, "\n   1 | x = (1 +\n") {
		t.Errorf("the source line is not as it was: %q", frame)
	}
	if !strings.Contains(frame, "     |     \x1b[31m^") {
		t.Errorf("no red caret below the bracket: %q", frame)
	}
	if !strings.HasPrefix(frame, "\x1b[1ma.rip:1:5: ") {
		t.Errorf("the first line is not bold: %q", frame)
	}
}

func TestTabsBeforeTheCaretStay(t *testing.T) {
	if frame := frameOf(t, "if a\n\tx = (1 +\n"); !strings.Contains(frame, "     | \t    \x1b[31m^") {
		t.Errorf("the caret is not below its character: %q", frame)
	}
}

func TestSourceCannotDirectTheTerminal(t *testing.T) {
	frame := frameOf(t, "x = (1 + '\x1b]0;title\x07\r'\n")
	if strings.ContainsAny(frame, "\x07\r") || strings.Contains(frame, "\x1b]") {
		t.Errorf("control characters are shown as they are: %q", frame)
	}
}
