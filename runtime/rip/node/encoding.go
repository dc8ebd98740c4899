package node

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// encodeBytes is the text of bytes in one of node's encodings, by the name that
// buffer.js made of it. False for UTF-8 that is not valid.
func encodeBytes(data []byte, encoding string) (goja.Value, bool) {
	text := ""
	switch encoding {
	case "utf8":
		if !utf8.Valid(data) {
			return nil, false
		}
		return goja.StringFromUTF16(utf16.Encode([]rune(string(data)))), true
	case "hex":
		text = hex.EncodeToString(data)
	case "base64":
		text = base64.StdEncoding.EncodeToString(data)
	case "base64url":
		text = base64.RawURLEncoding.EncodeToString(data)
	case "latin1":
		return units(data, 0xff), true
	case "ascii":
		return units(data, 0x7f), true
	case "utf16le":
		chars := make([]uint16, len(data)/2)
		for i := range chars {
			chars[i] = uint16(data[2*i]) | uint16(data[2*i+1])<<8
		}
		return goja.StringFromUTF16(chars), true
	}
	return goja.StringFromUTF16(utf16.Encode([]rune(text))), true
}

// units is a string of one character a byte.
func units(data []byte, mask byte) goja.Value {
	chars := make([]uint16, len(data))
	for i, b := range data {
		chars[i] = uint16(b & mask)
	}
	return goja.StringFromUTF16(chars)
}

// decodeString is the bytes of a text. Like node it takes what is not of the
// encoding as the end of it, or skips it in base64.
func decodeString(s goja.String, encoding string) []byte {
	switch encoding {
	case "latin1", "ascii":
		data := make([]byte, s.Length())
		for i := range data {
			data[i] = byte(s.CharAt(i))
		}
		return data
	case "utf16le":
		data := make([]byte, 2*s.Length())
		for i := range s.Length() {
			c := s.CharAt(i)
			data[2*i], data[2*i+1] = byte(c), byte(c>>8)
		}
		return data
	case "hex":
		text := s.String()
		data := make([]byte, len(text)/2)
		n, _ := hex.Decode(data, []byte(text[:len(text)&^1])) // what is wrong ends it
		return data[:n]
	case "base64", "base64url":
		data, _ := base64.RawStdEncoding.DecodeString(plainBase64(s.String())) // what is wrong was taken out
		return data
	}
	return []byte(s.String())
}

// plainBase64 brings both alphabets into the standard one, without padding and
// what does not belong.
func plainBase64(s string) string {
	if at := strings.IndexByte(s, '='); at >= 0 {
		s = s[:at]
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '-':
			return '+'
		case r == '_':
			return '/'
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '+', r == '/':
			return r
		}
		return -1
	}, s)
	if len(s)%4 == 1 { // six bits are no byte
		s = s[:len(s)-1]
	}
	return s
}

// base64Length is how many bytes a text stands for, as node estimates it: by
// its length and padding.
func base64Length(s string) int {
	n := len(strings.TrimRight(s, "="))
	return n * 3 / 4
}
