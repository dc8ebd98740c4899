package cli

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/config"
)

// certificates are those that the app is served with over HTTPS, and in a few
// words where they come from. Those of https:acme are newKeeper's to get.
func (p *Process) certificates(c *config.Config, logger *slog.Logger) (*ca.Live, string, error) {
	if files := c.CertFiles(); len(files) > 0 {
		live, err := ca.LiveFiles(files, time.Now, logger)
		if err != nil {
			return nil, "", fmt.Errorf("https: %w", err)
		}
		return live, fmt.Sprintf("your certificate for %s, until %s", live.Leaf().Subject.CommonName, live.Leaf().NotAfter.Format(time.DateOnly)), nil
	}
	if c.HTTPS == "acme" {
		return nil, "", errors.New("https:acme is for rip-server serve only; take https:ca, or files with cert and key")
	}
	if c.HTTPS == "quick" {
		return p.quickCertificate(c, logger, "browsers will warn")
	}
	live, err := p.devCertificate(c, logger)
	switch {
	case err == nil:
		return live, "certificate by the development authority", nil
	case c.HTTPS == "smart" && errors.Is(err, ca.ErrNone):
		return p.quickCertificate(c, logger, `browsers will warn; "rip-server ca init" and "rip-server ca trust" end that`)
	}
	return nil, "", fmt.Errorf("https:%s: %w", c.HTTPS, err)
}

func (p *Process) quickCertificate(c *config.Config, logger *slog.Logger, note string) (*ca.Live, string, error) {
	live, err := ca.LiveQuick(c.Name, appNames(c), time.Now, logger)
	return live, "certificate signed by itself: " + note, err
}

func (p *Process) devCertificate(c *config.Config, logger *slog.Logger) (*ca.Live, error) {
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return nil, err
	}
	return ca.LiveDev(home, c.Name, func() ca.Names { return appNames(c) }, time.Now, logger)
}

func appNames(c *config.Config) ca.Names { return ca.AppNames(c.Name, c.Host, ca.LAN()) }
