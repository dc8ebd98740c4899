package lb

import (
	"bytes"
	"net"
	"net/http"
	"time"
)

// protocolACME is what a certificate authority speaks that wants to see in a
// handshake that a name leads here (TLS-ALPN-01, RFC 8737). The certificate is
// the whole answer; there is no HTTP after it.
const protocolACME = "acme-tls/1"

// challengePath is where it asks the same over HTTP (HTTP-01, RFC 8555, section 8.3).
const challengePath = "/.well-known/acme-challenge/"

// challenge answers an authority over HTTP and reports whether it did. What
// Options.Challenge does not know is the app's to answer.
func (b *Balancer) challenge(x *Exchange) bool { return x.prove(b.opts.Challenge) }

// prove answers an authority with what proofs has for it, which may be nil.
func (x *Exchange) prove(proofs func(host, path string) (proof string, known bool)) bool {
	if proofs == nil || !bytes.HasPrefix(x.Target, []byte(challengePath)) || string(x.Method) != http.MethodGet || x.HasBody() {
		return false
	}
	host := string(x.Host)
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	proof, known := proofs(host, string(x.Target))
	if !known {
		return false
	}
	x.complete = true
	x.answer(http.StatusOK, "application/octet-stream", []byte(proof))
	return true
}

// answer is a short response of the balancer's own.
func (x *Exchange) answer(status int, contentType string, body []byte) {
	x.status = status
	x.ctype = append(x.ctype[:0], contentType...)
	x.out = appendStatusLine(x.out[:0], status, nil)
	x.out = append(x.out, x.conn.srv.date.line(time.Now())...)
	x.out = append(x.out, "Content-Type: "...)
	x.out = append(x.out, contentType...)
	x.out = append(x.out, "\r\nCache-Control: no-store\r\n"...)
	x.out = appendLength(x.out, int64(len(body)))
	x.out = appendConnection(x.out, x)
	x.out = append(x.out, "\r\n"...)
	if !x.isHEAD {
		x.out = append(x.out, body...)
		x.sent = int64(len(body))
	}
	x.flush()
}
