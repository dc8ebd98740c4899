package cli

import (
	"context"
	"errors"
	"syscall"
	"time"
)

// stop drains the platform; a second signal ends that at once.
func (s *platformServer) stop() error {
	if s.heir != 0 {
		s.logger.Info("handed over; what is in flight is answered here", "to", s.heir)
	} else {
		s.service.tell(s.service.Stopping())
		s.logger.Info("stopping: requests in flight are answered first; ctrl-C again ends it at once")
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- s.drain(ctx) }() // ends with the apps, which a second signal hastens
	for {
		select {
		case err := <-done:
			return err
		case sig := <-s.Signals:
			if sig == syscall.SIGHUP || sig == syscall.SIGUSR2 {
				continue
			}
			cancel()
			if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
				return err
			}
			return errors.New("stopped at once: requests in flight were cut off")
		}
	}
}

// politeness is how long requests that came over the platform's port have
// before the apps begin to end, which is what ends their streams.
const politeness = time.Second

// drain takes no new requests, lets those in flight be answered, and ends the apps.
func (s *platformServer) drain(ctx context.Context) error {
	if s.heir != 0 {
		s.retire(ctx)
	}
	s.upgrades.Wait()
	bounded, cancel := context.WithTimeout(ctx, s.config.DrainTimeout)
	defer cancel()
	s.own.EndStreams()
	shut := make(chan error, 1)
	go func() { shut <- s.server.Shutdown(bounded) }() // ends with bounded
	var cut error
	select {
	case cut = <-shut:
		shut <- nil
	case <-time.After(politeness):
	case <-ctx.Done():
	}
	err := s.controller.Stop(ctx)
	cut = errors.Join(cut, <-shut)
	if cut != nil && ctx.Err() == nil {
		s.logger.Warn("not every request was answered in time; the rest was cut off", "drain-timeout", s.config.DrainTimeout)
	}
	return err
}
