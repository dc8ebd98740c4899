package runtime

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Entry is where an app's code starts.
type Entry struct {
	Dir  string // absolute base directory: the workers' working directory
	File string // absolute path of the entry module
	Name string // of the app, from the base directory: [a-z0-9_-]+
}

// ErrNoEntry is wrapped by errors for an app path that leads to no entry module.
var ErrNoEntry = errors.New("no entry module")

// entryNames are tried in a directory, the first that exists wins (spec v0.2,
// "Application entry resolution"; index.js is our addition).
func entryNames() []string { return []string{"index.rip", "index.ts", "index.js"} }

// ResolveEntry finds the entry module of the app at path. A directory is
// probed for index.rip, index.ts and index.js; a file is the entry itself and
// its directory the base. Errors say what was tried and, for a misspelt path,
// what is there instead; they wrap ErrNoEntry or the file system's error.
func ResolveEntry(path string) (Entry, error) {
	if path == "" {
		return Entry{}, fmt.Errorf("%w: the app path is empty", ErrNoEntry)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return Entry{}, fmt.Errorf("app path %s: %w", path, err)
	}
	// Modules know themselves by their real path: /tmp is a link on macOS.
	resolved, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return Entry{}, explain(abs, err)
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return Entry{}, explain(resolved, err)
	}
	if info.IsDir() {
		return probe(resolved)
	}
	if !info.Mode().IsRegular() {
		return Entry{}, fmt.Errorf("%w: %s is neither a file nor a directory", ErrNoEntry, abs)
	}
	// The file keeps its own name and place even when it is a link itself.
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return Entry{}, explain(abs, err)
	}
	return entryAt(filepath.Join(dir, filepath.Base(abs)))
}

// probe looks for an entry in dir.
func probe(dir string) (Entry, error) {
	for _, name := range entryNames() {
		file := filepath.Join(dir, name)
		info, err := os.Stat(file)
		switch {
		case err == nil && info.Mode().IsRegular():
			return entryAt(file)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return Entry{}, explain(file, err)
		}
	}
	return Entry{}, fmt.Errorf("%w in %s: tried %s; name the file itself if it is called something else",
		ErrNoEntry, dir, strings.Join(entryNames(), ", "))
}

// entryAt is the entry for a file that exists; it must be readable, or every
// worker would fail with a worse message.
func entryAt(file string) (Entry, error) {
	f, err := os.Open(file)
	if err != nil {
		return Entry{}, explain(file, err)
	}
	_ = f.Close() // nothing was written
	dir := filepath.Dir(file)
	return Entry{Dir: dir, File: file, Name: appName(dir)}, nil
}

// explain says what to do about a path that cannot be used.
func explain(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("app path %s: no permission to read it (check the owner and mode of it and of the directories above): %w", path, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %s does not exist%s", ErrNoEntry, path, suggestion(path))
	}
	return fmt.Errorf("app path %s: %w", path, err)
}
