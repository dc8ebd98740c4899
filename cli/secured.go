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

// secured is what HTTPS is served with; the zero one is HTTP only.
type secured struct {
	certificates appserver.Certificates
	keeper       *acme.Keeper // that gets them over ACME; nil: nobody does
	notes        []string     // where they come from
}

// secure finds what c says that HTTPS is to be served with; of is what
// certificates are for that are made here.
func (p *Process) secure(c *config.Config, of certified, logger *slog.Logger) (secured, error) {
	if !c.WantsHTTPS() {
		return secured{}, nil
	}
	if c.HTTPS != "acme" {
		live, note, err := p.certificates(c, of, logger)
		if err != nil {
			return secured{}, err
		}
		return secured{certificates: live, notes: []string{note}}, nil
	}
	keeper, err := p.newKeeper(c, logger)
	if err != nil {
		return secured{}, fmt.Errorf("https:acme: %w", err)
	}
	return secured{certificates: keeper, keeper: keeper}, nil
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

// challenge is what authorities are answered, nil when none is asked.
func (s *secured) challenge() func(host, path string) (proof string, known bool) {
	if s.keeper == nil {
		return nil
	}
	return s.keeper.Challenge
}

// start lets certificates be got, now that it is known where we listen.
func (s *secured) start(c *config.Config, ports appserver.Ports) error {
	if s.keeper == nil {
		return nil
	}
	at := acme.Entrance{Host: c.Host, HTTPPort: portOf(ports.HTTP), HTTPSPort: portOf(ports.HTTPS)}
	if err := s.keeper.Start(at); err != nil {
		s.keeper = nil
		return fmt.Errorf("https:acme: %w", err)
	}
	note := "certificates by " + c.ACMEAuthority + " for " + strings.Join(c.ACMEDomains, ", ")
	if missing := s.keeper.Missing(); len(missing) > 0 {
		note += "; on the way: " + strings.Join(missing, ", ")
	}
	s.notes = append(s.notes, note)
	return nil
}

// stop ends what start has begun.
func (s *secured) stop() {
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
