package web

import (
	"bytes"
	"unicode/utf8"
	"unsafe"
)

// decodeUTF8 is "UTF-8 decode": a byte order mark goes, and each maximal part
// of what is no character becomes one U+FFFD (Encoding 4.5). data must not
// change any more.
func decodeUTF8(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return unsafe.String(unsafe.SliceData(data), len(data))
	}
	var out bytes.Buffer
	for len(data) > 0 {
		c, size := utf8.DecodeRune(data)
		if c == utf8.RuneError && size == 1 {
			size = badLength(data)
		}
		out.WriteRune(c)
		data = data[size:]
	}
	return out.String()
}

// badLength is the length of the maximal subpart that an invalid sequence
// begins with (Unicode 3.9, table 3-8).
func badLength(data []byte) int {
	low, high, more := byte(0x80), byte(0xbf), 0
	switch c := data[0]; {
	case 0xc2 <= c && c <= 0xdf:
		more = 1
	case 0xe0 <= c && c <= 0xef:
		more = 2
	case 0xf0 <= c && c <= 0xf4:
		more = 3
	}
	switch data[0] {
	case 0xe0:
		low = 0xa0
	case 0xed:
		high = 0x9f
	case 0xf0:
		low = 0x90
	case 0xf4:
		high = 0x8f
	}
	n := 1
	for ; n <= more && n < len(data) && low <= data[n] && data[n] <= high; n++ {
		low, high = 0x80, 0xbf
	}
	return n
}
