package http1

// Call is a request and its answer on their way between two ends within one
// process: neither has to be parsed, and the answer not even written. Who
// sends it gives it away with all that it points to, until it comes back.
type Call struct {
	// Text is the request as it would be sent: head, then the whole body. What is
	// to be kept of it must be copied.
	Text []byte
	// Head is the length of the head. Method, Target and Host are where they lie
	// in it.
	Head                 int
	Method, Target, Host Span
	// Secure is whether the client asks over TLS, as far as is known.
	Secure bool

	// Response is the answer's head, made by Compose and Add.
	Response Response
	// Body is all of the answer's body, read only.
	Body []byte
}

// Span is a part of a text: text[From:To].
type Span struct{ From, To int }

// Of returns the part of text.
func (s Span) Of(text string) string { return text[s.From:s.To] }

// Compose begins a response head that nobody wrote: a final one of HTTP/1.1, by
// a peer that keeps its connection. An empty reason is the status's usual one.
func (r *Response) Compose(status int, reason string) error {
	r.Head.reset()
	*r = Response{Head: r.Head, Status: status}
	r.Minor, r.KeepAlive = 1, true
	if reason != "" {
		r.Reason = r.store(reason)
	}
	if status < 200 || status > 599 || !all(r.Reason, isValue) {
		return ErrStatusLine
	}
	return nil
}

// Add adds a field under the rules for those that are read. Framing that it
// declares counts.
func (r *Response) Add(name, value string) error {
	f := Field{Name: r.store(name), Value: r.store(value)}
	if len(f.Name) == 0 || !all(f.Name, isToken) {
		return ErrFieldName
	}
	if !all(f.Value, isValue) {
		return ErrFieldValue
	}
	f.Kind = kindOf(f.Name)
	r.Fields = append(r.Fields, f)
	return r.note(&r.Fields[len(r.Fields)-1])
}

// store copies s into the head's buffer.
func (h *Head) store(s string) []byte {
	from := len(h.raw)
	h.raw = append(h.raw, s...)
	return h.raw[from:len(h.raw):len(h.raw)]
}
