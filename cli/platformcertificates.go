package cli

import (
	"context"
	"slices"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform"
)

// secureFront finds what the platform's port is served over HTTPS with: one
// certificate for the platform itself, and one for each host of an app, but for
// files, which are for what they are for.
func (s *platformServer) secureFront() (err error) {
	own := certified{"localhost", func() ca.Names { return ca.MachineNames(s.ownNames(), ca.LAN()) }, ca.LiveIssued}
	if s.tls, err = s.secure(s.config, own, s.logger); err != nil {
		return err
	}
	if common, made := s.tls.certificates.(*ca.Live); made && len(s.config.CertFiles()) == 0 {
		hosts := ca.HostSource{Known: func(host string) bool { return s.router.Has([]byte(host)) }, Make: s.hostCertificate}
		s.tls.certificates = ca.NewByHost(common, hosts, time.Now, s.logger)
	}
	return nil
}

// hostCertificate is that of a host of an app.
func (s *platformServer) hostCertificate(host string) (*ca.Live, error) {
	of := certified{host, func() ca.Names { return ca.Names{DNS: []string{host}} }, ca.LiveIssued}
	live, _, err := s.certificates(s.config, of, s.logger)
	return live, err
}

// ownNames are the names that the platform itself is reached by, beside those
// that every machine has.
func (s *platformServer) ownNames() []string {
	return slices.Concat([]string{s.config.Host}, s.names, s.acmeNames())
}

// acmeNames are those that an authority is asked for in any case, none when
// there is no such authority.
func (s *platformServer) acmeNames() []string {
	if s.tls.keeper == nil {
		return nil
	}
	return s.config.ACMEDomains
}

// followHosts has certificates got for the hosts of apps as they come and go,
// until ctx ends. Whoever may deploy decides that, and no handshake does.
func (s *platformServer) followHosts(ctx context.Context) {
	if s.tls.keeper == nil {
		return
	}
	for {
		routes, changed := s.controller.Routes()
		s.tls.keeper.Want(s.askable(routes))
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// askable are the names of the platform and its apps that the authority can be
// asked for.
func (s *platformServer) askable(routes []platform.Route) []string {
	names := slices.Clone(s.names)
	for _, r := range routes {
		names = append(names, r.Hosts...)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !config.CanAsk(s.config.ACMEAuthority, name) })
	return distinct(names)
}

// reloadFront reads certificates again; it is what SIGHUP does.
func (s *platformServer) reloadFront() {
	done := s.service.reloading()
	defer func() { done(s.summary()) }()
	if s.tls.certificates == nil {
		s.logger.Info("SIGHUP changes nothing here; rip-server reload <name> reloads an app")
		return
	}
	if err := s.tls.certificates.Reload(); err != nil {
		s.logger.Error("the certificates cannot be read again; the old ones stay", "err", err)
		return
	}
	s.logger.Info("the certificates were read again; rip-server reload <name> reloads an app")
}
