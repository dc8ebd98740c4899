package cli

import (
	"fmt"
	"log/slog"
	"net"
	"strings"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/ca/acme"
	"github.com/rip-server/rip-server/config"
)

// secure adds to opts what HTTPS is served with.
func (s *server) secure(opts *appserver.Options) error {
	if !s.config.WantsHTTPS() {
		return nil
	}
	if s.config.HTTPS != "acme" {
		live, note, err := s.certificates(s.config, s.logger)
		if err != nil {
			return err
		}
		opts.Certificates, s.notes = live, append(s.notes, note)
		return nil
	}
	keeper, err := s.newKeeper(s.config, s.logger)
	if err != nil {
		return fmt.Errorf("https:acme: %w", err)
	}
	s.keeper, opts.Certificates, opts.Challenge = keeper, keeper, keeper.Challenge
	return nil
}

func (p *Process) newKeeper(c *config.Config, logger *slog.Logger) (*acme.Keeper, error) {
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return nil, err
	}
	return acme.New(acme.Options{
		Domains: c.ACMEDomains, Authority: c.ACMEAuthority, Email: c.ACMEEmail,
		Roots: c.ACMERoots, Account: c.ACMEAccount, Home: home, Logger: logger,
	})
}

// startKeeper lets certificates be got, now that it is known where we listen.
func (s *server) startKeeper(ports appserver.Ports) error {
	if s.keeper == nil {
		return nil
	}
	at := acme.Entrance{Host: s.config.Host, HTTPPort: portOf(ports.HTTP), HTTPSPort: portOf(ports.HTTPS)}
	if err := s.keeper.Start(at); err != nil {
		s.keeper = nil
		return fmt.Errorf("https:acme: %w", err)
	}
	note := "certificates by " + s.config.ACMEAuthority + " for " + strings.Join(s.config.ACMEDomains, ", ")
	if missing := s.keeper.Missing(); len(missing) > 0 {
		note += "; on the way: " + strings.Join(missing, ", ")
	}
	s.notes = append(s.notes, note)
	return nil
}

func (s *server) stopKeeper() {
	if s.keeper != nil {
		s.keeper.Stop()
	}
}

// portOf is the port of listeners that share one, 0 when there are none.
func portOf(lns []net.Listener) int {
	if len(lns) == 0 {
		return 0
	}
	return lns[0].Addr().(*net.TCPAddr).Port
}
