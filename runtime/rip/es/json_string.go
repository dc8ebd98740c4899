package es

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// pinned is the size of a text from which on its strings are copied out of it:
// otherwise one of them could keep it alive as a whole.
const pinned = 4 << 10

// string reads a string; the parser is at its opening quote.
func (p *jsonParser) string() (goja.Value, *jsonError) {
	text, units, err := p.chars()
	if err != nil {
		return nil, err
	}
	if units != nil {
		return goja.StringFromUTF16(units), nil
	}
	return p.vm.ToValue(text), nil
}

// chars reads a string: as units when it has lone surrogates, otherwise as text.
func (p *jsonParser) chars() (text string, units []uint16, err *jsonError) {
	p.at++
	start := p.at
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			text = p.text[start:p.at]
			p.at++
			if len(p.text) > pinned {
				text = strings.Clone(text)
			}
			return text, nil, nil
		case c == '\\' || c == surrogateLead:
			return p.escaped(start)
		case c < ' ':
			return "", nil, p.bad("Bad control character in string literal")
		}
		p.at++
	}
	return "", nil, p.bad("Unterminated string")
}

// surrogateLead is the byte that encoded surrogates begin with, and other characters.
const surrogateLead = 0xED

// escaped goes on where chars met something that it cannot take as it is.
func (p *jsonParser) escaped(start int) (text string, units []uint16, err *jsonError) {
	buf := append(make([]byte, 0, p.at-start+32), p.text[start:p.at]...)
	lone := false
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case c == '"':
			p.at++
			if lone {
				return "", decodeUnits(buf), nil
			}
			return string(buf), nil, nil
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return "", nil, err
			}
			if utf16.IsSurrogate(r) {
				lone = true
				buf = append(buf, encodeSurrogate(uint16(r))...)
			} else {
				buf = utf8.AppendRune(buf, r)
			}
			continue
		case c < ' ':
			return "", nil, p.bad("Bad control character in string literal")
		case c == surrogateLead && p.at+1 < len(p.text) && p.text[p.at+1] >= 0xA0:
			lone = true
		}
		buf = append(buf, c)
		p.at++
	}
	return "", nil, p.bad("Unterminated string")
}

// escape reads an escape, or the two of a pair of surrogates.
func (p *jsonParser) escape() (rune, *jsonError) {
	if p.at++; p.at == len(p.text) {
		return 0, p.bad("Unterminated string")
	}
	c := p.text[p.at]
	if c == 'u' {
		p.at++
		return p.unicodeEscape()
	}
	i := strings.IndexByte(`"\/bfnrt`, c)
	if i < 0 {
		return 0, p.bad("Bad escaped character")
	}
	p.at++
	return rune("\"\\/\b\f\n\r\t"[i]), nil
}

func (p *jsonParser) unicodeEscape() (rune, *jsonError) {
	r, err := p.hex4()
	if err != nil || !utf16.IsSurrogate(r) || !strings.HasPrefix(p.text[p.at:], `\u`) {
		return r, err
	}
	mark := p.at
	p.at += 2
	low, err := p.hex4()
	if err != nil {
		return 0, err
	}
	if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
		return pair, nil
	}
	p.at = mark // the second stands for itself
	return r, nil
}

func (p *jsonParser) hex4() (rune, *jsonError) {
	var r rune
	for range 4 {
		if p.at == len(p.text) {
			return 0, p.bad("Bad Unicode escape")
		}
		switch c := p.text[p.at]; {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, p.bad("Bad Unicode escape")
		}
		p.at++
	}
	return r, nil
}

// encodeSurrogate encodes a surrogate as WTF-8 does; package utf8 will not.
func encodeSurrogate(unit uint16) []byte {
	return []byte{0xE0 | byte(unit>>12), 0x80 | byte(unit>>6)&0x3F, 0x80 | byte(unit)&0x3F}
}

// decodeUnits decodes WTF-8. What is an encoded surrogate pair in the text came
// from two halves of a string of JavaScript, and is a pair again.
func decodeUnits(text []byte) []uint16 {
	units := make([]uint16, 0, len(text))
	for len(text) > 0 {
		if text[0] == surrogateLead && len(text) >= 3 && text[1] >= 0xA0 {
			units = append(units, 0xD000|uint16(text[1]&0x3F)<<6|uint16(text[2]&0x3F))
			text = text[3:]
			continue
		}
		r, size := utf8.DecodeRune(text)
		units = utf16.AppendRune(units, r)
		text = text[size:]
	}
	return units
}
