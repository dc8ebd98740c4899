package lb

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seenBy sends raw through a world with those options and returns the head
// that the worker got.
func seenBy(t *testing.T, raw string, change ...func(*Options)) string {
	t.Helper()
	w := newWorld(t, change...)
	heads := make(chan string, 1)
	w.worker("a", func(c *call) { heads <- c.head; hello(c) })
	w.dial().send(raw).response()
	return <-heads
}

func TestWorkerGetsTheFieldsByteForByte(t *testing.T) {
	got := seenBy(t, "GET /a%2Fb?x=%zz&y HTTP/1.1\r\nhOsT: H:80\r\nx-lower:  v\t\r\nX-UPPER:w\r\nCookie: a=b; c=d\r\nCookie: e\r\nAccept-Encoding: gzip\r\nAuthorization: Basic x\r\nOrigin: null\r\n\r\n")
	want := "GET /a%2Fb?x=%zz&y HTTP/1.1\r\nHost: H:80\r\nx-lower: v\r\nX-UPPER: w\r\nCookie: a=b; c=d\r\nCookie: e\r\nAccept-Encoding: gzip\r\n" +
		"Authorization: Basic x\r\nOrigin: null\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: H:80\r\n\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHopByHopFieldsStopAtUs(t *testing.T) {
	got := seenBy(t, "POST / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Private, Host, Content-Length\r\nKeep-Alive: 5\r\nX-Private: secret\r\nProxy-Connection: x\r\n"+
		"Proxy-Authorization: x\r\nTE: trailers\r\nTrailer: T\r\nUpgrade: h2c\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx")
	want := "POST / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: h\r\nContent-Length: 1\r\n\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestForwardedFieldsAreBelievedOnlyFromTrustedPeers(t *testing.T) {
	const raw = "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\nForwarded: for=1.2.3.4\r\nX-Forwarded-Prefix: /x\r\n\r\n"
	for _, c := range []struct {
		name    string
		trusted bool
		want    http.Header
	}{
		{"stranger", false, http.Header{"X-Forwarded-For": {"127.0.0.1"}, "X-Forwarded-Proto": {"http"}, "X-Forwarded-Host": {"h"}}},
		{"trusted", true, http.Header{
			"X-Forwarded-For": {"1.2.3.4, 127.0.0.1"}, "X-Forwarded-Proto": {"https"},
			"X-Forwarded-Host": {"shop.example"}, "Forwarded": {"for=1.2.3.4"}, "X-Forwarded-Prefix": {"/x"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := seenBy(t, raw, func(o *Options) {
				if c.trusted {
					o.TrustProxy = loopback()
				}
			})
			if diff := cmp.Diff(c.want, fieldsOf(head)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFieldsThatATrustedPeerKeptForItselfAreMadeAnew(t *testing.T) {
	head := seenBy(t, "GET / HTTP/1.1\r\nHost: h\r\nConnection: X-Forwarded-Proto\r\nX-Forwarded-Proto: https\r\n\r\n",
		func(o *Options) { o.TrustProxy = loopback() })
	if got := fieldsOf(head)["X-Forwarded-Proto"]; len(got) != 1 || got[0] != "http" {
		t.Errorf("X-Forwarded-Proto %q", got)
	}
}

// fieldsOf parses the fields of a head, Host apart.
func fieldsOf(head string) http.Header {
	fields := http.Header{}
	for _, line := range strings.Split(head, "\r\n")[1:] {
		if name, value, ok := strings.Cut(line, ": "); ok && name != "Host" {
			fields.Add(name, value)
		}
	}
	return fields
}

func TestInternalFieldsNeitherEnterNorLeave(t *testing.T) {
	head := seenBy(t, "GET / HTTP/1.1\r\nHost: h\r\nRip-Worker-Busy: 1\r\nRIP-WORKER-ID: x\r\nRip-Worker-Draining: 1\r\nrip-worker-extension: y\r\n\r\n")
	if strings.Contains(strings.ToLower(head), "rip-worker") {
		t.Errorf("the worker got\n%s", head)
	}
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 200 OK\r\nRip-Worker-Id: a\r\nrip-worker-busy: 1\r\nRip-Worker-Draining: 1\r\nRip-Worker-Pid: 1\r\nContent-Length: 0\r\n\r\n"))
	got := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head()
	if strings.Contains(strings.ToLower(got), "rip-worker") {
		t.Errorf("the client got\n%s", got)
	}
}

func TestClientGetsTheWorkersFieldsByteForByte(t *testing.T) {
	w := newWorld(t)
	w.worker("a", raw("HTTP/1.1 418 I'm a Teapot\r\nsEt-cookie: a\r\nSet-Cookie: b\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\n"+
		"Proxy-Authenticate: x\r\nTrailer: T\r\nUpgrade: x\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Text: \xe9\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n"))
	got := w.dial().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head()
	want := "HTTP/1.1 418 I'm a Teapot\r\nsEt-cookie: a\r\nSet-Cookie: b\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Text: \xe9\r\nX-Empty: \r\nContent-Length: 0\r\n\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestResponseCannotBeSplit(t *testing.T) {
	for _, head := range []string{
		"HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: evil\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\nSet-Cookie: evil\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX: a\r\n Set-Cookie: evil\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX: a\x00\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nX-\xe9: name that is no token\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n",
	} {
		w := newWorld(t)
		w.worker("a", raw(head))
		w.dial().send("POST / HTTP/1.1\r\nHost: h\r\n\r\n").response().refused(t, 502, "bad-response")
		w.close()
	}
}

func TestDebugFieldsOnlyOnRequest(t *testing.T) {
	for _, on := range []bool{false, true} {
		w := newWorld(t, func(o *Options) { o.DebugHeaders = on })
		w.worker("a", hello)
		h := w.dial().get("/").Header
		if got := h.Get("Rip-App") == "shop" && h.Get("Rip-Response-Time") != ""; got != on {
			t.Errorf("debug %v: %v", on, h)
		}
	}
}
