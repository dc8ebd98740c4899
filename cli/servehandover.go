package cli

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/rip-server/rip-server/internal/takeover"
)

// claimName is the name of the app's claim when it is handed over.
const claimName = "claim"

// beyondBoot is what an heir may take beside starting its workers.
const beyondBoot = 15 * time.Second

// newHandover is how this server is replaced.
func (s *server) newHandover() (*handover, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return &handover{
		Process: s.Process, service: s.service, program: program,
		patience: s.config.BootTimeout + beyondBoot, stopping: make(chan struct{}), done: make(chan int, 1),
		estate: s.estate, bequeath: func(pid int) error { return s.app.Bequeath(pid) },
	}, nil
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
		s.ports.serve(s.app, s.config.Host)
		return s.app.Start()
	}
	if err := s.app.Start(); err != nil {
		return err
	}
	if err := s.app.Ready(context.Background()); err != nil {
		return err
	}
	s.ports.serve(s.app, s.config.Host)
	s.app.Succeed()
	if err := s.from.predecessor.Ready(); err != nil {
		s.logger.Warn("the server that hands over is gone; this one serves", "err", err)
	}
	return nil
}

// upgradeSelf is the order that comes as a signal.
func (s *server) upgradeSelf() {
	if err := s.handover.to(context.Background(), ""); err != nil {
		s.logger.Error("upgrade on SIGUSR2 failed", "err", err)
	}
}
