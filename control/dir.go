package control

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// EnsureDir makes sure that path is a directory that only this user can
// enter: it creates it with mode 0700 (its parent must exist) or checks the
// one that is there. A symlink, another owner or any access for group and
// others is refused, since whoever can swap the directory can take over the
// sockets in it (promise 7).
func EnsureDir(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create the socket directory: %w", err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("check the socket directory: %w", err)
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("socket directory %s is a symbolic link: name its target, or remove the link", path)
	}
	if !info.IsDir() {
		return fmt.Errorf("socket directory %s is not a directory: remove it or choose another place", path)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("socket directory %s belongs to uid %d, we are uid %d: choose a directory of your own", path, stat.Uid, os.Geteuid())
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return fmt.Errorf("socket directory %s has mode %04o, others could enter it: use a directory of your own with mode 0700 (chmod 700 %s)", path, info.Mode().Perm(), path)
	}
	return nil
}
