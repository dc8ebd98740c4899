// Package ca makes the certificates that apps are served with: those of a
// development authority that the browsers of this machine can be told to
// trust, those signed by themselves, and those that an operator has in files.
// [Live] gives them to handshakes and keeps them fresh.
package ca

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Home is the directory that holds the authority (ca/), the certificates that it
// has signed (certs/), and those of public authorities (acme/). Whoever can write there can sign what browsers
// believe, so it is used only when it belongs to this user alone. The zero
// Home is not usable; see [HomeOf].
type Home struct{ dir string }

// Path is the directory itself, which need not be there; what else is kept in it
// than certificates is for others to look after.
func (h Home) Path() string { return h.dir }

// HomeOf is RIP_HOME, else .rip-server in the user's home directory. environ is
// "NAME=value", as in os.Environ.
func HomeOf(environ []string) (Home, error) {
	found := map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		found[name] = value // the last one counts, as for exec.Cmd
	}
	dir := found["RIP_HOME"]
	switch {
	case dir != "":
	case found["HOME"] != "":
		dir = filepath.Join(found["HOME"], ".rip-server")
	default:
		return Home{}, errors.New("there is no place to keep anything in: neither RIP_HOME nor HOME is set; set RIP_HOME to a directory of your own")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Home{}, fmt.Errorf("RIP_HOME: %w", err)
	}
	return Home{dir}, nil
}

// The two halves of a Home.
const (
	authorityDir    = "ca"
	certificatesDir = "certs"
)

func (h Home) path(names ...string) string {
	return filepath.Join(append([]string{h.dir}, names...)...)
}

// largest is more than any file of ours has; what is larger is none.
const largest = 1 << 20

// Dir returns a directory of h for what is nobody else's business, made when it
// is not there. One that others could look or write into is refused.
func (h Home) Dir(name string) (string, error) { return h.path(name), h.make(name) }

// Read returns a file of ours from one of h's directories. One that is not
// there is fs.ErrNotExist, and one that others could have touched an error.
func (h Home) Read(dir, name string) ([]byte, error) {
	if err := h.check(dir); err != nil {
		return nil, err
	}
	path := h.path(dir, name)
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > largest {
		return nil, fmt.Errorf("%s is not a file that rip-server wrote (mode %s, %d bytes); remove it", path, info.Mode(), info.Size())
	}
	if err := private(path, info); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// write puts content into a file of mode 0600. The rename replaces whatever
// has the name, a link too, and a reader sees the old file or the new one.
func (h Home) write(dir, name string, content []byte) (err error) {
	if err := h.make(dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(h.path(dir), "."+name+"-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	if _, err = temp.Write(content); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err = temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), h.path(dir, name))
}

// make makes the directories that are not there, and checks all.
func (h Home) make(dir string) error {
	if err := os.MkdirAll(h.dir, 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(h.path(dir), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return h.check(dir)
}

// check refuses directories into which others could put files of their own.
func (h Home) check(dir string) error {
	info, err := os.Stat(h.dir) // that one may be a link: its user made it
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory; remove it, or set RIP_HOME to another place", h.dir)
	}
	if err := owned(h.dir, info); err != nil {
		return err
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s may be written by other users (mode %04o): chmod 700 %s, and make the authority anew (rip-server ca init --force) if one of them may have been there", h.dir, info.Mode().Perm(), h.dir)
	}
	path := h.path(dir)
	if info, err = os.Lstat(path); err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory (mode %s); remove it", path, info.Mode())
	}
	return private(path, info)
}

// private refuses what others can read, change or have made. The mode is not
// mended silently: the key may have been read already.
func private(path string, info fs.FileInfo) error {
	if err := owned(path, info); err != nil {
		return err
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return fmt.Errorf("%s is open to other users (mode %04o): chmod go-rwx %s, and make the authority anew (rip-server ca init --force) if one of them may have read it", path, info.Mode().Perm(), path)
	}
	return nil
}

func owned(path string, info fs.FileInfo) error {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to uid %d, we are uid %d: run this as its owner (without sudo), or set RIP_HOME to a directory of your own", path, stat.Uid, os.Geteuid())
	}
	return nil
}
