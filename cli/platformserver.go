package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/copies"
	"github.com/rip-server/rip-server/platform/inprocess"
	"github.com/rip-server/rip-server/platform/router"
	"github.com/rip-server/rip-server/platform/store"
)

// platformServer is one run of the platform.
type platformServer struct {
	lifecycle
	platformOptions
	config *config.Config // of the platform's own port
	notes  []string       // about the port and tokens
	begun  time.Time

	held       *control.Claim
	generation int // of the claim
	tls        secured
	ports      appserver.Ports
	store      store.Store
	movable    *store.Movable // store, when it is a file
	copies     copies.Options
	tokens     *access.Tokens
	audit      *access.Audit
	controller *platform.Controller
	router     *router.Router
	own        *inprocess.Server // API and dashboard
	server     *lb.Server
	door       *ownersDoor
	undo       []func() error
}

// runPlatform runs the platform until it is told to stop.
func (p *Process) runPlatform(o platformOptions) error {
	from, p, err := p.receive()
	if err != nil {
		return err
	}
	s, err := p.preparePlatform(o, from)
	if err != nil {
		return errors.Join(err, from.predecessor.Fail(err))
	}
	living, die := context.WithCancel(context.Background())
	var keepers sync.WaitGroup // end with die
	keepers.Go(func() { s.router.Follow(living, s.controller, s.logger) })
	keepers.Go(func() { s.followHosts(living) })
	keepers.Go(func() { s.service.watch(living, func() { s.controller.Stats() }) })
	if err = s.begin(); err == nil {
		s.awaitStop(func() { s.signaled.Go(s.reloadFront) })
	}
	close(s.handover.stopping)
	err = errors.Join(err, s.stop())
	die()
	keepers.Wait()
	return errors.Join(err, s.close())
}

// begin starts the apps, and answers; who takes over does so when they serve.
func (s *platformServer) begin() error {
	err := s.controller.Start(context.Background())
	if err == nil && s.from.predecessor != nil {
		err = s.succeed()
	}
	if err != nil {
		return errors.Join(err, s.from.predecessor.Fail(err))
	}
	s.serve()
	s.succeeded()
	return nil
}

// serve begins to answer, and says so.
func (s *platformServer) serve() {
	for _, ln := range s.ports.HTTPS {
		s.server.ServeTLS(ln, s.tls.certificates.GetCertificate)
	}
	for _, ln := range s.ports.HTTP {
		s.server.Serve(ln, "http")
	}
	s.door.open()
	s.banner()
	s.service.tell(s.service.Ready(s.summary()))
}

// summary is the platform in one line, for the service manager.
func (s *platformServer) summary() string { return "the platform is at " + strings.Join(s.urls(), " ") }

// close ends what preparePlatform has made, the last first.
func (s *platformServer) close() error {
	var errs []error
	for _, undo := range slices.Backward(s.undo) {
		errs = append(errs, undo())
	}
	return errors.Join(errs...)
}

// urls are where people find the platform, the best first. Authorities on the
// net give no certificate for localhost.
func (s *platformServer) urls() (urls []string) {
	if s.ports.HTTPS != nil {
		host := s.config.Host
		if names := s.acmeNames(); len(names) > 0 {
			host = names[0]
		}
		urls = append(urls, appserver.URL("https", host, portOf(s.ports.HTTPS)))
	}
	if s.ports.HTTP != nil {
		urls = append(urls, appserver.URL("http", s.config.Host, portOf(s.ports.HTTP)))
	}
	return urls
}
