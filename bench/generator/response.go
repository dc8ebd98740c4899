package generator

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// ErrResponse is wrapped by errors about answers that are not clean HTTP/1.1.
// The reader is strict on purpose: what a server gets wrong under load must
// show, and not be guessed around.
var ErrResponse = errors.New("bad response")

// response is the head of an answer.
type response struct {
	status int
	length int64 // of the body; -1 is chunked, -2 is up to the end of the connection
	close  bool  // the connection is not to be used again
}

const (
	chunked    = -1
	untilClose = -2
)

// readResponse reads one answer with its body, which is thrown away. toHead
// says that the request was HEAD.
func readResponse(r *bufio.Reader, toHead bool) (head response, bytes int64, err error) {
	for head.status < 200 { // 100 Continue and its like come before the answer
		if head, err = readHead(r); err != nil {
			return head, 0, err
		}
	}
	switch {
	case toHead, head.status == 204, head.status == 304:
		return head, 0, nil
	case head.length == chunked:
		bytes, err = discardChunks(r)
	case head.length == untilClose:
		head.close = true
		bytes, err = io.Copy(io.Discard, r)
	default:
		bytes, err = discard(r, head.length)
	}
	return head, bytes, err
}

func readHead(r *bufio.Reader) (response, error) {
	line, err := readLine(r)
	if err != nil {
		return response{}, err
	}
	// "HTTP/1.1 200 OK": the reason may be missing, its space may not.
	if len(line) < 13 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) || line[12] != ' ' {
		return response{}, fmt.Errorf("%w: status line %q", ErrResponse, line)
	}
	head := response{length: untilClose}
	if head.status, err = strconv.Atoi(string(line[9:12])); err != nil || head.status < 100 {
		return head, fmt.Errorf("%w: status line %q", ErrResponse, line)
	}
	for {
		line, err := readLine(r)
		if err != nil || len(line) == 0 {
			return head, err
		}
		if err := head.field(line); err != nil {
			return head, err
		}
	}
}

// field takes what a header line says about framing.
func (h *response) field(line []byte) error {
	name, value, ok := bytes.Cut(line, []byte(":"))
	if !ok || len(name) == 0 || bytes.ContainsAny(name, " \t") {
		return fmt.Errorf("%w: header line %q", ErrResponse, line)
	}
	value = bytes.TrimSpace(value)
	switch {
	case bytes.EqualFold(name, []byte("Content-Length")):
		n, err := strconv.ParseUint(string(value), 10, 63)
		if err != nil || h.length != untilClose {
			return fmt.Errorf("%w: %q does not agree with the rest", ErrResponse, line)
		}
		h.length = int64(n)
	case bytes.EqualFold(name, []byte("Transfer-Encoding")):
		if !bytes.EqualFold(value, []byte("chunked")) || h.length != untilClose {
			return fmt.Errorf("%w: %q does not agree with the rest", ErrResponse, line)
		}
		h.length = chunked
	case bytes.EqualFold(name, []byte("Connection")):
		h.close = bytes.EqualFold(value, []byte("close"))
	}
	return nil
}

// discardChunks reads a chunked body to its end, trailers included.
func discardChunks(r *bufio.Reader) (total int64, err error) {
	for {
		line, err := readLine(r)
		if err != nil {
			return total, err
		}
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, err := strconv.ParseUint(string(size), 16, 62)
		if err != nil {
			return total, fmt.Errorf("%w: chunk size %q", ErrResponse, line)
		}
		if n == 0 {
			break
		}
		if _, err := discard(r, int64(n)); err != nil {
			return total, err
		}
		total += int64(n)
		if line, err := readLine(r); err != nil || len(line) > 0 {
			return total, errors.Join(err, fmt.Errorf("%w: %q behind a chunk", ErrResponse, line))
		}
	}
	for {
		line, err := readLine(r)
		if err != nil || len(line) == 0 {
			return total, err
		}
	}
}

// discard reads n bytes; an end before is io.ErrUnexpectedEOF.
func discard(r *bufio.Reader, n int64) (int64, error) {
	done, err := io.CopyN(io.Discard, r, n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return done, err
}

// readLine is a line without its CRLF. It is valid until the next read.
func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		if errors.Is(err, io.EOF) && len(line) > 0 {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	if len(line) < 2 || line[len(line)-2] != '\r' {
		return nil, fmt.Errorf("%w: line %q does not end in CRLF", ErrResponse, line)
	}
	return line[:len(line)-2], nil
}
