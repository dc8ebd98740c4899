package http1

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// What we accept, net/http must accept as the same request: where two parsers
// disagree, one of them can be smuggled past. Deliberate differences:
//   - a target that is no valid URL ("/%zz") is the app's to judge, and
//     net/http refuses it;
//   - net/http takes the fields Host and Connection's neighbours apart into
//     struct fields, so they are compared there;
//   - a Trailer field that announces framing is refused by net/http; we leave the
//     trailer out when it comes.
func FuzzRequest(f *testing.F) {
	for _, c := range refusedRequests {
		f.Add([]byte(c.raw))
	}
	for _, raw := range []string{
		"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
		"\r\nPOST http://a/b?c HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\nX: y\r\n\r\nabc",
		"POST / HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
		"OPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: b\r\nTE: trailers\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\nX-Late: 2\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: b\r\nTrailer: Content-Length\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 3\r\n\r\nabc",
	} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var ours, slow Request
		br := bufio.NewReader(bytes.NewReader(raw))
		err := ours.Read(br, testLimits)
		slowErr := slow.Read(bufio.NewReaderSize(iotest.OneByteReader(bytes.NewReader(raw)), 16), testLimits)
		if !errors.Is(err, slowErr) && err.Error() != slowErr.Error() {
			t.Fatalf("in one read %v, byte by byte %v", err, slowErr)
		}
		if err != nil {
			return
		}
		raw = bytes.TrimPrefix(raw, []byte("\r\n")) // which net/http does not forgive
		theirs, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
		var noURL *url.Error
		if errors.As(err, &noURL) || err != nil && (strings.Contains(err.Error(), "invalid URI") || strings.Contains(err.Error(), "bad trailer key")) {
			return
		}
		if err != nil {
			t.Fatalf("we accept what net/http refuses: %v\n%q", err, raw)
		}
		compareRequests(t, &ours, theirs)
		if rest, _ := io.ReadAll(br); ours.Chunked {
			compareBodies(t, string(rest), theirs)
		}
	})
}

// compareBodies holds a chunked body that we accept against what net/http makes of
// it, trailers included.
func compareBodies(t *testing.T, raw string, theirs *http.Request) {
	t.Helper()
	data, _, err := decode(raw, len(raw)+1, 1<<20)
	if err != nil {
		return
	}
	body, err := io.ReadAll(theirs.Body)
	if deliberatelyDifferent([]byte(raw), err) {
		return
	}
	if err != nil || string(body) != data {
		t.Fatalf("ours %q, net/http's %q, %v", data, body, err)
	}
	compareTrailers(t, raw, theirs.Trailer)
}

func compareRequests(t *testing.T, ours *Request, theirs *http.Request) {
	t.Helper()
	same := func(what, our, their string) {
		if our != their {
			t.Fatalf("%s: ours %q, net/http's %q", what, our, their)
		}
	}
	same("method", string(ours.Method), theirs.Method)
	same("host", string(ours.Host), theirs.Host)
	if strings.HasPrefix(theirs.RequestURI, "/") || theirs.RequestURI == "*" {
		same("target", string(ours.Target), theirs.RequestURI)
	}
	length := max(ours.Length, 0)
	if ours.Chunked {
		length = -1
	}
	same("length", strconv.FormatInt(length, 10), strconv.FormatInt(theirs.ContentLength, 10))
	same("close", strconv.FormatBool(!ours.KeepAlive), strconv.FormatBool(theirs.Close))
	fields := make(http.Header)
	for _, f := range ours.Fields {
		switch f.Kind {
		case Host, TransferEncoding, ContentLength:
		case Announced:
			return // net/http moves it elsewhere
		default:
			key := textproto.CanonicalMIMEHeaderKey(string(f.Name))
			fields[key] = append(fields[key], string(f.Value))
		}
	}
	theirs.Header.Del("Content-Length")
	if _, set := fields["Cache-Control"]; !set {
		theirs.Header.Del("Cache-Control") // made up from Pragma
	}
	for key, values := range theirs.Header {
		same(key, strings.Join(fields[key], "\n"), strings.Join(values, "\n"))
	}
	for key := range fields {
		if _, known := theirs.Header[key]; !known {
			t.Fatalf("net/http does not see %q", key)
		}
	}
}

// A worker can send anything: it must neither panic nor fill the memory, and
// an accepted head holds no byte that could begin another line.
func FuzzResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello"))
	f.Add([]byte("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 404\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: x\r\n\r\n0\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nTrailer: X-Sum, Date\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\nDate: x\r\n\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var r Response
		br := bufio.NewReader(bytes.NewReader(raw))
		err := r.Read(br, testLimits.Head)
		if cap(r.raw) > 4*testLimits.Head {
			t.Fatalf("%d bytes held", cap(r.raw))
		}
		if err != nil {
			return
		}
		if r.Status != 101 && (r.Status < 200 || r.Status > 599) || r.Chunked && r.Length >= 0 {
			t.Fatalf("accepted: %+v", r)
		}
		body := Chunked{MaxTrailer: 100}
		rest, _ := io.ReadAll(br)
		_, _, _ = body.Decode(nil, rest, 1<<20) // refused or not: what it has found must be sane
		if cap(body.Trailer.raw) > 4*body.MaxTrailer {
			t.Fatalf("%d bytes of trailers held", cap(body.Trailer.raw))
		}
		for _, field := range append(r.Fields, body.Trailer.Fields...) {
			if bytes.ContainsAny(field.Name, "\r\n: ") || bytes.ContainsAny(field.Value, "\r\n\x00") {
				t.Fatalf("accepted: %q: %q", field.Name, field.Value)
			}
		}
		for _, field := range body.Trailer.Fields {
			if field.Kind != Other || !MayTrail(field.Name) {
				t.Fatalf("let through: %q", field.Name)
			}
		}
		if bytes.ContainsAny(r.Reason, "\r\n\x00") {
			t.Fatalf("accepted reason: %q", r.Reason)
		}
	})
}

// A body that we accept is the same to net/http, and the same to us however it
// is split, and so are its trailers.
func FuzzChunked(f *testing.F) {
	for _, raw := range []string{
		"0\r\nX: " + strings.Repeat("\x96", 5000) + "\r\n\r\n", // a trailer too large for net/http
		"0\r\nX-Sum: 1\r\nHost: a\r\nx-sum: 2\r\n\r\nmore", "1\r\na\r\n0\r\nX : y\r\n\r\n",
		"0\r\n\r\n", "3\r\nabc\r\n0\r\n\r\nmore", "3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n", "00a\r\n0123456789\r\n0\r\n\r\n",
	} {
		f.Add([]byte(raw), 3, 2)
	}
	f.Fuzz(func(t *testing.T, raw []byte, step, limit int) {
		data, rest, err := decode(string(raw), len(raw)+1, 1<<20)
		split, splitRest, splitErr := decode(string(raw), min(max(step, 1), 1<<10), min(max(limit, 1), 1<<10))
		if (err == nil) != (splitErr == nil) || err == nil && (data != split || rest != splitRest) {
			t.Fatalf("whole: %q, %q, %v; split: %q, %q, %v", data, rest, err, split, splitRest, splitErr)
		}
		if err != nil {
			return
		}
		head := "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
		br := bufio.NewReader(strings.NewReader(head + string(raw)))
		req, err := http.ReadRequest(br)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := io.ReadAll(req.Body)
		if deliberatelyDifferent(raw, err) {
			return
		}
		if err != nil || string(theirs) != data {
			t.Fatalf("ours %q, net/http's %q, %v", data, theirs, err)
		}
		compareTrailers(t, string(raw), req.Trailer)
		theirRest, _ := io.ReadAll(br)
		if string(theirRest) != rest {
			t.Fatalf("behind the body: ours %q, net/http's %q", rest, theirRest)
		}
	})
}

// compareTrailers holds the trailers of the body raw against those that net/http
// sees there. It passes on some that we leave out.
func compareTrailers(t *testing.T, raw string, theirs http.Header) {
	t.Helper()
	lines, err := trailerOf(raw, len(raw), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	ours := make(http.Header)
	for line := range strings.Lines(lines) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		ours.Add(name, value)
	}
	for name, values := range theirs {
		if !MayTrail([]byte(name)) || values == nil { // what was announced only
			delete(theirs, name)
		} else if got := ours[name]; !slices.Equal(got, values) {
			t.Fatalf("trailer %q: ours %q, net/http's %q", name, got, values)
		}
	}
	if len(ours) != len(theirs) {
		t.Fatalf("trailers: ours %q, net/http's %q", ours, theirs)
	}
}

// deliberatelyDifferent: net/http has bounds of its own for lines, trailers and
// extensions.
func deliberatelyDifferent(raw []byte, err error) bool {
	return err != nil && (strings.Contains(err.Error(), "trailer") || strings.Contains(err.Error(), "too long") || strings.Contains(err.Error(), "too large") ||
		strings.Contains(err.Error(), "chunked line") || strings.Contains(err.Error(), "excess") ||
		// RFC 9112 section 7.1.1 has space before an extension's semicolon; net/http has not
		strings.Contains(err.Error(), "invalid byte in chunk length") && bytes.ContainsAny(raw, " \t"))
}
