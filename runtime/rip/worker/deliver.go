package worker

import (
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/runtime/rip/web"
)

// framing is how the end of a response's body is told.
type framing int64

// A framing of zero or more is a Content-Length.
const (
	chunked  framing = -1
	bodiless framing = -2
)

// deliver sends x.answer and reports whether the connection can go on. The turn
// ends before the last byte is out, because the next request may come over
// another connection as soon as it is.
func (x *exchange) deliver() (keep bool) {
	a := x.answer
	switch {
	case a.Upgrade != nil:
		x.upgrade()
		return false
	case a.Stream != nil && !x.sendsBody():
		_ = a.Stream.Close() // nobody will read it
	case a.Stream != nil:
		return x.deliverStream()
	}
	if sent, ok := x.pass(); ok {
		return sent
	}
	x.out = appendHead(x.out[:0], a, x.wholeFraming())
	if x.sendsBody() {
		x.out = append(x.out, a.Body...)
	}
	x.endTurn()
	_, err := x.io.Write(x.out)
	return err == nil
}

func (x *exchange) sendsBody() bool {
	status := x.answer.Status
	return x.in.Method != "HEAD" && status >= 200 && status != 204 && status != 304
}

func (x *exchange) wholeFraming() framing {
	if x.answer.Status == 204 || x.answer.Status < 200 {
		return bodiless
	}
	if x.answer.Stream != nil { // a file, for example, of which only the head is asked for
		if x.answer.Length >= 0 && x.answer.Status != 304 {
			return framing(x.answer.Length)
		}
		return bodiless
	}
	if x.in.Method == "HEAD" && len(x.answer.Body) == 0 || x.answer.Status == 304 {
		return bodiless // a length that the app gave may stand
	}
	return framing(len(x.answer.Body))
}

// appendHead appends the head of a response. Framing is ours; of the app's own
// only the length of a body that is not sent is passed on.
func appendHead(dst []byte, a *web.Answer, frame framing) []byte {
	dst = append(dst, "HTTP/1.1 "...)
	dst = strconv.AppendInt(dst, int64(a.Status), 10)
	dst = append(dst, ' ')
	if a.Reason != "" {
		dst = append(dst, a.Reason...)
	} else {
		dst = append(dst, http.StatusText(a.Status)...)
	}
	dst = append(dst, "\r\n"...)
	for _, f := range a.Headers {
		if !passesOn(f.Name, frame) {
			continue
		}
		dst = append(dst, f.Name...)
		dst = append(dst, ": "...)
		dst = append(dst, f.Value...)
		dst = append(dst, "\r\n"...)
	}
	switch {
	case frame >= 0:
		dst = append(dst, "content-length: "...)
		dst = strconv.AppendInt(dst, int64(frame), 10)
		dst = append(dst, "\r\n"...)
	case frame == chunked:
		dst = append(dst, "transfer-encoding: chunked\r\n"...)
	}
	return append(dst, "\r\n"...)
}

// passesOn is whether a field of the app's is sent on.
func passesOn(name string, frame framing) bool {
	switch name {
	case "connection", "keep-alive", "transfer-encoding", "upgrade":
		return false
	case "content-length":
		return frame == bodiless
	}
	return true
}

// deliverStream sends a body that comes over time, each piece at once. An event
// stream ends the turn with its head.
func (x *exchange) deliverStream() (keep bool) {
	a := x.answer
	defer a.Stream.Close()
	if isEventStream(a) {
		x.endTurn()
	} else if s, ok := a.Stream.(interface{ FailWhenIdle(alone func() bool) }); ok {
		s.FailWhenIdle(x.w.turn.alone)
	}
	gone := func() bool { return false }
	if x.body == nil || x.body.complete() {
		w := watchConn(x.conn, func() {
			x.clientLeft()
			_ = a.Stream.Close()
		})
		defer w.stop()
		gone = w.seen
	}
	frame := streamFraming(a)
	x.out = appendHead(x.out[:0], a, frame)
	if _, err := x.io.Write(x.out); err != nil {
		return false
	}
	if err := x.copy(frame); err != nil {
		if errors.Is(err, errGone) {
			x.clientLeft()
		} else if !gone() {
			x.report("response cut off: " + err.Error())
		}
		return false
	}
	x.endTurn()
	if frame != chunked {
		return true
	}
	_, err := io.WriteString(x.io, http1.LastChunk)
	return err == nil
}

// clientLeft tells the app whose request it was: many an app that streams looks
// at the request's signal only.
func (x *exchange) clientLeft() { x.gen.vm.Loop.Post(x.turn.Abort) }

// streamFraming trusts a length that the app gave; who gives a wrong one has
// the response cut off.
func streamFraming(a *web.Answer) framing {
	if a.Length >= 0 {
		return framing(a.Length)
	}
	for _, f := range a.Headers {
		if f.Name == "content-length" {
			if n, err := strconv.ParseInt(f.Value, 10, 64); err == nil && n >= 0 {
				return framing(n)
			}
		}
	}
	return chunked
}

// piece is how much of a stream is read at once.
const piece = 32 << 10

// copy sends the body without its end. That it fails, the client sees by the
// end of the connection.
func (x *exchange) copy(frame framing) error {
	buf := make([]byte, piece)
	sent := framing(0)
	for {
		n, err := x.answer.Stream.Read(buf)
		if sent += framing(n); frame >= 0 && sent > frame {
			return errTooLong
		}
		x.out = appendPiece(x.out[:0], buf[:n], frame)
		if _, werr := x.io.Write(x.out); werr != nil {
			return errGone
		}
		switch {
		case errors.Is(err, io.EOF) && frame >= 0 && sent != frame:
			return errTooShort
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

var (
	errGone     = errors.New("the client has gone")
	errTooLong  = errors.New("the body is longer than its Content-Length")
	errTooShort = errors.New("the body is shorter than its Content-Length")
)

func appendPiece(dst, data []byte, frame framing) []byte {
	if frame == chunked {
		return http1.AppendChunk(dst, data)
	}
	return append(dst, data...)
}

func isEventStream(a *web.Answer) bool {
	const mime = "text/event-stream"
	for _, f := range a.Headers {
		if f.Name == "content-type" && strings.HasPrefix(f.Value, mime) {
			return len(f.Value) == len(mime) || strings.ContainsRune("; ", rune(f.Value[len(mime)]))
		}
	}
	return false
}

func isTimeout(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
