package http1

import (
	"bufio"
	"bytes"
)

// Limits bound a request head, in bytes.
type Limits struct {
	Head   int // the whole header block
	Target int // the URL
}

// Request is a parsed request head. Its slices alias its own buffer and are
// good until the next Read. Not safe for concurrent use.
type Request struct {
	Head
	Method []byte
	// Target is what goes to the worker: a path with its query, or "*".
	// An absolute-form target has been cut down to it.
	Target []byte
	// Host is the authority asked for; empty only in HTTP/1.0.
	Host []byte
	// Expect100 is whether the client waits for 100 Continue.
	Expect100 bool
	// WebSocket is whether this is a valid request for an upgrade to it
	// (RFC 6455 section 4.1); other upgrades are ignored, as RFC 9110
	// section 7.8 lets us.
	WebSocket bool
}

// Read parses the next request head. io.EOF means that there is none, *Error
// what is wrong with it; after any error the connection cannot be used for
// another request.
func (r *Request) Read(br *bufio.Reader, limits Limits) error {
	r.Head.reset()
	*r = Request{Head: r.Head}
	if err := r.readHead(br, limits.Head); err != nil {
		return err
	}
	return r.parse(limits.Target)
}

// parse takes r.raw apart.
func (r *Request) parse(maxTarget int) error {
	line, rest, err := cutLine(r.raw)
	if err != nil {
		return err
	}
	if err := r.parseLine(line, maxTarget); err != nil {
		return err
	}
	if err := r.parseFields(rest); err != nil {
		return err
	}
	return r.check()
}

// HasBody reports whether a body follows the head.
func (r *Request) HasBody() bool { return r.Chunked || r.Length > 0 }

// parseLine takes the request line apart (RFC 9112 section 3).
func (r *Request) parseLine(line []byte, maxTarget int) error {
	sp := bytes.IndexByte(line, ' ')
	if sp <= 0 || !all(line[:sp], isToken) {
		return ErrRequestLine
	}
	r.Method, line = line[:sp], line[sp+1:]
	sp = bytes.IndexByte(line, ' ')
	if sp <= 0 {
		return ErrRequestLine
	}
	target, version := line[:sp], line[sp+1:]
	if len(target) > maxTarget {
		return ErrTargetTooLong
	}
	if err := r.parseVersion(version); err != nil {
		return err
	}
	if string(r.Method) == "CONNECT" {
		return ErrConnect
	}
	return r.parseTarget(target)
}

func (r *Request) parseVersion(v []byte) error {
	switch {
	case string(v) == "HTTP/1.1":
		r.Minor = 1
	case string(v) == "HTTP/1.0":
		r.Minor = 0
	case len(v) == 8 && string(v[:5]) == "HTTP/" && v[6] == '.':
		return ErrVersion
	default:
		return ErrRequestLine
	}
	return nil
}

// parseTarget accepts origin-form, absolute-form and OPTIONS * (RFC 9112
// section 3.2).
func (r *Request) parseTarget(t []byte) error {
	if !all(t, isURL) {
		return ErrTarget
	}
	if t[0] == '/' {
		r.Target = t
		return nil
	}
	if string(t) == "*" && string(r.Method) == "OPTIONS" {
		r.Target = t
		return nil
	}
	authority, ok := cutScheme(t)
	if !ok {
		return ErrTarget
	}
	path := bytes.IndexAny(authority, "/?")
	switch {
	case path >= 0:
		r.Host, r.Target = authority[:path], authority[path:]
	case string(r.Method) == "OPTIONS": // of the whole server (RFC 9112 section 3.2.4)
		r.Host, r.Target = authority, []byte("*")
	default:
		r.Host, r.Target = authority, []byte("/")
	}
	if len(r.Target) > 0 && r.Target[0] == '?' {
		r.Target = append([]byte("/"), r.Target...)
	}
	return nil
}

func cutScheme(t []byte) ([]byte, bool) {
	for _, scheme := range [...]string{"http://", "https://"} {
		if len(t) > len(scheme) && EqualFold(t[:len(scheme)], scheme) {
			return t[len(scheme):], true
		}
	}
	return nil, false
}

// check holds the fields against each other once all are known.
func (r *Request) check() error {
	if r.Chunked {
		switch {
		case r.Minor == 0:
			return ErrTEInHTTP10
		case r.Length >= 0:
			return ErrBothLengths
		}
	}
	if err := r.checkHost(); err != nil {
		return err
	}
	if v := r.Get(Expect); v != nil {
		if !EqualFold(v, "100-continue") {
			return ErrExpect
		}
		r.Expect100 = r.Minor == 1 && r.HasBody()
	}
	if v := r.Get(Upgrade); v != nil && r.upgrade {
		if r.HasBody() {
			return ErrUpgradeWithBody
		}
		r.WebSocket = r.Minor == 1 && EqualFold(v, "websocket") && string(r.Method) == "GET"
	}
	return nil
}

// checkHost: one Host in HTTP/1.1, at most one in HTTP/1.0, always valid. An
// absolute-form target wins over it (RFC 9112 section 3.2.2).
func (r *Request) checkHost() error {
	seen := 0
	var value []byte
	for i := range r.Fields {
		if r.Fields[i].Kind == Host {
			seen++
			value = r.Fields[i].Value
		}
	}
	if seen > 1 || seen == 0 && r.Minor == 1 {
		return ErrHost
	}
	if seen == 1 && (len(value) == 0 || !all(value, isHost)) {
		return ErrHost
	}
	if r.Host == nil {
		r.Host = value
	} else if len(r.Host) == 0 || !all(r.Host, isHost) {
		return ErrHost
	}
	return nil
}
