// Package copies keeps the code of deployed versions: a directory is copied when
// it is deployed, and what is edited there afterwards changes nothing that runs.
// It knows apps and their copies by name, and nothing else of them.
package copies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Options is what a Shelf is made of.
type Options struct {
	// Dir is where the copies are; it is made, 0700, with the first of them. "" is
	// a temporary directory, which Close removes.
	Dir string
	// MaxBytes and MaxFiles bound one copy. Default 1 GiB and 200,000 files,
	// directories and links: who deploys a home directory by mistake hears of it
	// before the disk is full.
	MaxBytes int64
	MaxFiles int
}

// Shelf is the directory with all copies, each at <app>/<name>. It is safe for
// concurrent use, but that one app's copies are changed by one caller at a time.
type Shelf struct {
	opts Options

	mu        sync.Mutex
	dir       string // "": there is none yet
	temporary bool
}

// New returns the shelf in opts.Dir, which may be there with copies in it.
func New(opts Options) *Shelf {
	opts.MaxBytes, opts.MaxFiles = cmp.Or(opts.MaxBytes, 1<<30), cmp.Or(opts.MaxFiles, 200_000)
	return &Shelf{opts: opts, dir: opts.Dir}
}

// Close removes the copies if they are in a temporary directory.
func (s *Shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.temporary {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// Path is where a file of an app's copy is.
func (s *Shelf) Path(app, file string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return filepath.Join(s.dir, app, file)
}

// Make copies the tree at source, whose links are resolved, as the app's copy of
// that name: whole, or not at all. A copy of that name that is there goes.
// skipped are the sockets, pipes and devices that were left out. The end of ctx
// ends the copying.
func (s *Shelf) Make(ctx context.Context, app, name, source string) (skipped []string, err error) {
	dir, err := s.open()
	if err != nil {
		return nil, fmt.Errorf("make the directory for copies: %w", err)
	}
	if within(source, dir) || within(dir, source) {
		return nil, fmt.Errorf("%s and the platform's copies in %s cannot be within each other", source, dir)
	}
	fresh, whole := filepath.Join(dir, app, unfinished+name), filepath.Join(dir, app, name)
	if err := errors.Join(os.RemoveAll(fresh), os.RemoveAll(whole), os.MkdirAll(filepath.Dir(fresh), 0o700)); err != nil {
		return nil, fmt.Errorf("make room for the copy: %w", err)
	}
	t := tree{from: source, to: fresh, bytesLeft: s.opts.MaxBytes, filesLeft: s.opts.MaxFiles, limits: s.opts}
	if err = t.copy(ctx); err == nil {
		err = os.Rename(fresh, whole)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(fresh))
	}
	return t.skipped, nil
}

// unfinished begins the name of a copy that is not whole yet.
const unfinished = ".unfinished-"

// open makes the directory.
func (s *Shelf) open() (dir string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" {
		if dir, err = os.MkdirTemp("", "rip-copies-"); err != nil {
			return "", err
		}
		s.dir, s.temporary = dir, true
	} else if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(s.dir)
}

// Keep removes all that is there of an app but its copies of those names.
func (s *Shelf) Keep(app string, names ...string) error {
	home := s.Path(app, "")
	entries, err := os.ReadDir(home)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	errs := []error{err}
	left := 0
	for _, e := range entries {
		if slices.Contains(names, e.Name()) {
			left++
			continue
		}
		errs = append(errs, os.RemoveAll(filepath.Join(home, e.Name())))
	}
	if left == 0 && errors.Join(errs...) == nil {
		return os.Remove(home)
	}
	return errors.Join(errs...)
}

// Apps are the names of all that copies are there of.
func (s *Shelf) Apps() (names []string, err error) {
	dir := s.Path("", "")
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}
