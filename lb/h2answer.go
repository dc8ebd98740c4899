package lb

import (
	"bytes"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// answer implements clientSide. What is small goes out with the end of the
// stream, in one write, once the handler returns; hence package http2's clock.
func (s *h2Stream) answer(p []byte) error {
	wait := rateGrace + time.Duration(len(p))*time.Second/minRate
	if err := s.rw.(h2Control).SetWriteDeadline(time.Now().Add(wait)); err != nil {
		return err
	}
	_, err := s.rw.Write(s.begin(p))
	return ifNoBody(err)
}

// write implements clientSide. The client must take p at minRate at least. The
// clock runs only meanwhile: that of package http2 would go on in the pauses.
func (s *h2Stream) write(p []byte) error {
	if !s.begun {
		p = s.begin(p)
	}
	wait := rateGrace + time.Duration(len(p))*time.Second/minRate
	late := time.AfterFunc(wait, s.reset)
	defer late.Stop()
	if _, err := s.rw.Write(p); ifNoBody(err) != nil {
		return err
	}
	return s.rw.(h2Control).FlushError()
}

// end implements clientSide. A name with that prefix is package http2's way to be
// told of trailers; it sends them when the handler returns.
func (s *h2Stream) end(_ framing, trailer []http1.Field) error {
	header := s.rw.Header()
	for i := range trailer {
		name := http.TrailerPrefix + textproto.CanonicalMIMEHeaderKey(string(trailer[i].Name))
		header[name] = append(header[name], string(trailer[i].Value))
	}
	return nil
}

// ifNoBody: answers whose status has no body come with none.
func ifNoBody(err error) error {
	if err == http.ErrBodyNotAllowed {
		return nil
	}
	return err
}

// begin takes the head that an answer starts with and returns the rest. An
// exchange's answer is composed in one way, as HTTP/1.1; its lines are ours.
func (s *h2Stream) begin(p []byte) (rest []byte) {
	s.begun = true
	head, rest, _ := bytes.Cut(p, []byte("\r\n\r\n"))
	header := s.rw.Header()
	header["Content-Type"] = nil // or package http2 would guess one
	s.takeFields(header, string(head))
	if c := s.x.conn; c.srv.leaving() && !c.guard.goodbye.waits() {
		header["Connection"] = []string{"close"} // package http2 makes GOAWAY of it
	}
	s.rw.WriteHeader(s.x.status)
	if header[announced] != nil {
		clear(header) // or package http2 would send those of the names once more, behind
	}
	return rest
}

const announced = "Trailer"

// takeFields adds the fields of head, all in one piece of memory.
func (s *h2Stream) takeFields(header http.Header, head string) {
	_, fields, _ := strings.Cut(head, "\r\n") // behind the status line
	values := make([]string, 0, 1+strings.Count(fields, "\r\n"))
	for line := range strings.SplitSeq(fields, "\r\n") {
		name, value, isField := strings.Cut(line, ": ")
		if !isField || s.x.status == http.StatusNotModified && name == "Content-Length" {
			continue // it may be left out, and Go's clients wait for that body
		}
		name = textproto.CanonicalMIMEHeaderKey(name)
		if before := header[name]; before != nil {
			header[name] = append(before, value)
			continue
		}
		values = append(values, value)
		header[name] = values[len(values)-1 : len(values) : len(values)]
	}
}
