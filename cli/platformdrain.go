package cli

import (
	"context"
	"errors"
	"time"
)

// stop drains the platform; a second signal ends that at once.
func (s *platformServer) stop() error { return s.end(s.drain) }

// politeness is how long requests that came over the platform's port have
// before the apps begin to end, which is what ends their streams.
const politeness = time.Second

// drain takes no new requests, lets those in flight be answered, and ends the apps.
func (s *platformServer) drain(ctx context.Context) error {
	if s.heir != 0 {
		s.retire(ctx)
	}
	s.signaled.Wait()
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
