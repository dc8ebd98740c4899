package web

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"
)

// encodingName returns the name of the encoding with that label, in lower
// case (Encoding standard, "get an encoding").
func encodingName(label string) (string, bool) {
	label = strings.Trim(label, "\t\n\f\r ")
	if strings.TrimSpace(label) != label { // htmlindex would trim more than the standard does
		return "", false
	}
	encoding, err := htmlindex.Get(label)
	if err != nil {
		return "", false
	}
	name, err := htmlindex.Name(encoding)
	if err != nil || name == "replacement" {
		return "", false
	}
	return name, true
}

// newCharDecoder returns a decoder for a name that encodingName gave.
func newCharDecoder(name string) charDecoder {
	switch name {
	case "utf-8":
		return &utf8Decoder{}
	case "utf-16le":
		return &utf16Decoder{order: binary.LittleEndian}
	case "utf-16be":
		return &utf16Decoder{order: binary.BigEndian}
	case "gbk", "gb18030":
		return newGB18030Decoder()
	}
	if name == "iso-8859-8-i" { // differs in the direction of display only
		name = "iso-8859-8"
	}
	encoding, err := htmlindex.Get(name)
	if err != nil {
		panic(err) // encodingName had it
	}
	if table, ok := encoding.(*charmap.Charmap); ok {
		return singleByteDecoder{table}
	}
	return &legacyDecoder{from: encoding.NewDecoder()}
}

// singleByteDecoder decodes encodings of one byte per character.
type singleByteDecoder struct{ table *charmap.Charmap }

func (d singleByteDecoder) decode(dst, src []byte, _, fatal bool) ([]byte, error) {
	for _, b := range src {
		c := d.table.DecodeByte(b)
		if c == utf8.RuneError {
			switch {
			case b >= 0x80 && b <= 0x9F:
				c = rune(b) // the standard's tables have a control where vendors had nothing
			case fatal:
				return dst, errMalformed
			}
		}
		dst = utf8.AppendRune(dst, c)
	}
	return dst, nil
}

// legacyDecoder decodes the encodings of old with the tables of x/text.
type legacyDecoder struct {
	from transform.Transformer
	rest []byte // an incomplete sequence
}

func (d *legacyDecoder) decode(dst, src []byte, last, fatal bool) ([]byte, error) {
	src = append(d.rest, src...)
	d.rest = nil
	start := len(dst)
	for {
		if cap(dst)-len(dst) < 16 {
			dst = append(dst, make([]byte, 16+2*len(src))...)[:len(dst)]
		}
		written, read, err := d.from.Transform(dst[len(dst):cap(dst)], src, last)
		dst, src = dst[:len(dst)+written], src[read:]
		if errors.Is(err, transform.ErrShortDst) {
			if written == 0 && read == 0 {
				dst = append(dst, make([]byte, 16+2*len(src))...)[:len(dst)]
			}
			continue
		}
		if errors.Is(err, transform.ErrShortSrc) {
			d.rest = append([]byte(nil), src...)
		}
		break
	}
	if last {
		d.from.Reset()
	}
	if fatal && bytes.Contains(dst[start:], []byte(replacement)) {
		return dst, errMalformed
	}
	return dst, nil
}
