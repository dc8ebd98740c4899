package http1

import (
	"bytes"
	"slices"
	"strings"
)

// Trailer holds the fields that came behind a body (RFC 9110, section 6.5) and may
// be passed on; what must not stand there has been left out. The zero Trailer is
// empty. Its fields alias its own buffer.
type Trailer struct {
	raw    []byte // lines, each with its CRLF
	Fields []Field
}

// Assemble makes t what the fields would be behind a body of HTTP/1.1, and refuses
// what would be refused there; limit is in bytes.
func (t *Trailer) Assemble(fields map[string][]string, limit int) error {
	*t = Trailer{}
	for _, name := range sortedNames(fields, nil) {
		for _, value := range fields[name] {
			if len(t.raw)+len(name)+len(": \r\n")+len(value) > limit {
				return ErrTrailerTooLarge
			}
			if err := t.write(name, value); err != nil {
				return err
			}
		}
	}
	return t.parse()
}

// write adds a line. What could be read as more than one is refused.
func (t *Trailer) write(name, value string) error {
	start := len(t.raw)
	t.raw = append(t.raw, name...)
	if name == "" || !all(t.raw[start:], isToken) {
		return ErrFieldName
	}
	t.raw = append(t.raw, ": "...)
	start = len(t.raw)
	t.raw = append(t.raw, value...)
	if !all(t.raw[start:], isValue) {
		return ErrFieldValue
	}
	t.raw = append(t.raw, "\r\n"...)
	return nil
}

// parse takes t.raw apart.
func (t *Trailer) parse() error {
	for lines := t.raw; len(lines) > 0; {
		line, rest, err := cutLine(lines)
		if err != nil {
			return err
		}
		var f Field
		if err := f.parse(line); err != nil {
			return err
		}
		if MayTrail(f.Name) {
			t.Fields = append(t.Fields, f)
		}
		lines = rest
	}
	return nil
}

// Without leaves out the fields that a comma-separated list names, as a message's
// Connection fields do: they are removed from its trailer, too (RFC 9110,
// section 7.6.1).
func (t *Trailer) Without(list []byte) {
	for name := range Tokens(list) {
		t.Fields = slices.DeleteFunc(t.Fields, func(f Field) bool { return bytes.EqualFold(f.Name, name) })
	}
}

// MayTrail reports whether a field of that name may stand behind a body. Those may
// not that must be known before the body or that decide what becomes of the
// message: its framing, routing, authentication, conditions and processing
// (RFC 9110, section 6.5.1). Whoever merges them with the head, as some do, would
// believe what nobody has checked.
func MayTrail(name []byte) bool {
	if kindOf(name) != Other {
		return false
	}
	lower := strings.ToLower(string(name))
	switch lower {
	case "content-digest": // RFC 9530, section 2: made for it
		return true
	case "authorization", "www-authenticate", "authentication-info", "cookie", "set-cookie",
		"cache-control", "pragma", "range", "max-forwards", "via",
		"age", "expires", "location", "retry-after", "vary", "warning":
		return false
	}
	for _, prefix := range [...]string{"content-", "if-", "proxy-", "sec-", "x-forwarded-", "access-control-"} {
		if strings.HasPrefix(lower, prefix) {
			return false
		}
	}
	return true
}

// AppendLastChunk appends the end of a chunked body that has these trailers.
func AppendLastChunk(dst []byte, trailer []Field) []byte {
	dst = append(dst, "0\r\n"...)
	for i := range trailer {
		dst = append(dst, trailer[i].Name...)
		dst = append(dst, ": "...)
		dst = append(dst, trailer[i].Value...)
		dst = append(dst, "\r\n"...)
	}
	return append(dst, "\r\n"...)
}
