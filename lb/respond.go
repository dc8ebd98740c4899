package lb

import (
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// framing is how the end of a response body is told to the client.
type framing int64

// A framing of zero or more is a Content-Length.
const (
	chunked    framing = -1
	untilClose framing = -2 // HTTP/1.0 clients
	noBody     framing = -3 // HEAD, 204, 304: fields as the worker gave them
	framed     framing = -4 // HTTP/2 has frames for it
)

// appendHead appends the response head as the client gets it: the worker's
// status and end-to-end fields byte by byte, and our own framing.
func (b *Balancer) appendHead(dst []byte, x *Exchange, resp *http1.Response, body framing) []byte {
	dst = appendStatusLine(dst, resp.Status, resp.Reason)
	dated := false
	for i := range resp.Fields {
		f := &resp.Fields[i]
		switch f.Kind {
		case http1.Host, http1.ContentLength, http1.TransferEncoding, http1.Connection, http1.HopByHop, http1.TE,
			http1.Upgrade, http1.Busy, http1.Draining, http1.Internal:
			continue
		case http1.Announced:
			if body != noBody && (x.http2 || body == chunked && x.TakesTrailers()) {
				dst = appendAnnounced(dst, f)
			}
			continue
		case http1.Date:
			dated = true
		case http1.ContentType:
			x.ctype = append(x.ctype[:0], f.Value...)
		}
		if !resp.Nominated(f) {
			dst = appendField(dst, f)
		}
	}
	if !dated {
		dst = append(dst, x.conn.srv.date.line(time.Now())...) // RFC 9110 section 6.6.1
	}
	dst = b.appendHSTS(dst, x, resp)
	if b.opts.DebugHeaders {
		dst = b.appendDebug(dst, x)
	}
	switch {
	case body >= 0:
		dst = appendLength(dst, int64(body))
	case body == chunked:
		dst = append(dst, "Transfer-Encoding: chunked\r\n"...)
	case body == untilClose:
		x.closing = true
	case body == noBody && resp.Length >= 0 && resp.Status != 204 && resp.Status >= 200:
		dst = appendLength(dst, resp.Length)
	}
	dst = appendConnection(dst, x)
	return append(dst, "\r\n"...)
}

// framingFor is the framing of a body of unknown length.
func framingFor(x *Exchange) framing {
	switch {
	case x.http2:
		return framed
	case x.Minor == 0:
		return untilClose
	}
	return chunked
}

func (b *Balancer) appendDebug(dst []byte, x *Exchange) []byte {
	dst = append(dst, "Rip-App: "...)
	dst = append(dst, b.opts.App...)
	dst = append(dst, "\r\nRip-Response-Time: "...)
	dst = strconv.AppendFloat(dst, float64(time.Since(x.start).Microseconds())/1000, 'f', 3, 64)
	return append(dst, "\r\n"...)
}

func appendStatusLine(dst []byte, status int, reason []byte) []byte {
	dst = append(dst, "HTTP/1.1 "...)
	dst = strconv.AppendInt(dst, int64(status), 10)
	dst = append(dst, ' ')
	if reason != nil {
		dst = append(dst, reason...)
	} else {
		dst = append(dst, http.StatusText(status)...)
	}
	return append(dst, "\r\n"...)
}

// appendConnection says what becomes of the connection where that is not the
// version's default.
func appendConnection(dst []byte, x *Exchange) []byte {
	switch {
	case x.http2: // has no such field
	case x.closing:
		return append(dst, "Connection: close\r\n"...)
	case x.Minor == 0:
		return append(dst, "Connection: keep-alive\r\n"...)
	}
	return dst
}

// dateLine renders the Date field once a second. The zero dateLine is ready.
// Safe for concurrent use.
type dateLine struct{ last atomic.Pointer[renderedDate] }

type renderedDate struct {
	second int64
	line   []byte
}

func (d *dateLine) line(now time.Time) []byte {
	second := now.Unix()
	if r := d.last.Load(); r != nil && r.second == second {
		return r.line
	}
	r := &renderedDate{second, []byte("Date: " + now.UTC().Format(http.TimeFormat) + "\r\n")}
	d.last.Store(r)
	return r.line
}

// reject answers x with r.
func (x *Exchange) reject(r *Rejection) {
	x.status, x.reason = r.Status, r.Reason
	x.ctype = append(x.ctype[:0], "text/plain"...)
	if !x.complete {
		x.closing = true // no further request can be found behind an unread one
	}
	x.out = r.appendTo(x.out[:0], x)
	x.flush()
}

// refuse answers x with what is wrong with it.
func (x *Exchange) refuse(bad *http1.Error) {
	x.reject(&Rejection{Status: bad.Status, Reason: bad.Reason, Detail: bad.Detail})
}

// flush writes x.out.
func (x *Exchange) flush() { x.wrote(x.client.answer(x.out)) }

// wrote notes how the writing of a whole answer went.
func (x *Exchange) wrote(err error) {
	if err != nil {
		x.aborted, x.closing, x.cut = true, true, true
	}
}
