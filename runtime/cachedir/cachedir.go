// Package cachedir keeps files that programs are made of: the worker program,
// compiled modules. Whoever can change them runs code as us, so they are in
// directories that nobody else can change.
package cachedir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Of is where such files go: RIP_CACHE_DIR, else rip-server in the user's
// cache directory, else (no home, as in many containers) a directory of the
// user's own in the temporary one. environ is "NAME=value" as in os.Environ.
func Of(environ []string) (string, error) {
	dir := ""
	for _, entry := range environ {
		if value, ok := strings.CutPrefix(entry, "RIP_CACHE_DIR="); ok {
			dir = value // the last one counts, as for exec.Cmd
		}
	}
	if dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return "", fmt.Errorf("RIP_CACHE_DIR=%s: %w", dir, err)
		}
		return abs, nil
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, "rip-server"), nil
	}
	return filepath.Join(os.TempDir(), fmt.Sprintf("rip-server-%d", os.Getuid())), nil
}

// Private makes sure that cache has a directory name which only this user can
// enter, and returns its path. It is cheap enough to be called before each use,
// which is wise: caches get cleaned while servers run for months. A place that
// others could change is refused, and the error says how to mend it.
func Private(cache, name string) (string, error) {
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", err
	}
	if err := checkParent(cache); err != nil {
		return "", err
	}
	dir := filepath.Join(cache, name)
	return dir, makePrivate(dir)
}

// Write puts content into dir/name, mode 0600. The rename replaces whatever
// has the name, and a reader sees the old file or the new one, whole.
func Write(dir, name string, content []byte) (err error) {
	temp, err := os.CreateTemp(dir, "."+name+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(temp.Name()))
		}
	}()
	if _, err = temp.Write(content); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err = temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), filepath.Join(dir, name))
}

// checkParent refuses a directory in which others could put their own in the
// place of ours. A sticky one such as /tmp is fine: they cannot move ours there.
func checkParent(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o022 != 0 && info.Mode()&fs.ModeSticky == 0 {
		return fmt.Errorf("%s may be written by other users (mode %s); mend it with chmod go-w", dir, info.Mode())
	}
	return checkOwner(dir, info, os.Getuid(), 0)
}

// makePrivate makes dir if need be, and refuses one that is not a directory
// (a link to one, for example) or not ours: its owner could change the program.
func makePrivate(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory; remove it", dir)
	}
	if err := checkOwner(dir, info, os.Getuid()); err != nil {
		return err
	}
	if info.Mode().Perm() != 0o700 {
		return os.Chmod(dir, 0o700)
	}
	return nil
}
