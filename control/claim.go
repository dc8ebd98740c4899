package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Claim is the right to a prefix, held through a lock that the kernel drops
// when the process dies, whatever it dies of.
type Claim struct {
	paths Paths
	lock  *os.File
}

// RunningError says that another server lives at the prefix.
type RunningError struct {
	PID     int    `json:"pid"`
	App     string `json:"app"`
	Variant string `json:"variant"`
	Socket  string `json:"socket"`
}

// Error names the other server and the two ways on.
func (e *RunningError) Error() string {
	who := "another rip-server"
	if e.PID > 0 {
		who = fmt.Sprintf("rip-server pid %d", e.PID)
	}
	return fmt.Sprintf("%s already serves %s (%s): stop it with \"rip-server stop %s\", or run beside it with --variant=NAME",
		who, e.App, e.Socket, e.App)
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
	if err := c.refuseLiving(ctx); err != nil {
		return err
	}
	if err := c.paths.removeSockets(); err != nil {
		return err
	}
	if err := c.sign(); err != nil {
		return err
	}
	link := c.paths.Link()
	if link == "" {
		return nil
	}
	if err := removeIf(link, fs.ModeSymlink); err != nil {
		return err
	}
	if err := os.Symlink(c.paths.Control(), link); err != nil {
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
	// Removed while it is still locked: see takeLock for the other half.
	errs = append(errs, os.Remove(c.paths.Lock()), c.lock.Close())
	return errors.Join(errs...)
}

// takeLock opens and locks the lock file. The file may be removed by a
// releasing server between our open and our lock; then the lock is on a file
// without a name, and we try again with the one that has it now.
func (p Paths) takeLock() (*os.File, error) {
	for {
		file, err := os.OpenFile(p.Lock(), os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
		if err != nil {
			return nil, fmt.Errorf("open the lock file: %w", err)
		}
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			defer file.Close()
			if errors.Is(err, syscall.EWOULDBLOCK) {
				return nil, p.holder(file)
			}
			return nil, fmt.Errorf("lock %s: %w", p.Lock(), err)
		}
		if sameFile(file, p.Lock()) {
			return file, nil
		}
		file.Close()
	}
}

func sameFile(file *os.File, path string) bool {
	ours, err := file.Stat()
	if err != nil {
		return false
	}
	theirs, err := os.Lstat(path)
	return err == nil && os.SameFile(ours, theirs)
}

// holder reads who signed the lock; a file just made is not signed yet.
func (p Paths) holder(file *os.File) *RunningError {
	running := &RunningError{App: p.App, Variant: p.Variant, Socket: p.Control()}
	if text, err := io.ReadAll(io.LimitReader(file, maxBody)); err == nil {
		_ = json.Unmarshal(text, running)
	}
	return running
}

// sign writes who holds the lock into it, for the message of the next comer.
func (c *Claim) sign() error {
	text, err := json.Marshal(RunningError{PID: os.Getpid(), App: c.paths.App, Variant: c.paths.Variant, Socket: c.paths.Control()})
	if err != nil {
		return err
	}
	if err := c.lock.Truncate(0); err != nil {
		return fmt.Errorf("write the lock file: %w", err)
	}
	if _, err := c.lock.WriteAt(text, 0); err != nil {
		return fmt.Errorf("write the lock file: %w", err)
	}
	return nil
}

// refuseLiving asks the control socket itself: a server whose lock file was
// deleted, by a cleaner of /tmp for one, still answers there.
func (c *Claim) refuseLiving(ctx context.Context) error {
	socket := c.paths.Control()
	if reachable(ctx, socket) != nil {
		return nil
	}
	running := &RunningError{App: c.paths.App, Variant: c.paths.Variant, Socket: socket}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if status, err := NewClient(socket).Status(ctx); err == nil {
		running.PID, running.App = status.PID, status.App
	}
	return running
}

// removeSockets removes the sockets of the prefix, and nothing that is not a socket.
func (p Paths) removeSockets() error {
	dir := filepath.Dir(p.Prefix)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look for stale sockets: %w", err)
	}
	var errs []error
	for _, entry := range entries {
		if p.owns(entry.Name()) {
			errs = append(errs, removeIf(filepath.Join(dir, entry.Name()), fs.ModeSocket))
		}
	}
	return errors.Join(errs...)
}

// removeIf removes path when it is of the given kind; a missing file is fine,
// another kind is left alone.
func removeIf(path string, kind fs.FileMode) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&kind == 0 {
		return nil
	}
	if err == nil {
		err = os.Remove(path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what a dead server left: %w", err)
	}
	return nil
}
