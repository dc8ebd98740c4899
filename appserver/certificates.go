package appserver

import (
	"crypto/tls"
	"net"
)

// Certificates are what HTTPS listeners show to clients; a *ca.Live is, and an
// *acme.Keeper.
type Certificates interface {
	// GetCertificate chooses one for a handshake.
	GetCertificate(*tls.ClientHelloInfo) (*tls.Certificate, error)
	// Reload looks for new ones; after an error the old ones stay.
	Reload() error
}

// ServeTLS is Serve for HTTPS, with Options.Certificates.
func (a *App) ServeTLS(lns []net.Listener, host string) {
	a.listens("https", lns, host)
	for _, ln := range lns {
		a.server.ServeTLS(ln, a.opts.Certificates.GetCertificate)
	}
}

func (a *App) reloadCertificates() {
	if a.opts.Certificates == nil {
		return
	}
	if err := a.opts.Certificates.Reload(); err != nil {
		a.opts.Logger.Error("the certificates cannot be read again; the old ones stay", "err", err)
	}
}
