package lb

import (
	"crypto/tls"
	"io"
	"net"
	"testing"
	"time"
)

// knows is an Options.Challenge with one proof in it.
func knows(host, path, proof string) func(*Options) {
	return func(o *Options) {
		o.Challenge = func(h, p string) (string, bool) { return proof, h == host && p == path }
	}
}

func TestChallengeIsAnsweredBeforeRedirectAndApp(t *testing.T) {
	w := newSecureWorld(t, knows("shop.example", challengePath+"token", "token.thumbprint"), func(o *Options) { o.RedirectHTTP = true })
	w.worker("a", hello)
	for _, host := range []string{"shop.example", "shop.example:80"} {
		resp := w.dial().send("GET " + challengePath + "token HTTP/1.1\r\nHost: " + host + "\r\n\r\n").response()
		if resp.is(t, 200, "token.thumbprint"); resp.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s: %q", host, resp.Header.Get("Content-Type"))
		}
	}
	for _, request := range []string{
		"GET " + challengePath + "other HTTP/1.1\r\nHost: shop.example\r\n\r\n",
		"GET " + challengePath + "token HTTP/1.1\r\nHost: other.example\r\n\r\n",
		"POST " + challengePath + "token HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n\r\n",
		"GET /token HTTP/1.1\r\nHost: shop.example\r\n\r\n",
	} {
		if resp := w.dial().send(request).response(); resp.StatusCode != 308 {
			t.Errorf("%q: %d", request, resp.StatusCode)
		}
	}
}

// An app may prove things itself, by files that certbot puts there for example.
func TestChallengeThatIsNotKnownIsTheAppsToAnswer(t *testing.T) {
	w := newWorld(t, knows("shop.example", challengePath+"token", "ours"))
	w.worker("a", hello)
	w.dial().send("GET "+challengePath+"theirs HTTP/1.1\r\nHost: shop.example\r\n\r\n").response().is(t, 200, "a")
}

func TestHandshakeOfAnAuthorityEndsWithTheCertificate(t *testing.T) {
	w := newSecureWorld(t)
	nc, err := net.Dial("tcp", w.secure)
	if err != nil {
		t.Fatal(err)
	}
	w.trust.NextProtos = []string{protocolACME}
	secure := tls.Client(nc, w.trust)
	defer secure.Close()
	secure.SetDeadline(time.Now().Add(10 * time.Second))
	if err := secure.Handshake(); err != nil || secure.ConnectionState().NegotiatedProtocol != protocolACME {
		t.Fatalf("%q, %v", secure.ConnectionState().NegotiatedProtocol, err)
	}
	if n, err := secure.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("%d bytes, %v; want an end", n, err)
	}
}
