package cli

import (
	"context"
	"errors"
	"log/slog"
	"syscall"
)

// end tells whoever should know that a server ends, and drains it; a second
// signal ends that at once. heir is the process that has taken over, 0 if none has.
func (p *Process) end(logger *slog.Logger, service supervised, heir int, drain func(context.Context) error) error {
	if heir != 0 {
		logger.Info("handed over; what is in flight is answered here", "to", heir)
	} else {
		service.tell(service.Stopping())
		logger.Info("stopping: requests in flight are answered first; ctrl-C again ends it at once")
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- drain(ctx) }() // ends with the server, which a second signal hastens
	for {
		select {
		case err := <-done:
			return err
		case sig := <-p.Signals:
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
