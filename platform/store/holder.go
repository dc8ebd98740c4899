package store

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// InUseError says that another process has the store open.
type InUseError struct {
	Path string
	PID  int // 0: it did not say
}

// Error names the process and the ways on.
func (e *InUseError) Error() string {
	who := "another process"
	if e.PID > 0 {
		who = fmt.Sprintf("process %d", e.PID)
	}
	return fmt.Sprintf("%s has the store %s open: a platform runs already; use that one, stop it, or give this one a place of its own with RIP_HOME", who, e.Path)
}

// sign says who holds the store, for the message of the next comer. The lock is
// bbolt's: this file means nothing by itself.
func (f *File) sign() error {
	return os.WriteFile(f.holder, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600)
}

func (f *File) inUse() error {
	e := &InUseError{Path: f.path}
	if text, err := os.ReadFile(f.holder); err == nil {
		e.PID, _ = strconv.Atoi(strings.TrimSpace(string(text))) // 0 when it is no number
	}
	return e
}
