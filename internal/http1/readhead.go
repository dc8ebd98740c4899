package http1

import (
	"bufio"
	"errors"
	"io"
)

// readHead reads the lines of one message head, through its empty line, into
// h.raw. It never holds more than limit bytes. Lines are checked as they
// arrive, so that nothing is scanned twice however slowly they trickle in.
// io.EOF means that the connection ended before the first byte.
func (h *Head) readHead(br *bufio.Reader, limit int) error {
	for forgiven := false; ; forgiven = true {
		n, err := h.readLine(br, limit)
		if err != nil {
			return err
		}
		if n > 2 {
			break
		}
		// One empty line before the start line is forgiven (RFC 9112
		// section 2.2), more are a client that wants to keep us busy.
		if forgiven {
			return ErrRequestLine
		}
		h.raw = h.raw[:0]
	}
	for {
		n, err := h.readLine(br, limit)
		if err != nil || n == 2 {
			return err
		}
	}
}

// readLine appends one line to h.raw and returns its length with its CRLF.
func (h *Head) readLine(br *bufio.Reader, limit int) (int, error) {
	start := len(h.raw)
	for {
		part, err := br.ReadSlice('\n')
		if len(h.raw)+len(part) > limit {
			return 0, ErrHeadTooLarge
		}
		h.raw = append(h.raw, part...)
		switch {
		case err == nil:
			n := len(h.raw) - start
			if n < 2 || h.raw[len(h.raw)-2] != '\r' {
				return 0, ErrLineEnding
			}
			return n, nil
		case errors.Is(err, bufio.ErrBufferFull): // a line longer than the reader's buffer
		case errors.Is(err, io.EOF) && len(h.raw) > 0:
			return 0, ErrEarlyEOF
		default:
			return 0, err
		}
	}
}
