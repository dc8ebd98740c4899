package peers

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/rip-server/rip-server/ca"
)

// overTLS is the peer behind HTTPS, with HTTP/2 for who wants it.
func overTLS(p Peer) Peer {
	plain := p.Command
	p.Name += "-tls"
	p.About += "; over HTTPS, with HTTP/2 for clients that want it"
	p.TLS = true
	p.Command = func(site Site) (Command, error) {
		site.Cert = filepath.Join(site.Dir, "cert.pem")
		if err := writeCertificate(site.Cert); err != nil {
			return Command{}, err
		}
		return plain(site)
	}
	return p
}

// writeCertificate makes a certificate that nobody trusts, with its key in the
// same file: ECDSA P-256, as everybody gets these days.
func writeCertificate(path string) error {
	cert, err := ca.Quick("bench", ca.AppNames("bench", "", nil), time.Now())
	if err != nil {
		return err
	}
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})
	text = append(text, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})...)
	return os.WriteFile(path, text, 0o600)
}

// Scheme is what the peer's clients write before its address.
func (p Peer) Scheme() string {
	if p.TLS {
		return "https"
	}
	return "http"
}

// listen are rip-server's words for where to listen.
func (s Site) listen() []string {
	if s.Cert == "" {
		return []string{fmt.Sprintf("http:%d", s.Port)}
	}
	return []string{fmt.Sprintf("https:%d", s.Port), s.Cert}
}
