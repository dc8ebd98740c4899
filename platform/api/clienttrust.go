package api

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
)

// Trust has the client believe certificates that lead to roots, and no others.
// Call it before the first request.
func (c *Client) Trust(roots *x509.CertPool) {
	if transport, ok := c.http.Transport.(*http.Transport); ok {
		transport.TLSClientConfig = &tls.Config{RootCAs: roots}
		transport.ForceAttemptHTTP2 = true // which a config of one's own switches off
	}
}

// mendTrust is what to do about err, "" when it is not about HTTPS.
func mendTrust(err error) string {
	var (
		unknown x509.UnknownAuthorityError
		name    x509.HostnameError
	)
	switch {
	case errors.As(err, &unknown):
		return `; have this machine trust who signed its certificate: for a development authority copy what "rip-server ca export" prints there, and name the file with SSL_CERT_FILE here`
	case errors.As(err, &name):
		return "; name it as its certificate does, or start it with --names"
	case errors.Is(err, http.ErrSchemeMismatch):
		return "; begin the address with http://"
	}
	return ""
}
