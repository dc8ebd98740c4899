package cli

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform/api"
	"github.com/rip-server/rip-server/platform/dashboard"
	"github.com/rip-server/rip-server/platform/inprocess"
	"github.com/rip-server/rip-server/platform/router"
)

// makeFront makes what answers on the platform's port and on its owner's door.
func (s *platformServer) makeFront() error {
	names := s.ownNames()
	options := api.Options{
		Controller: s.controller, Tokens: s.tokens, TokenRequired: s.tokenRequired(), Audit: s.audit, Hosts: names,
		Dashboard: dashboard.Handler(), Shutdown: s.order, Ephemeral: s.ephemeral, Build: version(), Log: s.logger,
	}
	s.own = inprocess.New(api.New(options), inprocess.Options{
		Name: "platform", MaxBody: api.MaxBody, Timeout: api.Patience + time.Minute, Log: s.logger,
	})
	s.undo = append(s.undo, func() error {
		s.server.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), politeness)
		defer cancel()
		return s.own.Close(ctx)
	})
	reserved := api.Own(names)
	reserved.Handler = s.own
	s.router = router.New(reserved)
	s.server = lb.NewServer(s.entrance(), lb.ClientLimits{
		HeaderTimeout: s.config.HeaderTimeout, IdleTimeout: s.config.IdleTimeout,
		MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget, HTTP2: s.config.HTTP2,
	}, s.config.TrustProxy, s.logger)
	s.server.Strict(s.config.HSTS)
	options.TokenRequired = false // who comes through this door is who runs the platform
	door, err := s.openDoor(api.New(options))
	if err != nil {
		return err
	}
	s.door = door
	s.undo = append(s.undo, door.close)
	return nil
}

// entrance is what stands before the router. Probes seldom follow redirects, so
// the platform's health is told over both.
func (s *platformServer) entrance() *lb.Entrance {
	return &lb.Entrance{
		Next: s.router, Challenge: s.tls.challenge(), Redirect: s.config.RedirectHTTP, HTTPSPort: portOf(s.ports.HTTPS),
		Spare: func(host, target []byte) bool { return string(target) == "/health" && !s.router.Has(host) },
	}
}
