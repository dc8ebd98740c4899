package web

import (
	"errors"
	"unicode/utf8"
)

// errMalformed says that the input is not of the encoding.
var errMalformed = errors.New("the data is not valid in this encoding")

// replacement stands for what could not be decoded.
const replacement = "\uFFFD"

// utf8Decoder decodes UTF-8 as the Encoding standard has it: every maximal
// part of a malformed sequence becomes one U+FFFD, where Go's own conversion
// makes one of every byte.
type utf8Decoder struct {
	rest  [utf8.UTFMax]byte // an incomplete sequence
	n     int               // bytes in rest
	joint []byte            // rest and what follows
}

func (d *utf8Decoder) empty() bool { return d.n == 0 }

func (d *utf8Decoder) decode(dst, src []byte, last, fatal bool) ([]byte, error) {
	if d.n > 0 {
		d.joint = append(append(d.joint[:0], d.rest[:d.n]...), src...)
		src, d.n = d.joint, 0
	}
	for len(src) > 0 {
		valid := validPrefix(src)
		dst, src = append(dst, src[:valid]...), src[valid:]
		if len(src) == 0 {
			break
		}
		n, incomplete := malformed(src)
		if incomplete && !last {
			d.n = copy(d.rest[:], src)
			break
		}
		if fatal {
			return dst, errMalformed
		}
		dst, src = append(dst, replacement...), src[n:]
	}
	return dst, nil
}

// validPrefix is the length of the valid UTF-8 that p starts with.
func validPrefix(p []byte) int {
	i := 0
	for i < len(p) {
		if p[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	return i
}

// malformed is the length of the malformed sequence that p starts with, and
// whether it would be valid so far if it were not at the end.
func malformed(p []byte) (n int, incomplete bool) {
	need, low, high := 0, byte(0x80), byte(0xBF)
	switch b := p[0]; {
	case b >= 0xC2 && b <= 0xDF:
		need = 1
	case b >= 0xE0 && b <= 0xEF:
		need = 2
		if b == 0xE0 {
			low = 0xA0
		} else if b == 0xED {
			high = 0x9F
		}
	case b >= 0xF0 && b <= 0xF4:
		need = 3
		if b == 0xF0 {
			low = 0x90
		} else if b == 0xF4 {
			high = 0x8F
		}
	}
	for n = 1; n <= need; n++ {
		if n == len(p) {
			return n, true
		}
		if p[n] < low || p[n] > high {
			return n, false
		}
		low, high = 0x80, 0xBF
	}
	return 1, false
}
