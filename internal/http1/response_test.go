package http1

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func parseResponse(raw string) (*Response, string, error) {
	br := bufio.NewReader(strings.NewReader(raw))
	var r Response
	err := r.Read(br, testLimits.Head)
	rest, _ := io.ReadAll(br)
	return &r, string(rest), err
}

func TestResponseHeadIsRead(t *testing.T) {
	for _, c := range []struct {
		name, raw        string
		status           int
		reason           string
		length           int64
		chunked, keep    bool
		untilClose, none bool
	}{
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, "OK", 5, false, true, false, false},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", 200, "OK", -1, true, true, false, false},
		{"until close", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 200, "OK", -1, false, false, true, false},
		{"HTTP/1.0", "HTTP/1.0 404 Not Found\r\n\r\n", 404, "Not Found", -1, false, false, true, false},
		{"no reason", "HTTP/1.1 599\r\nContent-Length: 0\r\n\r\n", 599, "", 0, false, true, false, false},
		{"empty reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", 200, "", 0, false, true, false, false},
		{"no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, "No Content", -1, false, true, true, true},
		{"not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, "Not Modified", 9, false, true, false, true},
		{"interim heads", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", 200, "OK", 1, false, true, false, false},
		{"upgrade", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", 101, "Switching Protocols", -1, false, true, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, rest, err := parseResponse(c.raw + "body")
			if err != nil {
				t.Fatal(err)
			}
			if r.Status != c.status || string(r.Reason) != c.reason || r.Length != c.length || r.Chunked != c.chunked ||
				r.KeepAlive != c.keep || r.UntilClose() != c.untilClose || r.Bodiless(false) != c.none {
				t.Errorf("got %+v", r)
			}
			if !r.Bodiless(true) {
				t.Error("an answer to HEAD has no body")
			}
			if rest != "body" {
				t.Errorf("left behind the head: %q", rest)
			}
		})
	}
}

func TestResponseThatIsNotHTTPIsRefused(t *testing.T) {
	const interim = "HTTP/1.1 100 Continue\r\n\r\n"
	for _, c := range []struct {
		name, raw string
		want      error
	}{
		{"nothing", "", io.EOF},
		{"half", "HTTP/1.1 200 OK\r\nX", ErrEarlyEOF},
		{"garbage", "hello\r\n\r\n", ErrStatusLine},
		{"two digits", "HTTP/1.1 20 OK\r\n\r\n", ErrStatusLine},
		{"four digits", "HTTP/1.1 2000 OK\r\n\r\n", ErrStatusLine},
		{"below 100", "HTTP/1.1 099 OK\r\n\r\n", ErrStatusLine},
		{"above 599", "HTTP/1.1 600 OK\r\n\r\n", ErrStatusLine},
		{"HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", ErrStatusLine},
		{"escape in the reason", "HTTP/1.1 200 \x1b[2J\r\n\r\n", ErrStatusLine},
		{"bare LF", "HTTP/1.1 200 OK\nX: y\r\n\r\n", ErrLineEnding},
		{"bare CR", "HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\n\r\n", ErrLineEnding},
		{"fold", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n", ErrObsFold},
		{"both lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", ErrBothLengths},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", ErrContentLength},
		{"gzip coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", ErrTransferCoding},
		{"chunked in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", ErrTEInHTTP10},
		{"head without end", "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: y\r\n", 1<<12), ErrHeadTooLarge},
		{"interim heads without end", strings.Repeat(interim, 1000), ErrStatusLine},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := parseResponse(c.raw); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			var slow Response
			br := bufio.NewReader(iotest.OneByteReader(strings.NewReader(c.raw)))
			if err := slow.Read(br, testLimits.Head); !errors.Is(err, c.want) {
				t.Errorf("byte by byte: got %v, want %v", err, c.want)
			}
		})
	}
}

func TestFieldsNamedByConnectionAreHopByHop(t *testing.T) {
	r, _, err := parseResponse("HTTP/1.1 200 OK\r\nConnection: close, x-b\r\nX-A: 1\r\nX-B: 2\r\nContent-Length: 0\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{false, false, true, false} {
		if got := r.Nominated(&r.Fields[i]); got != want {
			t.Errorf("%s nominated: %v", r.Fields[i].Name, got)
		}
	}
}

func TestEveryKindIsFoundInAnyCase(t *testing.T) {
	for name, want := range map[string]Kind{
		"Host": Host, "CONTENT-LENGTH": ContentLength, "transfer-Encoding": TransferEncoding, "connection": Connection,
		"upgrade": Upgrade, "Expect": Expect, "Keep-Alive": HopByHop, "Proxy-Connection": HopByHop, "TE": TE,
		"Trailer": Announced, "Proxy-Authorization": HopByHop, "Proxy-Authenticate": HopByHop, "Forwarded": Forwarded,
		"X-Forwarded-For": ForwardedFor, "X-Forwarded-Proto": ForwardedProto, "X-Forwarded-Host": ForwardedHost,
		"Content-Type": ContentType, "Accept": Accept, "User-Agent": UserAgent, "Date": Date,
		"Rip-Worker-Busy": Busy, "rip-worker-draining": Draining, "RIP-WORKER-ID": Internal, "Rip-Worker-Future-Thing": Internal,
		"Rip-Worker": Other, "Rip-Worker-": Other, "Content-Lengths": Other, "X-Anything": Other, "a": Other,
	} {
		if got := kindOf([]byte(name)); got != want {
			t.Errorf("%s: kind %d, want %d", name, got, want)
		}
	}
}

func BenchmarkParseResponse(b *testing.B) {
	const raw = "HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset=utf-8\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 4\r\n\r\n"
	src := strings.NewReader(raw)
	br := bufio.NewReader(src)
	var r Response
	b.ReportAllocs()
	for b.Loop() {
		src.Reset(raw)
		br.Reset(src)
		if err := r.Read(br, testLimits.Head); err != nil {
			b.Fatal(err)
		}
	}
}
