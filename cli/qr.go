package cli

import (
	"io"
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin that a code needs around it, in modules (ISO/IEC 18004
// asks for four; cameras of phones do with two, and terminals are small).
const quietZone = 2

// printQR shows text as a code for the camera of a phone, two modules in each
// character. Without colours it takes the terminal for a dark one.
func (p *Process) printQR(w io.Writer, text string) error {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return err
	}
	begin, end, runes := "", "", [4]string{"█", "▄", "▀", " "} // light, by which of both halves is dark
	if p.color(w) {
		begin, end, runes = "\x1b[30;107m", "\x1b[0m", [4]string{" ", "▀", "▄", "█"} // dark on white
	}
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		b.WriteString("  " + begin)
		for x := -quietZone; x < code.Size+quietZone; x++ {
			half := 0
			if code.Black(x, y) {
				half |= 1
			}
			if code.Black(x, y+1) {
				half |= 2
			}
			b.WriteString(runes[half])
		}
		b.WriteString(end + "\n")
	}
	_, err = io.WriteString(w, b.String())
	return err
}
