package web

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// utf16Decoder decodes UTF-16; a lone surrogate is malformed.
type utf16Decoder struct {
	order binary.ByteOrder
	odd   []byte // half a unit
	lead  uint16 // a high surrogate that waits for its low one; 0: none
}

func (d *utf16Decoder) decode(dst, src []byte, last, fatal bool) ([]byte, error) {
	if len(d.odd) > 0 {
		src, d.odd = append(d.odd, src...), nil
	}
	bad := false
	for ; len(src) >= 2; src = src[2:] {
		dst = d.unit(dst, d.order.Uint16(src), &bad)
	}
	switch {
	case !last:
		d.odd = append([]byte(nil), src...)
	case d.lead != 0 || len(src) > 0:
		d.lead, bad = 0, true
		dst = append(dst, replacement...)
	}
	if bad && fatal {
		return dst, errMalformed
	}
	return dst, nil
}

// unit appends what is complete with this code unit.
func (d *utf16Decoder) unit(dst []byte, unit uint16, bad *bool) []byte {
	low := unit >= 0xDC00 && unit <= 0xDFFF
	if lead := d.lead; lead != 0 {
		d.lead = 0
		if low {
			return utf8.AppendRune(dst, utf16.DecodeRune(rune(lead), rune(unit)))
		}
		*bad = true
		dst = append(dst, replacement...)
	}
	switch {
	case low:
		*bad = true
		return append(dst, replacement...)
	case unit >= 0xD800 && unit <= 0xDBFF:
		d.lead = unit
		return dst
	}
	return utf8.AppendRune(dst, rune(unit))
}
