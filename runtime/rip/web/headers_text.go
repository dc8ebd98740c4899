package web

import (
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// headerName converts a name and lower-cases it, or throws. Programs ask for
// the same few names all the time, so these are looked at once.
func (r *realm) headerName(v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		if lowered, ok := r.headerNames[s.String()]; ok {
			return lowered
		}
	}
	name := r.byteString(v)
	if !isToken(name) {
		panic(r.typeError("Header name %q is invalid: it must be a token (RFC 9110 5.6.2)", name))
	}
	lowered := lower(name)
	if len(r.headerNames) < maxWords && len(name) <= maxKeptName {
		r.headerNames[strings.Clone(name)] = strings.Clone(lowered) // not what they may be a part of
	}
	return lowered
}

// maxKeptName keeps clients, whose names an app may ask for, from filling memory.
const maxKeptName = 64

// headerValue converts a value and trims it, or throws.
func (r *realm) headerValue(v goja.Value) string {
	value := strings.Trim(r.byteString(v), " \t\r\n")
	if strings.ContainsAny(value, "\x00\r\n") {
		panic(r.typeError("Header value %q is invalid: it holds NUL, CR or LF", value))
	}
	return value
}

// byteString is the conversion to ByteString: the bytes of the code units,
// none of which may exceed 255 (Web IDL 3.2.9).
func (r *realm) byteString(v goja.Value) string {
	s := r.text(v)
	str := s.String()
	if isASCII(str) {
		return str
	}
	bytes := make([]byte, s.Length())
	for i := range bytes {
		unit := s.CharAt(i)
		if unit > 255 {
			panic(r.typeError("%q cannot be a header: character %d is above 255", str, i))
		}
		bytes[i] = byte(unit)
	}
	return string(bytes)
}

// latin1 is the string of a header: one code unit for each byte.
func (r *realm) latin1(s string) goja.Value {
	if isASCII(s) {
		return r.vm.ToValue(s)
	}
	units := make([]uint16, len(s))
	for i := range len(s) {
		units[i] = uint16(s[i])
	}
	return goja.StringFromUTF16(units)
}

// text is the conversion to a string, which throws for symbols.
func (r *realm) text(v goja.Value) goja.String {
	if s, ok := v.(goja.String); ok {
		return s
	}
	if v == nil { // a property that a getter or a proxy's trap has taken away
		v = goja.Undefined()
	}
	v = v.ToString() // goja leaves numbers, and symbols, as they are
	switch v := v.(type) {
	case goja.String:
		return v
	case *goja.Symbol:
		panic(r.typeError("A symbol cannot be converted to a string"))
	}
	return goja.StringFromUTF16(utf16.Encode([]rune(v.String())))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func isToken(s string) bool {
	for i := range len(s) {
		if !tokenChar(s[i]) {
			return false
		}
	}
	return s != ""
}

func tokenChar(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// lower lower-cases ASCII letters; without any, s itself.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			if isASCII(s) {
				return strings.ToLower(s) // five times as fast
			}
			return strings.Map(func(r rune) rune {
				if 'A' <= r && r <= 'Z' {
					return r + 'a' - 'A'
				}
				return r
			}, s)
		}
	}
	return s
}
