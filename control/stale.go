package control

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// removeSockets removes the sockets of the prefix, and nothing that is not a socket.
func (p Paths) removeSockets() error { return p.removeOwned(p.owns) }

// removeAllSockets removes those of heirs, too.
func (p Paths) removeAllSockets() error { return p.removeOwned(p.ownsAll) }

func (p Paths) removeOwned(owns func(name string) bool) error {
	dir := filepath.Dir(p.Prefix)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look for stale sockets: %w", err)
	}
	var errs []error
	for _, entry := range entries {
		if owns(entry.Name()) {
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
