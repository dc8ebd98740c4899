package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/control"
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

// listen opens the platform's ports, if the service manager has not. It is where
// everything is found, so another one is never taken instead.
func (s *platformServer) listen() error {
	passed := maps.Clone(s.from.listeners)
	maps.DeleteFunc(passed, func(name string, _ []net.Listener) bool { return strings.HasPrefix(name, appPrefix) })
	opened, err := openPorts(s.config, func(string) bool { return true }, passed)
	if err != nil {
		return err
	}
	s.ports = opened.Ports
	s.undo = append(s.undo, func() error {
		s.ports.Close() // those that were never served; the others are closed
		return nil
	})
	if err := s.tls.start(s.config, s.ports); err != nil {
		return err
	}
	s.undo = append(s.undo, func() error {
		s.tls.stop()
		return nil
	})
	s.notes = append(s.notes, s.tls.notes...)
	return nil
}
