package bunbridge

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

//go:embed worker/*.ts
var program embed.FS

// cacheDir is where the worker program goes: RIP_CACHE_DIR, else rip-server in
// the user's cache directory, else (no home, as in many containers) a
// directory of the user's own in the temporary one.
func cacheDir(environ []string) (string, error) {
	if dir := lookup(environ, "RIP_CACHE_DIR"); dir != "" {
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

// layOut makes sure that the worker program is in cache, in a directory named
// by its content, so that servers of several versions do not meet. It returns
// the path of the main file. Several processes may do so at once.
func layOut(cache string) (string, error) {
	files, name, err := contents()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, name)
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return "", err
	}
	if err := checkParent(cache); err != nil {
		return "", err
	}
	if err := makePrivate(dir); err != nil {
		return "", err
	}
	for file, content := range files {
		if err := writeFile(dir, file, content); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, "worker.ts"), nil
}

// contents returns the program's files by name, and the name of its directory.
func contents() (map[string][]byte, string, error) {
	entries, err := program.ReadDir("worker") // sorted by name
	if err != nil {
		return nil, "", err
	}
	files := make(map[string][]byte, len(entries))
	hash := sha256.New()
	for _, entry := range entries {
		content, err := program.ReadFile(path.Join("worker", entry.Name()))
		if err != nil {
			return nil, "", err
		}
		files[entry.Name()] = content
		fmt.Fprintf(hash, "%s %d\n", entry.Name(), len(content))
		hash.Write(content)
	}
	return files, "bunbridge-" + hex.EncodeToString(hash.Sum(nil))[:16], nil
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

// writeFile puts content into dir/name unless it is there already. The rename
// replaces whatever has the name, and a worker that starts meanwhile sees the
// old file or the new one, whole.
func writeFile(dir, name string, content []byte) (err error) {
	file := filepath.Join(dir, name)
	if info, err := os.Lstat(file); err == nil && info.Mode().IsRegular() {
		if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, content) {
			return nil
		}
	}
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
	return os.Rename(temp.Name(), file)
}
