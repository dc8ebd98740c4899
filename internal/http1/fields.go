package http1

import "bytes"

// Kind names the fields that a proxy must look at; everything else is Other
// and passes through untouched.
type Kind uint8

// The kinds. HopByHop are the fields that end at us whatever they say
// (RFC 9110 section 7.6.1); Internal are those between worker and balancer.
const (
	Other Kind = iota
	Host
	ContentLength
	TransferEncoding
	Connection
	Upgrade
	Expect
	HopByHop
	TE
	Announced // Trailer: the names of fields that are to come behind the body
	Forwarded // RFC 7239, and X-Forwarded-Prefix: believed from trusted peers only
	ForwardedFor
	ForwardedProto
	ForwardedHost
	ContentType
	Accept
	UserAgent
	Date
	Busy     // Rip-Worker-Busy
	Draining // Rip-Worker-Draining
	Internal // any other Rip-Worker-*
)

// Field is one header line; Name and Value alias the head's buffer.
type Field struct {
	Name, Value []byte
	Kind        Kind
}

// Head is what requests and responses have in common: the raw lines and the
// fields found in them. Reusing a Head reuses its memory.
type Head struct {
	raw    []byte
	Fields []Field
	// Length is the declared Content-Length, -1 when there is none.
	Length int64
	// Chunked says that the body is framed by Transfer-Encoding: chunked.
	Chunked bool
	// Minor is the minor HTTP version, 0 or 1.
	Minor int
	// KeepAlive is whether the peer lets the connection be used again.
	KeepAlive bool

	close, keep     bool // Connection lists close, keep-alive
	upgrade         bool // Connection lists upgrade
	connectionLists bool // Connection lists more than close, keep-alive and upgrade
	trailers        bool // TE lists trailers
}

func (h *Head) reset() {
	raw, fields := h.raw[:0], h.Fields[:0]
	*h = Head{raw: raw, Fields: fields, Length: -1}
}

// Raw returns the head as it came, through its empty line. It aliases the
// head's buffer.
func (h *Head) Raw() []byte { return h.raw }

// Get returns the value of the first field of that kind, nil when there is none.
func (h *Head) Get(kind Kind) []byte {
	for i := range h.Fields {
		if h.Fields[i].Kind == kind {
			return h.Fields[i].Value
		}
	}
	return nil
}

// Has reports whether there is a field of that kind.
func (h *Head) Has(kind Kind) bool { return h.Get(kind) != nil }

// Nominated reports whether the Connection field names f, which makes f
// hop-by-hop (RFC 9110 section 7.6.1).
func (h *Head) Nominated(f *Field) bool {
	if !h.connectionLists {
		return false
	}
	for i := range h.Fields {
		if h.Fields[i].Kind != Connection {
			continue
		}
		for item := range Tokens(h.Fields[i].Value) {
			if bytes.EqualFold(item, f.Name) {
				return true
			}
		}
	}
	return false
}

// Nominations are the names of the fields that are hop-by-hop because Connection
// names them, as a comma-separated list of its own memory; usually nil.
func (h *Head) Nominations() (list []byte) {
	if !h.connectionLists {
		return nil
	}
	for i := range h.Fields {
		if h.Fields[i].Kind == Connection {
			list = append(append(list, h.Fields[i].Value...), ',')
		}
	}
	return list
}

// TakesTrailers reports whether the peer said in its TE field that it does
// something with trailers (RFC 9110, section 10.1.4).
func (h *Head) TakesTrailers() bool { return h.trailers && h.Minor == 1 }

// parseFields reads the field lines; lines ends with the empty line.
func (h *Head) parseFields(lines []byte) error {
	for {
		line, rest, err := cutLine(lines)
		if err != nil {
			return err
		}
		if len(line) == 0 {
			h.KeepAlive = !h.close && (h.Minor == 1 || h.keep)
			return nil
		}
		lines = rest
		h.Fields = append(h.Fields, Field{})
		f := &h.Fields[len(h.Fields)-1]
		if err := f.parse(line); err != nil {
			return err
		}
		if f.Kind == Other {
			continue
		}
		if err := h.note(f); err != nil {
			return err
		}
	}
}

// parse makes f what stands in one line, without its CRLF.
func (f *Field) parse(line []byte) error {
	if line[0] == ' ' || line[0] == '\t' {
		return ErrObsFold
	}
	colon := bytes.IndexByte(line, ':')
	if colon <= 0 || !all(line[:colon], isToken) {
		return ErrFieldName
	}
	f.Name, f.Value = line[:colon], trimOWS(line[colon+1:])
	if !all(f.Value, isValue) {
		return ErrFieldValue
	}
	f.Kind = kindOf(f.Name)
	return nil
}

// note keeps what the framing and the connection need to know of f.
func (h *Head) note(f *Field) error {
	switch f.Kind {
	case ContentLength:
		n, ok := parseUint(f.Value)
		if !ok || h.Length >= 0 && h.Length != n {
			return ErrContentLength
		}
		h.Length = n
	case TransferEncoding:
		if h.Chunked || !EqualFold(f.Value, "chunked") {
			return ErrTransferCoding
		}
		h.Chunked = true
	case Connection:
		for item := range Tokens(f.Value) {
			switch {
			case EqualFold(item, "close"):
				h.close = true
			case EqualFold(item, "keep-alive"):
				h.keep = true
			case EqualFold(item, "upgrade"):
				h.upgrade = true
			default:
				h.connectionLists = true
			}
		}
	case TE:
		h.trailers = h.trailers || HasToken(f.Value, "trailers")
	}
	return nil
}

// cutLine takes one CRLF-ended line off b. A bare CR or LF is refused.
func cutLine(b []byte) (line, rest []byte, err error) {
	i := bytes.IndexByte(b, '\n')
	if i < 1 || b[i-1] != '\r' {
		return nil, nil, ErrLineEnding
	}
	line = b[:i-1]
	if bytes.IndexByte(line, '\r') >= 0 {
		return nil, nil, ErrLineEnding
	}
	return line, b[i+1:], nil
}

// internalPrefix is what all fields between worker and balancer begin with.
const internalPrefix = "rip-worker-"

// kindOf tells the fields apart by length first, so that most names cost one
// comparison or none.
func kindOf(name []byte) Kind {
	if len(name) > len(internalPrefix) && EqualFold(name[:len(internalPrefix)], internalPrefix) {
		return internalKind(name[len(internalPrefix):])
	}
	switch len(name) {
	case 2:
		return one(name, "te", TE)
	case 4:
		if EqualFold(name, "host") {
			return Host
		}
		return one(name, "date", Date)
	case 6:
		if EqualFold(name, "accept") {
			return Accept
		}
		return one(name, "expect", Expect)
	case 7:
		if EqualFold(name, "trailer") {
			return Announced
		}
		return one(name, "upgrade", Upgrade)
	case 9:
		return one(name, "forwarded", Forwarded)
	case 10:
		if EqualFold(name, "connection") {
			return Connection
		}
		if EqualFold(name, "keep-alive") {
			return HopByHop
		}
		return one(name, "user-agent", UserAgent)
	case 12:
		return one(name, "content-type", ContentType)
	case 14:
		return one(name, "content-length", ContentLength)
	case 15:
		return one(name, "x-forwarded-for", ForwardedFor)
	case 16:
		if EqualFold(name, "x-forwarded-host") {
			return ForwardedHost
		}
		return one(name, "proxy-connection", HopByHop)
	case 17:
		if EqualFold(name, "x-forwarded-proto") {
			return ForwardedProto
		}
		return one(name, "transfer-encoding", TransferEncoding)
	case 18:
		if EqualFold(name, "x-forwarded-prefix") {
			return Forwarded
		}
		return one(name, "proxy-authenticate", HopByHop)
	case 19:
		return one(name, "proxy-authorization", HopByHop)
	}
	return Other
}

func internalKind(rest []byte) Kind {
	switch {
	case EqualFold(rest, "busy"):
		return Busy
	case EqualFold(rest, "draining"):
		return Draining
	}
	return Internal
}

func one(name []byte, word string, kind Kind) Kind {
	if EqualFold(name, word) {
		return kind
	}
	return Other
}
