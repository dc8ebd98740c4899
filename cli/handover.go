package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/takeover"
)

// handover replaces the serving process by another one. It is the same for one
// app and for a platform; what differs is the estate, and how it is left.
type handover struct {
	*Process
	service  supervised
	program  string        // what runs now
	patience time.Duration // for the heir, until it serves
	stopping chan struct{} // closed when the server is to end, and its heir, too
	estate   func() takeover.Estate
	bequeath func(pid int) error
	// loosen lets go of what two processes cannot have at once, and fasten takes
	// it back when the heir has failed; nil: there is nothing of that kind.
	loosen, fasten func() error

	running sync.Mutex
	done    chan int // gets the heir's pid when it serves
}

// newHandover makes one without estate and bequeath, which are the server's own.
func (l *lifecycle) newHandover(patience time.Duration) (*handover, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return &handover{
		Process: l.Process, service: l.service, program: program, patience: patience,
		stopping: make(chan struct{}), done: make(chan int, 1),
	}, nil
}

// to has program take over, "" for what runs now as it is on disk. It returns
// when that serves; an error leaves everything as it was. ctx bounds nothing:
// an order goes on without whoever gave it.
func (h *handover) to(_ context.Context, program string) error {
	if os.Getpid() == 1 {
		return control.Conflict("the server is process 1, whose end would be the container's: replace the container instead")
	}
	if !h.running.TryLock() {
		return control.Conflict("an upgrade is under way already")
	}
	defer h.running.Unlock()
	if program == "" {
		program = h.program
	}
	if h.loosen != nil {
		if err := h.loosen(); err != nil {
			return err
		}
	}
	heir, err := h.raise(program)
	if err != nil {
		if h.fasten != nil {
			err = errors.Join(err, h.fasten())
		}
		return control.Conflict("%s does not take over, pid %d goes on: %v", program, os.Getpid(), err)
	}
	h.service.tell(h.service.Successor(heir.PID))
	if err := h.bequeath(heir.PID); err != nil {
		h.service.logger.Error("the new process serves, and what is kept of us may mislead: see rip-server doctor", "err", err)
	}
	h.done <- heir.PID
	return nil
}

// raise starts the heir and waits until it serves.
func (h *handover) raise(program string) (*takeover.Heir, error) {
	estate := h.estate()
	estate.Program, estate.Args = program, h.Args
	estate.Environ = append(h.service.Environ(), h.Environ...)
	heir, err := takeover.Start(estate)
	if err != nil {
		return nil, err
	}
	return heir, h.wait(heir)
}

// wait waits until the heir serves. When the server is told to end meanwhile,
// so is the heir.
func (h *handover) wait(heir *takeover.Heir) error {
	ctx, cancel := context.WithTimeout(context.Background(), h.patience)
	defer cancel()
	go func() { // ends with ctx
		select {
		case <-h.stopping:
			cancel()
		case <-ctx.Done():
		}
	}()
	err := heir.Wait(ctx)
	if err == nil && h.ending() {
		syscall.Kill(heir.PID, syscall.SIGTERM)
		return fmt.Errorf("the server is told to end")
	}
	return err
}

func (h *handover) ending() bool {
	select {
	case <-h.stopping:
		return true
	default:
		return false
	}
}
