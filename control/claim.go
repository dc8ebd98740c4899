package control

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Claim is the right to a prefix, held through a lock that the kernel drops
// when the process dies, whatever it dies of.
type Claim struct {
	paths      Paths
	lock       *os.File
	bequeathed bool // an heir has it, too; see Bequeath
	heir       bool // a predecessor has it still; see Succeed
}

// Claim takes the prefix for this process. When another server holds it the
// error is a *RunningError; what a dead one left behind is removed. ctx bounds
// asking a socket that answers without a lock.
func (p Paths) Claim(ctx context.Context) (*Claim, error) {
	for _, dir := range []string{p.RuntimeDir, filepath.Dir(p.Prefix)} {
		if err := EnsureDir(dir); err != nil {
			return nil, err
		}
	}
	lock, err := p.takeLock()
	if err != nil {
		return nil, err
	}
	c := &Claim{paths: p, lock: lock}
	if err := c.settle(ctx); err != nil {
		lock.Close()
		return nil, err
	}
	return c, nil
}

// settle makes the prefix ours once the lock is held.
func (c *Claim) settle(ctx context.Context) error {
	if err := c.refuseLiving(ctx, c.paths.controls()...); err != nil {
		return err
	}
	if err := c.paths.removeAllSockets(); err != nil {
		return err
	}
	if err := c.sign(os.Getpid()); err != nil {
		return err
	}
	return register(c.paths)
}

// register makes a server with a prefix elsewhere visible in the runtime directory.
func register(paths Paths) error {
	link := paths.Link()
	if link == "" {
		return nil
	}
	if err := removeIf(link, fs.ModeSymlink); err != nil {
		return err
	}
	if err := os.Symlink(paths.Control(), link); err != nil {
		return fmt.Errorf("register in the runtime directory: %w", err)
	}
	return nil
}

// Release removes every file of the prefix and gives up the lock. The process's
// own control server should be closed by then.
func (c *Claim) Release() error {
	errs := []error{c.paths.removeSockets()}
	if link := c.paths.Link(); link != "" {
		if target, err := os.Readlink(link); err == nil && target == c.paths.Control() {
			errs = append(errs, os.Remove(link))
		}
	}
	if !c.bequeathed && !c.heir {
		// Removed while it is still locked: see takeLock for the other half.
		errs = append(errs, os.Remove(c.paths.Lock()))
	}
	return errors.Join(append(errs, c.lock.Close())...)
}

// refuseLiving asks the control sockets themselves: a server whose lock file was
// deleted, by a cleaner of /tmp for one, still answers there.
func (c *Claim) refuseLiving(ctx context.Context, sockets ...string) error {
	for _, socket := range sockets {
		if reachable(ctx, socket) == nil {
			return c.running(ctx, socket)
		}
	}
	return nil
}

// running asks the server that answers at socket who it is.
func (c *Claim) running(ctx context.Context, socket string) error {
	running := &RunningError{App: c.paths.App, Variant: c.paths.Variant, Socket: socket}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if status, err := NewClient(socket).Status(ctx); err == nil {
		running.PID, running.App = status.PID, status.App
	}
	return running
}
