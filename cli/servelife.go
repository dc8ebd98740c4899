package cli

import (
	"context"
	"errors"
	"syscall"

	"github.com/rip-server/rip-server/manager"
)

// order notes that a stop was asked for.
func (s *server) order() {
	select {
	case s.ordered <- struct{}{}:
	default: // it was already
	}
}

// awaitStop waits for a signal, an order, or an heir. SIGHUP reloads, SIGUSR2
// upgrades.
func (s *server) awaitStop() {
	for {
		select {
		case <-s.ordered:
			return
		case s.heir = <-s.handover.done:
			return
		case sig := <-s.Signals:
			switch sig {
			case syscall.SIGHUP:
				s.reloads.Go(s.reload)
			case syscall.SIGUSR2:
				s.reloads.Go(s.upgradeSelf)
			default:
				return
			}
		}
	}
}

// reload runs beside awaitStop, so that a stop need not wait for it; stopping
// ends it.
func (s *server) reload() {
	done := s.service.reloading()
	defer func() { done(s.summary()) }()
	if err := s.app.Reload(context.Background()); err != nil && !errors.Is(err, manager.ErrStopped) {
		s.logger.Error("reload on SIGHUP failed", "err", err)
	}
}

// stop drains the app; a second signal ends that at once.
func (s *server) stop() error {
	return s.end(s.logger, s.service, s.heir, func(ctx context.Context) error {
		if s.heir != 0 {
			s.app.Retire(ctx)
		}
		err := s.app.Stop(ctx)
		s.reloads.Wait()
		s.stopKeeper()
		return err
	})
}
