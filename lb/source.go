package lb

import (
	"bufio"
	"errors"
	"io"

	"github.com/rip-server/rip-server/internal/http1"
)

// bodySource reads a response body of any framing off a worker's connection.
type bodySource struct {
	br      *bufio.Reader
	chunked bool
	chunks  http1.Chunked
	left    int64 // of a Content-Length; negative: the body ends with the connection
	closed  bool  // it has
	// nominated are the fields that the head made hop-by-hop.
	nominated []byte
}

func newBodySource(u *Upstream) *bodySource {
	return &bodySource{
		br: u.br, chunked: u.resp.Chunked, left: u.resp.Length,
		chunks: http1.Chunked{MaxTrailer: maxWorkerHead}, nominated: u.resp.Nominations(),
	}
}

func (s *bodySource) done() bool {
	switch {
	case s.chunked:
		return s.chunks.Done()
	case s.left >= 0:
		return s.left == 0
	}
	return s.closed
}

// buffered returns what of the body has arrived already, without waiting.
func (s *bodySource) buffered() ([]byte, error) {
	var data []byte
	for s.br.Buffered() > 0 && !s.done() {
		var err error
		if data, err = s.take(data, responseBuffer); err != nil {
			return data, err
		}
	}
	return data, nil
}

// next appends the next piece of the body to dst, up to limit bytes in all,
// waiting for it when nothing has arrived. At the end it appends nothing and
// done becomes true.
func (s *bodySource) next(dst []byte, limit int) ([]byte, error) {
	if s.br.Buffered() == 0 {
		_, err := s.br.Peek(1)
		if errors.Is(err, io.EOF) && !s.chunked && s.left < 0 {
			s.closed = true
			return dst, nil
		}
		if err != nil {
			return dst, ifEOF(err, io.ErrUnexpectedEOF)
		}
	}
	return s.take(dst, limit)
}

// take moves what is buffered to dst.
func (s *bodySource) take(dst []byte, limit int) ([]byte, error) {
	p, _ := s.br.Peek(s.br.Buffered())
	used := 0
	if s.chunked {
		var err error
		if dst, used, err = s.chunks.Decode(dst, p, limit); err != nil {
			return dst, err
		}
	} else {
		used = min(len(p), limit-len(dst))
		if s.left >= 0 {
			used = int(min(int64(used), s.left))
			s.left -= int64(used)
		}
		dst = append(dst, p[:used]...)
	}
	s.br.Discard(used)
	return dst, nil
}

func ifEOF(err, then error) error {
	if errors.Is(err, io.EOF) {
		return then
	}
	return err
}
