package ca

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net/netip"
	"slices"
	"time"
)

const (
	// leafLife is far below the 825 days that Apple's systems allow.
	leafLife = 90 * 24 * time.Hour
	// renewBefore is how long before its end a certificate is replaced: a
	// server that is never restarted shall not come near it.
	renewBefore = 30 * 24 * time.Hour
	// quickLife is that of a certificate signed by itself; a run that lasts
	// longer gets another one.
	quickLife = 90 * 24 * time.Hour
)

// Leaf returns the certificate of an app: the one that is kept while it is for
// names, by this authority and not near its end, else a new one.
func (a *Authority) Leaf(app string, names Names, now time.Time) (tls.Certificate, error) {
	names = names.with(a)
	kept, err := a.kept(app)
	if err == nil && a.serves(kept.Leaf, names, now) {
		return kept, nil
	}
	made, err := a.issue(app, names, now)
	if err != nil {
		return tls.Certificate{}, err
	}
	key, err := keyPEM(made.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	if err := a.home.write(certificatesDir, app+".pem", append(certPEM(made.cert), key...)); err != nil {
		return tls.Certificate{}, fmt.Errorf("keep the certificate of %s: %w", app, err)
	}
	return made.pair(), nil
}

// issue signs a certificate for names, which the authority may sign for.
func (a *Authority) issue(subject string, names Names, now time.Time) (signed, error) {
	if now.After(a.Root.NotAfter) {
		return signed{}, fmt.Errorf("the development authority ended on %s; make a new one with: rip-server ca init --force", a.Root.NotAfter.Format(time.DateOnly))
	}
	made, err := sign(leafTemplate(subject, names, now, earlier(now.Add(leafLife), a.Root.NotAfter)), a)
	if err != nil {
		return signed{}, fmt.Errorf("sign a certificate for %s: %w", subject, err)
	}
	return made, nil
}

// kept reads the certificate of an app, in whatever state it is.
func (a *Authority) kept(app string) (tls.Certificate, error) {
	text, err := a.home.Read(certificatesDir, app+".pem")
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(text, text)
}

// serves is whether cert is as good as one that is made now.
func (a *Authority) serves(cert *x509.Certificate, names Names, now time.Time) bool {
	var ips []netip.Addr
	for _, ip := range cert.IPAddresses {
		addr, _ := netip.AddrFromSlice(ip)
		ips = append(ips, addr.Unmap())
	}
	has := Names{slices.Clone(cert.DNSNames), ips}.sorted()
	// A leaf that ends with its root cannot be renewed any further.
	fresh := cert.NotAfter.Sub(now) > renewBefore || cert.NotAfter.Equal(a.Root.NotAfter) && now.Before(cert.NotAfter)
	return fresh && !now.Before(cert.NotBefore) && cert.CheckSignatureFrom(a.Root) == nil &&
		slices.Equal(has.DNS, names.DNS) && slices.Equal(has.IPs, names.IPs)
}

// Quick makes a certificate that is signed by itself: browsers warn of it. It
// is kept nowhere.
func Quick(app string, names Names, now time.Time) (tls.Certificate, error) {
	made, err := sign(leafTemplate(app, names, now, now.Add(quickLife)), nil)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make a certificate for %s: %w", app, err)
	}
	return made.pair(), nil
}

func leafTemplate(app string, names Names, now, until time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:   pkix.Name{CommonName: app, Organization: []string{"rip-server development certificate"}},
		NotBefore: now.Add(-backdate), NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		DNSNames:              names.DNS, IPAddresses: names.netIPs(),
	}
}

func (s signed) pair() tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{s.cert.Raw}, PrivateKey: s.key, Leaf: s.cert}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
