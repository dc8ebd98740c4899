package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// auditBytes is how large the record becomes before it is put aside; the one
// that was put aside before goes then.
const auditBytes = 1 << 20

// Entry is one line of the record: who wanted to change what, and how it went.
type Entry struct {
	Time   time.Time `json:"time"`
	Who    string    `json:"who"`             // the token's name, or "local"
	Token  string    `json:"token,omitempty"` // its id
	Peer   string    `json:"peer"`            // address
	Action string    `json:"action"`          // "deploy", "scale", "login" …
	App    string    `json:"app,omitempty"`
	Detail string    `json:"detail,omitempty"` // "from 3 to 4 workers"; no secrets
	Status int       `json:"status"`           // of the answer
	Error  string    `json:"error,omitempty"`
}

// Audit is the record of changes: JSON lines in a file that only its owner can
// read, and at most one older file beside it, its name with ".1". A nil Audit
// keeps nothing. Safe for concurrent use.
type Audit struct {
	path string

	mu   sync.Mutex
	file *os.File
	size int64
}

// OpenAudit opens the record at path, whose directory must exist, and makes it
// if it is not there. Close it.
func OpenAudit(path string) (*Audit, error) {
	a := &Audit{path: path}
	if err := a.open(); err != nil {
		return nil, fmt.Errorf("open the record of changes: %w", err)
	}
	return a, nil
}

// open opens the file; a.mu is held, or a is nobody else's yet.
func (a *Audit) open() error {
	f, err := os.OpenFile(a.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		err = f.Chmod(0o600) // one that was there may have had another mode
	}
	if err != nil {
		f.Close()
		return err
	}
	a.file, a.size = f, info.Size()
	return nil
}

// Write writes e in one piece; its time is now.
func (a *Audit) Write(e Entry) error {
	if a == nil {
		return nil
	}
	e.Time = time.Now().UTC()
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.size > 0 && a.size+int64(len(line)) > auditBytes {
		if err := a.rotate(); err != nil {
			return fmt.Errorf("put the record of changes aside: %w", err)
		}
	}
	n, err := a.file.Write(line)
	a.size += int64(n)
	if err != nil {
		return fmt.Errorf("write the record of changes: %w", err)
	}
	return nil
}

// rotate begins a new file. When that fails the old one goes on.
func (a *Audit) rotate() error {
	// It is not there when the last attempt came so far only.
	if err := os.Rename(a.path, a.path+".1"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	old := a.file
	if err := a.open(); err != nil {
		return err
	}
	return old.Close()
}

// Close closes the file.
func (a *Audit) Close() error {
	if a == nil {
		return nil
	}
	return a.file.Close()
}
