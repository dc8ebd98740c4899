package cli

import (
	"context"
	"errors"

	"github.com/rip-server/rip-server/manager"
)

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
	return s.end(func(ctx context.Context) error {
		if s.heir != 0 {
			s.app.Retire(ctx)
		}
		err := s.app.Stop(ctx)
		s.signaled.Wait()
		s.tls.stop()
		return err
	})
}
