package http1

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// decode feeds raw to a decoder in pieces of step bytes, taking at most limit
// bytes of data at once, and returns the data and what lies behind the body.
func decode(raw string, step, limit int) (data, rest string, err error) {
	var c Chunked
	var out strings.Builder
	src := []byte(raw)
	for at := 0; !c.Done(); {
		if at == len(src) {
			return out.String(), "", errors.New("the body has not ended")
		}
		part, used, err := c.Decode(nil, src[at:min(at+step, len(src))], limit)
		out.Write(part)
		if err != nil {
			return out.String(), "", err
		}
		at += used
		rest = string(src[at:])
	}
	return out.String(), rest, nil
}

func TestChunkedBodyIsTheSameHoweverItIsSplit(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "0\r\n\r\n", ""},
		{"two chunks", "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n", "abc0123456789"},
		{"hex in both cases", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"},
		{"leading zeros", "0003\r\nabc\r\n000\r\n\r\n", "abc"},
		{"extensions", "3;a=b;c=\"d\"\r\nabc\r\n0;x\r\n\r\n", "abc"},
		{"bad whitespace before an extension", "3 ;a\r\nabc\r\n0\t\r\n\r\n", "abc"},
		{"trailers", "3\r\nabc\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n", "abc"},
		{"data that looks like framing", "7\r\n0\r\n\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			const behind = "GET / HTTP/1.1\r\n"
			for step := 1; step <= len(c.raw)+len(behind); step++ {
				for _, limit := range []int{1, 2, 1 << 20} {
					data, rest, err := decode(c.raw+behind, step, limit)
					if err != nil || data != c.want || rest != behind {
						t.Fatalf("in pieces of %d, %d bytes at once: data %q, rest %q, error %v", step, limit, data, rest, err)
					}
				}
			}
		})
	}
}

func TestMalformedChunksAreRefused(t *testing.T) {
	for name, raw := range map[string]string{
		"no size":                      "\r\nabc\r\n",
		"size that is no hex":          "g\r\n",
		"0x":                           "0x3\r\nabc\r\n",
		"negative":                     "-3\r\nabc\r\n",
		"leading space":                " 3\r\nabc\r\n",
		"sixteen digits":               "0000000000000003\r\nabc\r\n0\r\n\r\n",
		"overflow":                     "fffffffffffffffff\r\n",
		"bare LF after the size":       "3\nabc\r\n0\r\n\r\n",
		"CR without LF after the size": "3\rXabc\r\n0\r\n\r\n",
		"longer than it says":          "3\r\nabcd\r\n0\r\n\r\n",
		"bare LF after the data":       "3\r\nabc\n0\r\n\r\n",
		"text behind the size":         "3 abc\r\nabc\r\n0\r\n\r\n",
		"two sizes":                    "3 3\r\nabc\r\n0\r\n\r\n",
		"bare LF in an extension":      "3;a\nb\r\nabc\r\n0\r\n\r\n",
		"NUL in an extension":          "3;\x00\r\nabc\r\n0\r\n\r\n",
		"bare LF as the end":           "0\r\n\n",
		"CR without LF as the end":     "0\r\n\rX",
		"bare LF in a trailer":         "0\r\nX: y\n\r\n",
		"control byte in a trailer":    "0\r\nX: \x01\r\n\r\n",
		"extensions without end":       "3;" + strings.Repeat("a", maxSpare+1) + "\r\n",
		"an extension on every byte":   strings.Repeat("1;aaaaaaaaaaaaaaaa\r\nx\r\n", maxSpare/16),
	} {
		t.Run(name, func(t *testing.T) {
			for _, step := range []int{1, 3, len(raw)} {
				if data, _, err := decode(raw, step, 1<<20); !errors.Is(err, ErrChunk) {
					t.Errorf("in pieces of %d: data %q, error %v", step, data, err)
				}
			}
		})
	}
}

func TestEncodedChunksAreDecoded(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 17, 255, 256, 4095, 4096, 65537} {
		data := strings.Repeat("x", n)
		raw := string(AppendChunk(nil, []byte(data))) + LastChunk
		if n > 0 && !strings.HasPrefix(raw, fmt.Sprintf("%x\r\n", n)) {
			t.Errorf("%d bytes begin with %q", n, raw[:8])
		}
		if got, _, err := decode(raw, len(raw), 1<<20); err != nil || got != data {
			t.Errorf("%d bytes: got %d, error %v", n, len(got), err)
		}
	}
}
