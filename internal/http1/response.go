package http1

import "bufio"

// Response is a parsed response head of a worker. Its slices alias its own
// buffer and are good until the next Read. Not safe for concurrent use.
type Response struct {
	Head
	Status int
	// Reason is the reason phrase, possibly empty.
	Reason []byte
}

// maxInterim bounds how many 1xx heads one response may send ahead.
const maxInterim = 8

// Read parses the next final response head; 1xx heads other than 101 are read
// over, at most eight of them. io.EOF means that the worker closed the
// connection without an answer.
func (r *Response) Read(br *bufio.Reader, maxHead int) error {
	for range maxInterim {
		if err := r.readOne(br, maxHead); err != nil {
			return err
		}
		if r.Status >= 200 || r.Status == 101 {
			return nil
		}
	}
	return ErrStatusLine
}

func (r *Response) readOne(br *bufio.Reader, maxHead int) error {
	r.Head.reset()
	*r = Response{Head: r.Head}
	if err := r.readHead(br, maxHead); err != nil {
		return err
	}
	line, rest, err := cutLine(r.raw)
	if err != nil {
		return err
	}
	if err := r.parseLine(line); err != nil {
		return err
	}
	if err := r.parseFields(rest); err != nil {
		return err
	}
	if r.Chunked && r.Length >= 0 {
		return ErrBothLengths
	}
	if r.Chunked && r.Minor == 0 {
		return ErrTEInHTTP10
	}
	return nil
}

// Bodiless reports whether the response has no body whatever its fields say
// (RFC 9112 section 6.3).
func (r *Response) Bodiless(toHEAD bool) bool {
	return toHEAD || r.Status < 200 || r.Status == 204 || r.Status == 304
}

// UntilClose reports whether the body ends only with the connection.
func (r *Response) UntilClose() bool { return !r.Chunked && r.Length < 0 }

func (r *Response) parseLine(line []byte) error {
	if len(line) < 12 || string(line[:7]) != "HTTP/1." || line[8] != ' ' {
		return ErrStatusLine
	}
	switch line[7] {
	case '0', '1':
		r.Minor = int(line[7] - '0')
	default:
		return ErrStatusLine
	}
	status, ok := parseUint(line[9:12])
	if !ok || status < 100 || status > 599 {
		return ErrStatusLine
	}
	r.Status = int(status)
	if rest := line[12:]; len(rest) > 0 {
		if rest[0] != ' ' || !all(rest, isValue) {
			return ErrStatusLine
		}
		r.Reason = rest[1:]
	}
	return nil
}
