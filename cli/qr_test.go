package cli

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What is printed is the code, module by module, with a margin of light around
// it: in colours dark on white, without them for a dark terminal.
func TestCodeIsPrintedAsCamerasReadIt(t *testing.T) {
	const text = "http://192.168.178.20:3080/"
	want, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		environ []string
		dark    []rune // by what is dark in a character: nothing, the upper half, the lower, both
	}{
		"in colours":     {[]string{"TERM=xterm-256color", "TTY_FORCE=1"}, []rune(" ▀▄█")},
		"without colour": {[]string{"TERM=xterm-256color", "TTY_FORCE=1", "NO_COLOR=1"}, []rune("█▄▀ ")},
	} {
		var shown bytes.Buffer
		p := &Process{Environ: c.environ}
		if err := p.printQR(&shown, text); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(shown.String(), "\n"), "\n")
		for y := -quietZone; y < want.Size+quietZone; y++ {
			line := []rune(strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(lines[(y+quietZone)/2], "  "), "\x1b[30;107m"), "\x1b[0m"))
			if len(line) != want.Size+2*quietZone {
				t.Fatalf("%s: line %d is %d wide", name, y, len(line))
			}
			for x := range line {
				kind := slices.Index(c.dark, line[x])
				if dark := kind>>((y+quietZone)%2)&1 == 1; kind < 0 || dark != want.Black(x-quietZone, y) {
					t.Fatalf("%s: %q at %d, %d", name, line[x], x-quietZone, y)
				}
			}
		}
	}
}
