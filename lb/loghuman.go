package lb

import (
	"bytes"
	"strconv"
	"time"
)

// ANSI colours of the human format.
const (
	reset  = "\x1b[0m"
	dim    = "\x1b[2m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	cyan   = "\x1b[36m"
)

// slow is from when on a request's duration is shown in yellow.
const slow = 500 * time.Millisecond

// appendHuman: time, duration, status, type, size, method, path, the protocol when
// it is HTTP/2, and a reason where there is one.
//
//	12:34:56.789    1.2 ms  200 json     1.2 kB  GET /api/hello
func (f LogFormat) appendHuman(dst []byte, x *Exchange) []byte {
	dst = append(dst, f.Indent...)
	dst = f.paint(dst, dim)
	dst = x.start.AppendFormat(dst, "15:04:05.000")
	dst = f.paint(dst, reset)
	if x.total >= slow {
		dst = f.paint(dst, yellow)
	}
	dst = appendRight(dst, 10, func(b []byte) []byte { return appendDuration(b, x.total) })
	dst = f.paint(dst, statusColor(x.status))
	dst = appendRight(dst, 5, func(b []byte) []byte { return strconv.AppendInt(b, int64(x.status), 10) })
	dst = f.paint(dst, reset)
	dst = append(dst, ' ')
	dst = appendLeft(dst, 6, shortType(x.ctype))
	dst = appendRight(dst, 9, func(b []byte) []byte { return appendSize(b, x.sent) })
	dst = append(dst, "  "...)
	dst = append(dst, x.Method...)
	dst = append(dst, ' ')
	dst = appendPrintable(dst, x.Target)
	if x.http2 {
		dst = append(f.paint(append(dst, ' '), dim), x.protocol().String()...)
		dst = f.paint(dst, reset)
	}
	if x.reason != "" {
		dst = f.paint(append(dst, "  "...), red)
		dst = append(dst, x.reason...)
		dst = f.paint(dst, reset)
	}
	return append(dst, '\n')
}

func (f LogFormat) paint(dst []byte, code string) []byte {
	if !f.Color {
		return dst
	}
	return append(dst, code...)
}

func statusColor(status int) string {
	switch {
	case status >= 500:
		return red
	case status >= 400:
		return yellow
	case status >= 300:
		return cyan
	}
	return green
}

func appendRight(dst []byte, width int, value func([]byte) []byte) []byte {
	var scratch [24]byte
	v := value(scratch[:0])
	for n := width - len(v); n > 0; n-- {
		dst = append(dst, ' ')
	}
	return append(dst, v...)
}

func appendLeft(dst []byte, width int, v []byte) []byte {
	dst = append(dst, v...)
	for n := width - len(v); n > 0; n-- {
		dst = append(dst, ' ')
	}
	return dst
}

// appendDuration shows a duration with three digits or so.
func appendDuration(dst []byte, d time.Duration) []byte {
	switch {
	case d < time.Millisecond:
		return append(strconv.AppendInt(dst, d.Microseconds(), 10), " us"...)
	case d < 100*time.Millisecond:
		return append(strconv.AppendFloat(dst, d.Seconds()*1e3, 'f', 1, 64), " ms"...)
	case d < time.Second:
		return append(strconv.AppendInt(dst, d.Milliseconds(), 10), " ms"...)
	default:
		return append(strconv.AppendFloat(dst, d.Seconds(), 'f', 2, 64), " s"...)
	}
}

func appendSize(dst []byte, n int64) []byte {
	units := [...]string{" B", " kB", " MB", " GB", " TB"}
	v, unit := float64(n), 0
	for v >= 1000 && unit < len(units)-1 {
		v, unit = v/1000, unit+1
	}
	prec := 0
	if unit > 0 && v < 100 {
		prec = 1
	}
	return append(strconv.AppendFloat(dst, v, 'f', prec, 64), units[unit]...)
}

// shortType is the part of a media type that people look for: json, html, png.
func shortType(ctype []byte) []byte {
	t, _, _ := bytes.Cut(ctype, []byte(";"))
	t = bytes.TrimSpace(t)
	if i := bytes.LastIndexAny(t, "/+"); i >= 0 {
		t = t[i+1:]
	}
	switch string(t) {
	case "":
		return []byte("-")
	case "javascript":
		return []byte("js")
	case "event-stream":
		return []byte("sse")
	case "octet-stream":
		return []byte("binary")
	case "x-www-form-urlencoded":
		return []byte("form")
	}
	if bytes.ContainsFunc(t, func(r rune) bool { return r < 0x20 || r >= 0x7f }) {
		return []byte("?") // nothing that could paint on a terminal
	}
	return t[:min(len(t), 6)]
}

// appendPrintable keeps a client from painting on the terminal: what is not
// plain ASCII is shown percent-encoded.
func appendPrintable(dst, b []byte) []byte {
	const hex = "0123456789ABCDEF"
	for _, c := range b {
		if c < 0x20 || c >= 0x7f {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
			continue
		}
		dst = append(dst, c)
	}
	return dst
}
