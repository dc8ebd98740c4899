package http1

import "slices"

// Parts are a request head that has come taken apart, as in a stream of HTTP/2:
// its pseudo-header fields (RFC 9113, section 8.3.1) and its fields.
type Parts struct {
	Method, Path, Authority string
	Fields                  map[string][]string
	// Body is whether anything follows the head, whatever the fields say.
	Body bool
}

// Assemble makes r what the parts would be in HTTP/1.1, and refuses what Read
// would refuse: it writes them down as such a head and parses that. So the bytes
// that are validated are those that are forwarded, whatever a client speaks. What
// could be read as more than one part when it is written down is refused before.
func (r *Request) Assemble(p *Parts, limits Limits) error {
	r.Head.reset()
	*r = Request{Head: r.Head}
	if p.Method == "CONNECT" {
		return ErrConnect
	}
	if len(p.Path) > limits.Target {
		return ErrTargetTooLong
	}
	if p.size() > limits.Head {
		return ErrHeadTooLarge
	}
	if err := r.writeDown(p); err != nil {
		return err
	}
	if err := r.parse(limits.Target); err != nil {
		return err
	}
	if !p.Body && r.Length > 0 {
		return ErrContentLength
	}
	r.Chunked = p.Body && r.Length < 0 // as there, the end of the body is the end
	return nil
}

// size is how many bytes the head has when it is written down.
func (p *Parts) size() int {
	n := len(p.Method) + len(p.Path) + len("  HTTP/1.1\r\n") + len("Host: \r\n") + len(p.Authority) + len("\r\n")
	for name, values := range p.Fields {
		for _, v := range values {
			n += len(name) + len(": \r\n") + len(v)
		}
	}
	return n
}

func (r *Request) writeDown(p *Parts) error {
	r.raw = slices.Grow(r.raw, p.size())
	if !r.write(p.Method, isToken) || p.Method == "" {
		return ErrRequestLine
	}
	r.raw = append(r.raw, ' ')
	// Other forms are HTTP/1.1's way to say what is said by :scheme and :authority.
	if !r.write(p.Path, isURL) || p.Path == "" || p.Path[0] != '/' && p.Path != "*" {
		return ErrTarget
	}
	r.raw = append(r.raw, " HTTP/1.1\r\nHost: "...)
	if !r.write(p.Authority, isHost) {
		return ErrHost
	}
	r.raw = append(r.raw, "\r\n"...)
	var room [24]string
	for _, name := range sortedNames(p.Fields, room[:0]) {
		for _, value := range p.Fields[name] {
			if err := r.writeField(p, name, value); err != nil {
				return err
			}
		}
	}
	r.raw = append(r.raw, "\r\n"...)
	return nil
}

// sortedNames appends those of the fields, always in the same order.
func sortedNames(fields map[string][]string, names []string) []string {
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (r *Request) writeField(p *Parts, name, value string) error {
	start := len(r.raw)
	if !r.write(name, isToken) || name == "" {
		return ErrFieldName
	}
	switch kindOf(r.raw[start:]) {
	case Host: // beside :authority it may say the same (RFC 9113, section 8.3.1)
		if value != p.Authority {
			return ErrHost
		}
		r.raw = r.raw[:start]
		return nil
	case Connection, TransferEncoding, Upgrade:
		return ErrConnectionField
	}
	r.raw = append(r.raw, ": "...)
	if !r.write(value, isValue) {
		return ErrFieldValue
	}
	r.raw = append(r.raw, "\r\n"...)
	return nil
}

// write appends s and reports whether all of it is of class bit.
func (r *Request) write(s string, bit uint8) bool {
	start := len(r.raw)
	r.raw = append(r.raw, s...)
	return all(r.raw[start:], bit)
}
