package http1

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPartsBecomeTheSameRequestAsTheirText(t *testing.T) {
	for _, c := range []struct {
		name string
		parts
		want string
	}{
		{"plain", parts{path: "/a?b=c"}, "GET /a?b=c h 1.1\nHost h\nis keep-alive\n"},
		{"OPTIONS *", parts{method: "OPTIONS", path: "*"}, "OPTIONS * h 1.1\nHost h\nis keep-alive\n"},
		{"fields in the order of their names", parts{fields: "X: 2\nA: 1\nX: 3"}, "GET / h 1.1\nHost h\nA 1\nX 2\nX 3\nis keep-alive\n"},
		{"a Host that says the same", parts{fields: "Host: h"}, "GET / h 1.1\nHost h\nis keep-alive\n"},
		{"a body of known length", parts{method: "POST", fields: "Content-Length: 3", body: true}, "POST / h 1.1\nHost h\nContent-Length 3\nis keep-alive\nis body\n"},
		{"a body of unknown length", parts{method: "POST", body: true}, "POST / h 1.1\nHost h\nis chunked\nis keep-alive\nis body\n"},
		{"an empty body", parts{method: "POST", fields: "Content-Length: 0"}, "POST / h 1.1\nHost h\nContent-Length 0\nis keep-alive\n"},
		{"the one TE there is", parts{fields: "Te: trailers"}, "GET / h 1.1\nHost h\nTe trailers\nis keep-alive\n"},
		{"space around a value", parts{fields: "X: \t a \t"}, "GET / h 1.1\nHost h\nX a\nis keep-alive\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Request
			if err := r.Assemble(c.Parts(), testLimits); err != nil {
				t.Fatalf("refused: %v", err)
			}
			if diff := cmp.Diff(c.want, summary(&r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Many of them could be a second request, or another one, once they are text.
func TestPartsThatAreMoreThanOneThingAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		parts
		want *Error
	}{
		{"CONNECT", parts{method: "CONNECT", path: "h:443"}, ErrConnect},
		{"a request line as method", parts{method: "GET /admin HTTP/1.1\r\nX:"}, ErrRequestLine},
		{"a space in the method", parts{method: "GET /admin"}, ErrRequestLine},
		{"no method", parts{method: " "}, ErrRequestLine},
		{"a version in the path", parts{path: "/ HTTP/1.1\r\nHost: evil\r\n\r\n"}, ErrTarget},
		{"a space in the path", parts{path: "/a b"}, ErrTarget},
		{"a fragment", parts{path: "/a#b"}, ErrTarget},
		{"absolute-form", parts{path: "http://evil/"}, ErrTarget},
		{"* of GET", parts{path: "*"}, ErrTarget},
		{"a long path", parts{path: "/" + strings.Repeat("a", testLimits.Target)}, ErrTargetTooLong},
		{"no authority", parts{authority: "-"}, ErrHost},
		{"a line in the authority", parts{authority: "h\r\nX: y"}, ErrHost},
		{"userinfo", parts{authority: "user@h"}, ErrHost},
		{"another Host", parts{fields: "Host: evil"}, ErrHost},
		{"Connection", parts{fields: "Connection: close"}, ErrConnectionField},
		{"Upgrade", parts{fields: "Upgrade: websocket"}, ErrConnectionField},
		{"Transfer-Encoding", parts{method: "POST", fields: "Transfer-Encoding: chunked", body: true}, ErrConnectionField},
		{"a field within a name", parts{fields: "X: y\r\nZ: v"}, ErrFieldValue},
		{"a space in a name", parts{fields: "X Y: z"}, ErrFieldName},
		{"a pseudo-header field", parts{fields: ":protocol: websocket"}, ErrFieldName},
		{"different lengths", parts{fields: "Content-Length: 1\nContent-Length: 2", body: true}, ErrContentLength},
		{"a length without a body", parts{fields: "Content-Length: 1"}, ErrContentLength},
		{"another expectation", parts{fields: "Expect: miracle"}, ErrExpect},
		{"a large head", parts{fields: "X: " + strings.Repeat("a", testLimits.Head)}, ErrHeadTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Request
			if err := r.Assemble(c.Parts(), testLimits); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// parts are Parts as tests write them; what is empty is as in the plainest request.
type parts struct {
	method, path, authority, fields string
	body                            bool
}

func (p parts) Parts() *Parts {
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return strings.Trim(s, " -")
	}
	out := &Parts{Method: or(p.method, "GET"), Path: p.path, Authority: or(p.authority, "h"), Fields: map[string][]string{}, Body: p.body}
	if p.path == "" {
		out.Path = "/"
	}
	for line := range strings.SplitSeq(p.fields, "\n") {
		if at := strings.LastIndex(line, ": "); strings.HasPrefix(line, ":") {
			out.Fields[line[:at]] = []string{line[at+2:]}
		} else if name, value, ok := strings.Cut(line, ": "); ok {
			out.Fields[name] = append(out.Fields[name], value)
		}
	}
	return out
}

// What is accepted of a stream is one request to net/http as well, and the one that
// the stream asked for: nothing in it became another line or another request.
func FuzzAssemble(f *testing.F) {
	f.Add("GET", "/a?b", "h:1", "Cookie", "a=b; c=d", "X", "y", false)
	f.Add("POST", "/", "h", "Content-Length", "3", "Host", "h", true)
	f.Add("GET /x HTTP/1.1\r\n", "/ HTTP/1.1\r\n\r\n", "h\r\n", "a: b", "c\r\nd", ":path", "\x00", true)
	f.Add("OPTIONS", "*", "[::1]", "Te", "trailers", "Connection", "close", false)
	f.Fuzz(func(t *testing.T, method, path, authority, name, value, name2, value2 string, body bool) {
		p := &Parts{Method: method, Path: path, Authority: authority, Body: body, Fields: map[string][]string{name: {value}}}
		p.Fields[name2] = append(p.Fields[name2], value2)
		var ours, again Request
		if ours.Assemble(p, testLimits) != nil {
			return
		}
		if string(ours.Method) != method || string(ours.Target) != path || string(ours.Host) != authority {
			t.Fatalf("asked for %q %q of %q, became %q %q of %q", method, path, authority, ours.Method, ours.Target, ours.Host)
		}
		raw := bytes.Clone(ours.Raw())
		if err := again.Read(bufio.NewReader(bytes.NewReader(raw)), testLimits); err != nil || len(again.Raw()) != len(raw) {
			t.Fatalf("%q is read as %q, %v", raw, again.Raw(), err)
		}
		if n := len(ours.Fields) - 1; n > 2 {
			t.Fatalf("%d fields became of 2: %q", n, raw)
		}
		theirs, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
		if err != nil && !strings.Contains(fmt.Sprint(err), "invalid URI") && !strings.Contains(fmt.Sprint(err), "invalid URL") {
			t.Fatalf("we accept what net/http refuses: %v\n%q", err, raw)
		}
		if err == nil && (theirs.Method != method || theirs.RequestURI != path || theirs.Host != authority) {
			t.Fatalf("net/http sees %q %q of %q in %q", theirs.Method, theirs.RequestURI, theirs.Host, raw)
		}
	})
}
