package lb

import (
	"bufio"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seen is a request as a worker got it, and its answer as the client got it,
// as far as net/http's reverse proxy and ours must agree. Deliberately apart:
//   - names of fields keep their case here, net/http makes them canonical;
//   - a body of unknown length is chunked there, ours has been read and has a
//     Content-Length; both ways the framing is the proxy's own, so it is left out;
//   - Forwarded, X-Forwarded-* and Te are left out: each sets them its own way
//     (TestForwardedFields… and TestHopByHop… say ours);
//   - Via and Server are added by neither, Date by both;
//   - net/http guesses a Content-Type where the worker gave none, we do not:
//     the answers here have one where they have a body.
type seen struct {
	Method, URI, Host, Body string
	Fields                  http.Header
	Status                  int
	Answer                  string
	AnswerFields            http.Header
}

func compared(h http.Header) http.Header {
	h = h.Clone()
	for _, name := range []string{
		"Content-Length", "Transfer-Encoding", "Connection", "Date", "Te", "Trailer",
		"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
	} {
		h.Del(name)
	}
	return h
}

// reverseProxy serves net/http's own in front of that worker and returns its address.
func reverseProxy(t *testing.T, worker *fakeWorker) string {
	t.Helper()
	transport := &http.Transport{
		DisableCompression: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", worker.socket)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	proxy := &httputil.ReverseProxy{
		Transport: transport,
		ErrorLog:  log.New(io.Discard, "", 0),
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "worker"})
			r.Out.Host = r.In.Host
			r.Out.URL.RawQuery = r.In.URL.RawQuery // it would drop what it cannot parse
			r.SetXForwarded()
		},
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

func TestSameAsTheStandardReverseProxy(t *testing.T) {
	records := make(chan seen, 1)
	answers := []string{
		"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Two: 1\r\nX-Two: 2\r\nSet-Cookie: a=b\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
		"HTTP/1.1 404 Not Found\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 9\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 301 Moved Permanently\r\nLocation: /x?y\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
		"HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
	}
	var answer string
	behave := func(c *call) {
		if c.req.ContentLength >= 0 {
			c.readBody()
		} else {
			c.body, _ = io.ReadAll(httputil.NewChunkedReader(c.br))
			c.br.Discard(2)
		}
		records <- seen{
			Method: c.req.Method, URI: c.req.RequestURI, Host: c.req.Host,
			Body: string(c.body), Fields: compared(c.req.Header),
		}
		head, _, _ := strings.Cut(answer, "\r\n\r\n")
		if c.req.Method == "HEAD" {
			c.write(head, "\r\n\r\n")
			return
		}
		c.write(answer)
	}
	w := newWorld(t)
	worker := w.worker("a", behave)
	addresses := []string{w.addr, reverseProxy(t, worker)}
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n",
		"GET /a%2Fb/../c//d?x=1&x=2;y=%20 HTTP/1.1\r\nHost: h:8080\r\nUser-Agent: u\r\nAccept: */*\r\nAccept-Encoding: br, gzip\r\n\r\n",
		"GET /?q=a+b&empty= HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nCookie: a=b; c=d\r\nIf-None-Match: \"x\"\r\nRange: bytes=0-5\r\n\r\n",
		"HEAD /head HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\n\r\n",
		"POST /form HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=b&c=d",
		"POST /chunked HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
		"PUT /empty HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nContent-Length: 0\r\n\r\n",
		"DELETE /x HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\n\r\n",
		"PROPFIND /dav HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nDepth: 1\r\n\r\n",
		"GET /hop HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nConnection: X-Private, keep-alive\r\nX-Private: 1\r\nKeep-Alive: 3\r\nProxy-Authorization: x\r\nProxy-Connection: y\r\n\r\n",
		"GET /multi HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\nX-A: 1\r\nX-A: 2\r\nX-Empty:\r\nX-Latin: \xe9\r\n\r\n",
		"GET http://other/abs?q HTTP/1.1\r\nHost: h\r\nUser-Agent: u\r\n\r\n",
		"GET /old HTTP/1.0\r\nHost: h\r\nUser-Agent: u\r\n\r\n",
	} {
		for _, answer = range answers {
			var both [2]seen
			for i, address := range addresses {
				both[i] = throughProxy(t, address, request, records)
			}
			if diff := cmp.Diff(both[1], both[0]); diff != "" {
				t.Errorf("%q answered by %q: (-net/http +ours)\n%s", request, answer, diff)
			}
		}
	}
}

// throughProxy sends request to address and returns both of its ends.
func throughProxy(t *testing.T, address, request string, records <-chan seen) seen {
	t.Helper()
	nc, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	io.WriteString(nc, request)
	method, _, _ := strings.Cut(request, " ")
	resp, err := http.ReadResponse(bufio.NewReader(nc), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	record := <-records
	record.Status, record.Answer, record.AnswerFields = resp.StatusCode, string(body), compared(resp.Header)
	return record
}
