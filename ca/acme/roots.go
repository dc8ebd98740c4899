package acme

import (
	"crypto/x509"
	"fmt"
	"strings"

	"github.com/rip-server/rip-server/ca"
)

// readRoots reads what a private authority's HTTPS is checked against. No files
// is nil: what the system trusts.
func readRoots(paths []string) (*x509.CertPool, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	pool := x509.NewCertPool()
	for _, path := range paths {
		text, _, err := readWhole(path)
		if err != nil {
			return nil, fmt.Errorf("the authority's roots: %w", err)
		}
		found, err := ca.Recognise(text)
		if err != nil {
			return nil, fmt.Errorf("the authority's roots: %s %s", path, strings.ReplaceAll(err.Error(), "FILE", path))
		}
		if len(found.Certs) == 0 {
			return nil, fmt.Errorf("the authority's roots: there is no certificate in %s", path)
		}
		for _, cert := range found.Certs {
			pool.AddCert(cert)
		}
	}
	return pool, nil
}
