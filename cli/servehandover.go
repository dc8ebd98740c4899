package cli

import (
	"context"
	"net"
	"time"

	"github.com/rip-server/rip-server/internal/takeover"
)

// claimName is the name of the app's claim when it is handed over.
const claimName = "claim"

// beyondBoot is what an heir may take beside starting its workers.
const beyondBoot = 15 * time.Second

// makeHandover makes what replaces this server.
func (s *server) makeHandover() (err error) {
	if s.handover, err = s.newHandover(s.config.BootTimeout + beyondBoot); err != nil {
		return err
	}
	s.handover.estate = s.estate
	s.handover.bequeath = func(pid int) error { return s.app.Bequeath(pid) }
	return nil
}

// estate is what an heir of this server needs.
func (s *server) estate() takeover.Estate {
	from := s.app.Inheritance()
	e := takeover.Estate{
		Listeners: s.app.Listeners(),
		Locks:     map[string]takeover.Lock{claimName: {File: from.Lock, Generation: from.Generation}},
	}
	if ln := s.app.MetricsListener(); ln != nil {
		e.Listeners[metricsName] = []net.Listener{ln}
	}
	return e
}

// begin starts the app. Who takes over accepts connections only when its
// workers are up: until then they are the predecessor's.
func (s *server) begin() error {
	if s.from.predecessor == nil {
		s.ports.Serve(s.app, s.config.Host)
		return s.app.Start()
	}
	if err := s.app.Start(); err != nil {
		return err
	}
	if err := s.app.Ready(context.Background()); err != nil {
		return err
	}
	s.ports.Serve(s.app, s.config.Host)
	s.app.Succeed()
	if err := s.from.predecessor.Ready(); err != nil {
		s.logger.Warn("the server that hands over is gone; this one serves", "err", err)
	}
	return nil
}
