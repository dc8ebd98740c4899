package http1

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

var testLimits = Limits{Head: 4 << 10, Target: 1 << 10}

// parse reads one request from raw and returns what is left behind it.
func parse(raw string) (*Request, string, error) {
	br := bufio.NewReader(strings.NewReader(raw))
	var r Request
	err := r.Read(br, testLimits)
	rest, _ := io.ReadAll(br)
	return &r, string(rest), err
}

// summary is what of a request matters, as text to compare.
func summary(r *Request) string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, " ") + "\n") }
	line(string(r.Method), string(r.Target), string(r.Host), "1."+string('0'+rune(r.Minor)))
	for _, f := range r.Fields {
		line(string(f.Name), string(f.Value))
	}
	for _, flag := range []struct {
		name string
		on   bool
	}{
		{"chunked", r.Chunked},
		{"keep-alive", r.KeepAlive},
		{"expect", r.Expect100},
		{"websocket", r.WebSocket},
		{"body", r.HasBody()},
	} {
		if flag.on {
			line("is", flag.name)
		}
	}
	return b.String()
}

func TestAcceptedRequestIsReadByteForByte(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"plain", "GET /a?b=c HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a?b=c h 1.1\nHost h\nis keep-alive\n"},
		{
			"one empty line before the request line", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
			"GET / h 1.1\nHost h\nis keep-alive\n",
		},
		{"no space around a value", "GET / HTTP/1.1\r\nHost:h\r\nX: \t a b \t\r\n\r\n", "GET / h 1.1\nHost h\nX a b\nis keep-alive\n"},
		{"empty value", "GET / HTTP/1.1\r\nHost: h\r\nX:\r\n\r\n", "GET / h 1.1\nHost h\nX \nis keep-alive\n"},
		{"obs-text value", "GET /\xff HTTP/1.1\r\nHost: h\r\nX: \xe9\r\n\r\n", "GET /\xff h 1.1\nHost h\nX \xe9\nis keep-alive\n"},
		{"any token is a method", "b-r3w! / HTTP/1.1\r\nHost: h\r\n\r\n", "b-r3w! / h 1.1\nHost h\nis keep-alive\n"},
		{"HTTP/1.0 without Host closes", "GET / HTTP/1.0\r\n\r\n", "GET /  1.0\n"},
		{"HTTP/1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET /  1.0\nConnection Keep-Alive\nis keep-alive\n"},
		{"close wins", "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, CLOSE\r\n\r\n", "GET / h 1.1\nHost h\nConnection keep-alive, CLOSE\n"},
		{"absolute-form wins over Host", "GET HTTP://a:1/p?q HTTP/1.1\r\nHost: h\r\n\r\n", "GET /p?q a:1 1.1\nHost h\nis keep-alive\n"},
		{"absolute-form without path", "GET http://a HTTP/1.1\r\nHost: h\r\n\r\n", "GET / a 1.1\nHost h\nis keep-alive\n"},
		{"absolute-form with query only", "GET http://a?q HTTP/1.1\r\nHost: h\r\n\r\n", "GET /?q a 1.1\nHost h\nis keep-alive\n"},
		{"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * h 1.1\nHost h\nis keep-alive\n"},
		{"OPTIONS of a whole server", "OPTIONS http://a HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * a 1.1\nHost h\nis keep-alive\n"},
		{"IPv6 host", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET / [::1]:80 1.1\nHost [::1]:80\nis keep-alive\n"},
		{
			"identical lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n",
			"POST / h 1.1\nHost h\nContent-Length 3\nContent-Length 3\nis keep-alive\nis body\n",
		},
		{"empty body", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", "POST / h 1.1\nHost h\nContent-Length 0\nis keep-alive\n"},
		{
			"chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n",
			"POST / h 1.1\nHost h\nTransfer-Encoding Chunked\nis chunked\nis keep-alive\nis body\n",
		},
		{
			"expect", "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nExpect: 100-Continue\r\n\r\n",
			"PUT / h 1.1\nHost h\nContent-Length 1\nExpect 100-Continue\nis keep-alive\nis expect\nis body\n",
		},
		{
			"expect without a body means nothing", "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
			"GET / h 1.1\nHost h\nExpect 100-continue\nis keep-alive\n",
		},
		{
			"websocket", "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\r\n",
			"GET / h 1.1\nHost h\nConnection keep-alive, Upgrade\nUpgrade WebSocket\nis keep-alive\nis websocket\n",
		},
		{
			"other upgrades are ignored", "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
			"GET / h 1.1\nHost h\nConnection Upgrade\nUpgrade h2c\nis keep-alive\n",
		},
		{
			"an upgrade that Connection does not name is none", "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n",
			"GET / h 1.1\nHost h\nUpgrade websocket\nis keep-alive\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, rest, err := parse(c.raw + "next")
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			if diff := cmp.Diff(c.want, summary(r)); diff != "" {
				t.Error(diff)
			}
			if rest != "next" {
				t.Errorf("left behind the head: %q", rest)
			}
		})
	}
}

// refusedRequests are heads that two implementations could read differently,
// or that are plainly wrong.
var refusedRequests = []struct {
	name, raw string
	want      *Error
}{
	{"CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", ErrConnect},
	{"both lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", ErrBothLengths},
	{"both lengths, the other way", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n", ErrBothLengths},
	{"different lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", ErrContentLength},
	{"list of lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3, 3\r\n\r\n", ErrContentLength},
	{"signed length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +3\r\n\r\n", ErrContentLength},
	{"hex length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x3\r\n\r\n", ErrContentLength},
	{"empty length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n", ErrContentLength},
	{"length that overflows", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 18446744073709551617\r\n\r\n", ErrContentLength},
	{"TE in HTTP/1.0", "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", ErrTEInHTTP10},
	{"TE identity", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\n\r\n", ErrTransferCoding},
	{"TE gzip, chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", ErrTransferCoding},
	{"TE twice in a list", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", ErrTransferCoding},
	{"TE twice", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", ErrTransferCoding},
	{"TE with vertical tab", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \vchunked\r\n\r\n", ErrFieldValue},
	{"TE empty", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\r\n\r\n", ErrTransferCoding},
	{"obs-fold", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", ErrObsFold},
	{"obs-fold on the first field", "GET / HTTP/1.1\r\n Host: h\r\n\r\n", ErrObsFold},
	{"obs-fold with tab", "GET / HTTP/1.1\r\nHost: h\r\n\tx: y\r\n\r\n", ErrObsFold},
	{"bare LF after the request line", "GET / HTTP/1.1\nHost: h\r\n\r\n", ErrLineEnding},
	{"bare LF after a field", "GET / HTTP/1.1\r\nHost: h\n\r\n", ErrLineEnding},
	{"bare LF at the end", "GET / HTTP/1.1\r\nHost: h\r\n\n", ErrLineEnding},
	{"bare LF before the request line", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", ErrLineEnding},
	{"bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: h\r\n\r\n", ErrLineEnding},
	{"bare CR in a name", "GET / HTTP/1.1\r\nHo\rst: h\r\n\r\n", ErrLineEnding},
	{"bare CR in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", ErrLineEnding},
	{"CR CR LF", "GET / HTTP/1.1\r\nHost: h\r\r\n\r\n", ErrLineEnding},
	{"space before the colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", ErrFieldName},
	{"tab before the colon", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length\t: 3\r\n\r\n", ErrFieldName},
	{"space in a name", "GET / HTTP/1.1\r\nHost: h\r\nX Y: z\r\n\r\n", ErrFieldName},
	{"no name", "GET / HTTP/1.1\r\nHost: h\r\n: z\r\n\r\n", ErrFieldName},
	{"no colon", "GET / HTTP/1.1\r\nHost: h\r\nXY\r\n\r\n", ErrFieldName},
	{"obs-text in a name", "GET / HTTP/1.1\r\nHost: h\r\nX\xe9: z\r\n\r\n", ErrFieldName},
	{"NUL in a name", "GET / HTTP/1.1\r\nHost: h\r\nX\x00: z\r\n\r\n", ErrFieldName},
	{"NUL in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n", ErrFieldValue},
	{"DEL in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\x7fb\r\n\r\n", ErrFieldValue},
	{"escape in a value", "GET / HTTP/1.1\r\nHost: h\r\nX: \x1b[2J\r\n\r\n", ErrFieldValue},
	{"NUL in the target", "GET /\x00 HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"tab in the target", "GET /\t HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"fragment in the target", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"target without slash", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"GET *", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"another scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"scheme without host", "GET http:// HTTP/1.1\r\nHost: h\r\n\r\n", ErrTarget},
	{"absolute-form with empty host", "GET http:///p HTTP/1.1\r\nHost: h\r\n\r\n", ErrHost},
	{"userinfo in absolute-form", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", ErrHost},
	{"no Host", "GET / HTTP/1.1\r\nX: y\r\n\r\n", ErrHost},
	{"no fields at all", "GET / HTTP/1.1\r\n\r\n", ErrHost},
	{"two Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", ErrHost},
	{"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n", ErrHost},
	{"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", ErrHost},
	{"space in Host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", ErrHost},
	{"slash in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", ErrHost},
	{"userinfo in Host", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", ErrHost},
	{"upgrade with a length", "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\n", ErrUpgradeWithBody},
	{"upgrade with chunks", "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nTransfer-Encoding: chunked\r\n\r\n", ErrUpgradeWithBody},
	{"unknown expectation", "GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n", ErrExpect},
	{"HTTP/9.9", "GET / HTTP/9.9\r\nHost: h\r\n\r\n", ErrVersion},
	{"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", ErrVersion},
	{"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ErrVersion},
	{"HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", ErrVersion},
	{"HTTP/1.10", "GET / HTTP/1.10\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"lower-case http", "GET / http/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"HTTP/0.9", "GET /\r\n\r\n", ErrRequestLine},
	{"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"space at the end", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", ErrRequestLine},
	{"space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"leading space", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", ErrRequestLine},
	{"TLS on the clear port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", ErrLineEnding},
	{"long target", "GET /" + strings.Repeat("a", 1<<10) + " HTTP/1.1\r\nHost: h\r\n\r\n", ErrTargetTooLong},
	{"long line", "GET / HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("a", 4<<10) + "\r\n\r\n", ErrHeadTooLarge},
	{"long head", "GET / HTTP/1.1\r\nHost: h\r\n" + strings.Repeat("X: y\r\n", 1<<10) + "\r\n", ErrHeadTooLarge},
	{"line without end", "GET /" + strings.Repeat("a", 8<<10), ErrHeadTooLarge},
}

func TestAmbiguousRequestIsRefused(t *testing.T) {
	for _, c := range refusedRequests {
		t.Run(c.name, func(t *testing.T) {
			r, _, err := parse(c.raw)
			if !errors.Is(err, c.want) {
				t.Fatalf("got error %v, want %v; request:\n%s", err, c.want, summary(r))
			}
		})
	}
}

func TestHeadThatEndsEarlyIsNoRequest(t *testing.T) {
	const whole = "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"
	for cut := range whole {
		want := ErrEarlyEOF
		if cut == 0 || cut == 2 {
			want = io.EOF
		}
		if _, _, err := parse(whole[:cut]); !errors.Is(err, want) {
			t.Errorf("cut at %d: %v, want %v", cut, err, want)
		}
	}
}

// What comes in one packet and what trickles in byte by byte must be the same
// request, or a slow attacker could ask for something else.
func TestSplitReadsGiveTheSameResult(t *testing.T) {
	raws := []string{"GET / HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n", "\r\nPOST http://a HTTP/1.1\r\nHost: b\r\nContent-Length: 1\r\n\r\n"}
	for _, c := range refusedRequests {
		raws = append(raws, c.raw)
	}
	for _, raw := range raws {
		whole, _, wantErr := parse(raw)
		var slow Request
		err := slow.Read(bufio.NewReaderSize(iotest.OneByteReader(strings.NewReader(raw)), 16), testLimits)
		if !errors.Is(err, wantErr) {
			t.Errorf("%q: byte by byte %v, in one read %v", raw, err, wantErr)
		}
		if err == nil && summary(&slow) != summary(whole) {
			t.Errorf("%q: byte by byte\n%s\nin one read\n%s", raw, summary(&slow), summary(whole))
		}
	}
}

func TestRequestIsReusedWithoutTraces(t *testing.T) {
	br := bufio.NewReader(strings.NewReader(
		"POST http://a/long/path HTTP/1.0\r\nHost: h\r\nConnection: keep-alive, X-A\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n" +
			"GET / HTTP/1.1\r\nHost: h\r\n\r\n"))
	var r Request
	for range 2 {
		if err := r.Read(br, testLimits); err != nil {
			t.Fatal(err)
		}
	}
	want := "GET / h 1.1\nHost h\nis keep-alive\n"
	if diff := cmp.Diff(want, summary(&r)); diff != "" || r.Length != -1 {
		t.Errorf("length %d\n%s", r.Length, diff)
	}
	if f := (Field{Name: []byte("X-A")}); r.Nominated(&f) {
		t.Error("the first request's Connection field still counts")
	}
}

func TestParsingAllocatesNothing(t *testing.T) {
	const raw = "GET /ping HTTP/1.1\r\nHost: localhost:3000\r\nUser-Agent: wrk\r\nConnection: keep-alive\r\n\r\n"
	src := strings.NewReader(raw)
	br := bufio.NewReader(src)
	var r Request
	n := testing.AllocsPerRun(100, func() {
		src.Reset(raw)
		br.Reset(src)
		if err := r.Read(br, testLimits); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations per request head", n)
	}
}

func BenchmarkParseRequest(b *testing.B) {
	const raw = "GET /ping HTTP/1.1\r\nHost: localhost:3000\r\nUser-Agent: Mozilla/5.0\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nCookie: a=b\r\n\r\n"
	src := strings.NewReader(raw)
	br := bufio.NewReader(src)
	var r Request
	b.ReportAllocs()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		src.Reset(raw)
		br.Reset(src)
		if err := r.Read(br, testLimits); err != nil {
			b.Fatal(err)
		}
	}
}
