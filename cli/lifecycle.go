package cli

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"syscall"
	"time"
)

// lifecycle is what a run of serve and one of the platform have in common: who
// hears of it, what ends it, and who takes over.
type lifecycle struct {
	*Process
	logger   *slog.Logger
	service  supervised
	from     received
	handover *handover
	heir     int            // pid of the process that has taken over; 0: none
	ordered  chan struct{}  // capacity 1: somebody has ordered a stop
	signaled sync.WaitGroup // what signals have set going
}

func (p *Process) newLifecycle(logger *slog.Logger, from received) lifecycle {
	return lifecycle{
		Process: p, logger: logger, service: supervised{from.Service, logger}, from: from, ordered: make(chan struct{}, 1),
	}
}

// order notes that a stop was asked for.
func (l *lifecycle) order() {
	select {
	case l.ordered <- struct{}{}:
	default: // it was already
	}
}

// awaitStop waits for a signal, an order, or an heir. SIGUSR2 upgrades; hangup
// is what SIGHUP does, and must not wait.
func (l *lifecycle) awaitStop(hangup func()) {
	for {
		select {
		case <-l.ordered:
			return
		case l.heir = <-l.handover.done:
			return
		case sig := <-l.Signals:
			switch sig {
			case syscall.SIGHUP:
				hangup()
			case syscall.SIGUSR2:
				l.signaled.Go(l.upgradeSelf)
			default:
				return
			}
		}
	}
}

// upgradeSelf is the order that comes as a signal.
func (l *lifecycle) upgradeSelf() {
	if err := l.handover.to(context.Background(), ""); err != nil {
		l.logger.Error("upgrade on SIGUSR2 failed", "err", err)
	}
}

// echo is how long after the first signal another is the same wish: a terminal
// sends ctrl-C to a whole group, and npm, timeout and their like hand it on once
// more. No person is that fast.
const echo = 200 * time.Millisecond

// end tells whoever should know that the server ends, and drains it; a second
// signal ends that at once.
func (l *lifecycle) end(drain func(context.Context) error) error {
	if l.heir != 0 {
		l.logger.Info("handed over; what is in flight is answered here", "to", l.heir)
	} else {
		l.service.tell(l.service.Stopping())
		l.logger.Info("stopping: requests in flight are answered first; ctrl-C again ends it at once")
	}
	begun := time.Now()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- drain(ctx) }() // ends with the server, which a second signal hastens
	for {
		select {
		case err := <-done:
			return err
		case sig := <-l.Signals:
			if sig == syscall.SIGHUP || sig == syscall.SIGUSR2 || time.Since(begun) < echo {
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
