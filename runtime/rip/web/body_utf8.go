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
	return validUTF8(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
}

// validUTF8 is "UTF-8 decode without BOM". data must not change any more.
func validUTF8(data []byte) string {
	if !utf8.Valid(data) {
		data, _ = new(utf8Decoder).decode(nil, data, true, false) // not fatal: it cannot fail
	}
	return unsafe.String(unsafe.SliceData(data), len(data))
}
