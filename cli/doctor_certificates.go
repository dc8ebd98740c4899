package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/ca/acme"
	"github.com/rip-server/rip-server/config"
)

// soon is how long before its end a certificate that nobody renews by himself
// should be renewed.
const soon = 14 * 24 * time.Hour

// examineCertificates asks for certificates as serve would, and looks whether
// they are in time, believed here, and for the name that people will type.
func (p *Process) examineCertificates(c *config.Config) []finding {
	if c.HTTPS == "acme" {
		return p.examineKept(c)
	}
	live, note, err := p.certificates(c, ofApp(c), slog.New(slog.DiscardHandler))
	switch {
	case err != nil:
		return []finding{broken("https", "\"rip-server help https\" says what HTTPS can be served with", "%v", err)}
	case c.HTTPS == "smart" && live.Leaf().Issuer.CommonName != ca.CommonName:
		return []finding{warning("https", "rip-server ca init, then rip-server ca trust", "there is no development authority, so browsers will warn")}
	case c.HTTPS == "quick":
		return []finding{ok("https", "%s", note)}
	}
	return append([]finding{examineEnd(live.Leaf(), note)}, examineBelief(c, live)...)
}

// examineEnd is about files only: what is made here is renewed here.
func examineEnd(leaf *x509.Certificate, note string) finding {
	if left := time.Until(leaf.NotAfter); left < soon {
		return warning("https", "get a new one; files that change are read while the server runs", "%s, which is in %s", note, counted(int(left.Hours()/24), "day"))
	}
	return ok("https", "%s", note)
}

// examineBelief is whether who opens the app from this machine is warned.
func examineBelief(c *config.Config, live *ca.Live) (findings []finding) {
	mend := "give the intermediate certificates too (fullchain.pem), or have this system trust who signed it"
	if len(c.CertFiles()) == 0 {
		mend = "rip-server ca trust"
	}
	if err := live.Verify(time.Now()); err != nil {
		findings = append(findings, warning("https", mend, "this system does not trust the certificate: %v", err))
	}
	if name := opened(c.Host); name != "" && live.Leaf().VerifyHostname(name) != nil {
		findings = append(findings, warning("https", "open the app by a name that it has, or get a certificate for "+name,
			"the certificate is for %s, and not for %s", strings.Join(live.Leaf().DNSNames, ", "), name))
	}
	return findings
}

// opened is the name that who listens on host is opened by; "" when that may be
// any.
func opened(host string) string {
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsUnspecified() {
		return ""
	}
	return host
}

// examineKept looks at what is kept of the certificates that an authority gives;
// it asks for none.
func (p *Process) examineKept(c *config.Config) (findings []finding) {
	home, err := ca.HomeOf(p.Environ)
	if err == nil {
		_, err = p.newKeeper(c, slog.New(slog.DiscardHandler))
	}
	if err != nil {
		return []finding{broken("https", "\"rip-server help https\" says what https:acme needs", "%v", err)}
	}
	for _, domain := range c.ACMEDomains {
		chain, err := acme.Stored(home, c.ACMEAuthority, domain)
		if errors.Is(err, fs.ErrNotExist) {
			findings = append(findings, ok("https", "%s has no certificate yet; serve gets one from %s", domain, c.ACMEAuthority), examineName(domain))
			continue
		}
		if err != nil {
			findings = append(findings, broken("https", "remove it, and serve gets another one", "%v", err))
			continue
		}
		findings = append(findings, examineRenewed(domain, chain))
	}
	return findings
}

// examineRenewed looks at a certificate that serve renews.
func examineRenewed(domain string, chain []*x509.Certificate) finding {
	until := chain[0].NotAfter.Format(time.DateOnly)
	if time.Now().After(chain[0].NotAfter) {
		return warning("https", "serve renews it; when it does not, its log says why", "the certificate of %s ended on %s", domain, until)
	}
	if err := ca.VerifyChain(chain, time.Now()); err != nil {
		return warning("https", "browsers take certificates by public authorities, not by those for trials or of one's own (--acme-ca)",
			"%s has a certificate until %s, which this system does not trust: %v", domain, until, err)
	}
	return ok("https", "%s has a certificate until %s; serve renews it", domain, until)
}

// examineName looks a domain up, as an authority will. That it leads to this
// machine cannot be seen from here.
func examineName(domain string) finding {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	addrs, err := net.DefaultResolver.LookupHost(ctx, domain)
	if err != nil {
		return warning("dns", "make an A or AAAA record for "+domain+" that leads to this machine", "%v", err)
	}
	return ok("dns", "%s leads to %s", domain, strings.Join(addrs, ", "))
}
