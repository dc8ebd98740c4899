package ca

import (
	"crypto/x509"
	"time"
)

// Verify is whether this system believes what clients are shown, for name; ""
// is any name.
func (l *Live) Verify(name string, now time.Time) error {
	shown := (*l.current.Load())[0]
	chain := x509.NewCertPool()
	for _, der := range shown.Certificate[1:] {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		chain.AddCert(cert)
	}
	_, err := shown.Leaf.Verify(x509.VerifyOptions{DNSName: name, Intermediates: chain, CurrentTime: now})
	return err
}
