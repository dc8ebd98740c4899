package ca

import (
	"crypto/x509"
	"time"
)

// Verify is whether this system believes what clients are shown.
func (l *Live) Verify(now time.Time) error {
	shown := (*l.current.Load())[0]
	chain := []*x509.Certificate{shown.Leaf}
	for _, der := range shown.Certificate[1:] {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		chain = append(chain, cert)
	}
	return VerifyChain(chain, now)
}

// VerifyChain is whether this system believes the first certificate of chain,
// with the help of the others.
func VerifyChain(chain []*x509.Certificate, now time.Time) error {
	helping := x509.NewCertPool()
	for _, cert := range chain[1:] {
		helping.AddCert(cert)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{Intermediates: helping, CurrentTime: now})
	return err
}
