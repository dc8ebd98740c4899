package cli

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/config"
)

// certified is what a certificate that is made here is for.
type certified struct {
	name  string
	names func() ca.Names
	// byAuthority makes it by the development authority: ca.LiveDev or ca.LiveIssued.
	byAuthority func(ca.Home, string, func() ca.Names, func() time.Time, *slog.Logger) (*ca.Live, error)
}

// ofApp is an app with a port of its own.
func ofApp(c *config.Config) certified {
	return certified{c.Name, func() ca.Names { return ca.AppNames(c.Name, c.Host, ca.LAN()) }, ca.LiveDev}
}

// certificates are those that HTTPS is served with, and in a few words where
// they come from. Those of https:acme are newKeeper's to get.
func (p *Process) certificates(c *config.Config, of certified, logger *slog.Logger) (*ca.Live, string, error) {
	if files := c.CertFiles(); len(files) > 0 {
		live, err := ca.LiveFiles(files, time.Now, logger)
		if err != nil {
			return nil, "", fmt.Errorf("https: %w", err)
		}
		return live, fmt.Sprintf("your certificate for %s, until %s", live.Leaf().Subject.CommonName, live.Leaf().NotAfter.Format(time.DateOnly)), nil
	}
	if c.HTTPS == "acme" {
		return nil, "", errors.New("https:acme is not for an app's own port: a platform that is started with it gets certificates for the hosts of its apps (--host), on its own port; here take https:ca, or files with cert and key")
	}
	if c.HTTPS == "quick" {
		return quickCertificate(of, logger, "browsers will warn")
	}
	live, err := p.devCertificate(of, logger)
	switch {
	case err == nil:
		return live, "certificate by the development authority", nil
	case c.HTTPS == "smart" && errors.Is(err, ca.ErrNone):
		return quickCertificate(of, logger, `browsers will warn; "rip-server ca init" and "rip-server ca trust" end that`)
	}
	return nil, "", fmt.Errorf("https:%s: %w", c.HTTPS, err)
}

func quickCertificate(of certified, logger *slog.Logger, note string) (*ca.Live, string, error) {
	live, err := ca.LiveQuick(of.name, of.names(), time.Now, logger)
	return live, "certificate signed by itself: " + note, err
}

func (p *Process) devCertificate(of certified, logger *slog.Logger) (*ca.Live, error) {
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return nil, err
	}
	return of.byAuthority(home, of.name, of.names, time.Now, logger)
}
