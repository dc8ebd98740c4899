package generator

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAnswersAreReadToTheirEndAndNoFurther(t *testing.T) {
	const next = "HTTP/1.1 200 OK\r\n"
	for name, c := range map[string]struct {
		answer string
		toHead bool
		status int
		size   int64
		close  bool
	}{
		"with a length":      {answer: "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npong", status: 200, size: 4},
		"without a reason":   {answer: "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n", status: 503},
		"chunked":            {answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", status: 200, size: 13},
		"behind 103 and 100": {answer: "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n.", status: 200, size: 1},
		"204 has no body":    {answer: "HTTP/1.1 204 No Content\r\n\r\n", status: 204},
		"304 has no body":    {answer: "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", status: 304},
		"to HEAD":            {answer: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", toHead: true, status: 200},
		"that closes":        {answer: "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n.", status: 200, size: 1, close: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := bufio.NewReader(strings.NewReader(c.answer + next))
			head, size, err := readResponse(r, c.toHead)
			if err != nil || head.status != c.status || size != c.size || head.close != c.close {
				t.Errorf("readResponse = %+v, %d, %v; want %+v", head, size, err, c)
			}
			if rest, _ := io.ReadAll(r); string(rest) != next {
				t.Errorf("left over is %q, want the next answer", rest)
			}
		})
	}
}

func TestAnAnswerWithoutALengthEndsWithItsConnection(t *testing.T) {
	head, size, err := readResponse(bufio.NewReader(strings.NewReader("HTTP/1.1 200 OK\r\n\r\nabc")), false)
	if err != nil || size != 3 || !head.close {
		t.Errorf("readResponse = %+v, %d, %v; want 3 bytes and a connection that is over", head, size, err)
	}
}

func TestUncleanAnswersAreMalformed(t *testing.T) {
	for _, answer := range []string{
		"HTTP/1.0 200 OK\r\n\r\n",
		"HTTP/1.1 200\r\n\r\n",
		"HTTP/1.1 2xx OK\r\n\r\n",
		"HTTP/1.1 200 OK\n\n",
		"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
		"HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n.",
		"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
	} {
		if _, _, err := readResponse(bufio.NewReader(strings.NewReader(answer)), false); !errors.Is(err, ErrResponse) {
			t.Errorf("%q: %v, want ErrResponse", answer, err)
		}
	}
}

func TestATruncatedAnswerIsNotAGoodOne(t *testing.T) {
	for _, answer := range []string{
		"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
	} {
		_, _, err := readResponse(bufio.NewReader(strings.NewReader(answer)), false)
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%q: %v, want an end of file", answer, err)
		}
	}
}

func BenchmarkReadResponse(b *testing.B) {
	answer := "HTTP/1.1 200 OK\r\nContent-Type: text/plain;charset=utf-8\r\nDate: Sun, 22 Nov 2026 20:00:00 GMT\r\nContent-Length: 4\r\n\r\npong"
	source := strings.NewReader(answer)
	r := bufio.NewReader(source)
	b.ReportAllocs()
	for b.Loop() {
		source.Reset(answer)
		r.Reset(source)
		if _, _, err := readResponse(r, false); err != nil {
			b.Fatal(err)
		}
	}
}
