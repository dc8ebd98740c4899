package web

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// gb18030Decoder decodes GB18030 and GBK as the Encoding standard has it
// (10.2.1), which says how much of a malformed sequence is lost: x/text, whose
// tables it uses, loses less.
type gb18030Decoder struct {
	held   []byte // one to three bytes of a sequence
	tables transform.Transformer
}

func newGB18030Decoder() *gb18030Decoder {
	return &gb18030Decoder{tables: simplifiedchinese.GB18030.NewDecoder()}
}

func (d *gb18030Decoder) decode(dst, src []byte, last, fatal bool) ([]byte, error) {
	src = append(d.held, src...)
	d.held = nil
	for len(src) > 0 {
		c, size := d.next(src)
		if size == 0 { // incomplete
			if !last {
				d.held = append([]byte(nil), src...)
				break
			}
			c, size = utf8.RuneError, len(src)
		}
		if c == utf8.RuneError && fatal {
			return dst, errMalformed
		}
		dst, src = utf8.AppendRune(dst, c), src[size:]
	}
	return dst, nil
}

// next decodes the character that p begins with; of a malformed sequence it
// returns U+FFFD and how many bytes go with it, of an incomplete one 0.
func (d *gb18030Decoder) next(p []byte) (c rune, size int) {
	switch lead := p[0]; {
	case lead < utf8.RuneSelf:
		return rune(lead), 1
	case lead == 0x80:
		return '€', 1
	case lead == 0xFF:
		return utf8.RuneError, 1
	case len(p) == 1:
		return 0, 0
	case isDigit(p[1]):
		return d.four(p)
	}
	trail := p[1]
	if trail >= 0x40 && trail <= 0xFE && trail != 0x7F {
		if c := d.lookUp(p[:2]); c != utf8.RuneError {
			return c, 2
		}
	}
	if trail < utf8.RuneSelf {
		return utf8.RuneError, 1 // an ASCII byte is never lost
	}
	return utf8.RuneError, 2
}

// four decodes a sequence of four bytes, of which the second is a digit.
func (d *gb18030Decoder) four(p []byte) (rune, int) {
	switch {
	case len(p) > 2 && (p[2] < 0x81 || p[2] > 0xFE), len(p) > 3 && !isDigit(p[3]):
		return utf8.RuneError, 1
	case len(p) < 4:
		return 0, 0
	}
	return d.lookUp(p[:4]), 4
}

// lookUp asks the tables, and knows where GB18030-2022 has changed them.
func (d *gb18030Decoder) lookUp(sequence []byte) rune {
	switch string(sequence) {
	case "\xA8\xBC":
		return 'ḿ'
	case "\x81\x35\xF4\x37":
		return '\uE7C7'
	}
	var text [utf8.UTFMax]byte
	n, read, err := d.tables.Transform(text[:], sequence, true)
	if err != nil || read != len(sequence) {
		return utf8.RuneError
	}
	c, size := utf8.DecodeRune(text[:n])
	if size != n {
		return utf8.RuneError
	}
	return c
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
