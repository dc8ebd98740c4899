package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
)

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
func (c *Claim) sign(pid int) error {
	text, err := json.Marshal(RunningError{PID: pid, App: c.paths.App, Variant: c.paths.Variant, Socket: c.paths.Control()})
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
