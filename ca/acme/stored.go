package acme

import (
	"crypto/x509"
	"fmt"

	"github.com/caddyserver/certmagic"

	"github.com/rip-server/rip-server/ca"
)

// folder is where certificates and accounts are in a ca.Home.
const folder = "acme"

// Stored returns the certificate that is kept for a domain of an authority, and
// behind it those that lead to its root; fs.ErrNotExist when there is none.
// Nothing is made or asked for.
func Stored(home ca.Home, authorityName, domain string) ([]*x509.Certificate, error) {
	authority, err := authorityOf(authorityName)
	if err != nil {
		return nil, err
	}
	text, err := home.Read(folder, certmagic.StorageKeys.SiteCert(issuerKey(authority), domain))
	if err != nil {
		return nil, err
	}
	found, err := ca.Recognise(text)
	if err != nil || len(found.Certs) == 0 {
		return nil, fmt.Errorf("the certificate that is kept for %s cannot be read", domain)
	}
	return found.Certs, nil
}

// issuerKey is what certmagic calls an authority in file names.
func issuerKey(a authority) string { return (&certmagic.ACMEIssuer{CA: a.directory}).IssuerKey() }
