package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/internal/ports"
	"github.com/rip-server/rip-server/lb"
)

// platformHome is the directory that the platform keeps its things in, and
// which nobody else may enter.
func (p *Process) platformHome() (string, error) {
	home, err := ca.HomeOf(p.Environ)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(home.Path(), 0o700); err != nil {
		return "", fmt.Errorf("make the platform's directory: %w", err)
	}
	dir := filepath.Join(home.Path(), "platform")
	return dir, control.EnsureDir(dir)
}

// claim makes sure that this user runs no other platform with the same sockets.
func (s *platformServer) claim() error {
	paths, err := s.platformPaths()
	if err != nil {
		return err
	}
	claim, paths, err := s.take(paths)
	var running *control.RunningError
	if errors.As(err, &running) {
		return fmt.Errorf("a platform runs already (pid %d): stop it with \"rip-server platform stop\", or run beside it with a RIP_HOME and a RIP_RUNTIME_DIR of its own", running.PID)
	}
	if err != nil {
		return err
	}
	s.held, s.generation = claim, paths.Generation()
	s.undo = append(s.undo, claim.Release)
	return nil
}

// take claims paths, or inherits the claim of a predecessor.
func (s *platformServer) take(paths control.Paths) (*control.Claim, control.Paths, error) {
	if lock, ok := s.from.predecessor.Lock(platformName); ok {
		return paths.Inherit(context.Background(), control.Inheritance{Lock: lock.File, Generation: lock.Generation})
	}
	claim, err := paths.Claim(context.Background())
	return claim, paths, err
}

// listen opens the platform's port, if the service manager has not. It is where everything is found, so
// another one is never taken instead.
func (s *platformServer) listen() (err error) {
	for name, lns := range s.from.listeners {
		if !strings.HasPrefix(name, appPrefix) {
			s.listeners = append(s.listeners, lns...)
		}
	}
	if len(s.listeners) > 0 {
		s.undo = append(s.undo, s.closeListeners)
		return onlyTCP(s.listeners)
	}
	if s.listeners, err = lb.Listen(s.host, s.port, 1); err == nil {
		s.undo = append(s.undo, s.closeListeners)
		return nil
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %d is taken by %s: stop it, or choose another port: rip-server platform %d", s.port, ports.Who(s.port), s.port+1)
	}
	return listenError(err, s.port)
}

// closeListeners closes those that were never served; the others are closed.
func (s *platformServer) closeListeners() error {
	for _, ln := range s.listeners {
		ln.Close()
	}
	return nil
}
