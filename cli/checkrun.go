package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// checkRun compiles files and trees, on all cores. say may be called meanwhile.
type checkRun struct {
	rip3        bool
	found, done atomic.Int64 // files
}

// checked is what came of one file: nothing, mistakes, or an error of another
// kind.
type checked struct {
	mistakes diag.List
	err      error
}

// say is how far it is.
func (c *checkRun) say() string {
	return fmt.Sprintf("checked %d of %s", c.done.Load(), counted(int(c.found.Load()), "file"))
}

// check returns the results in the order of paths, of a tree in the order of
// names. The error is about what could not be looked into; with it, too, there
// are the results of everything else. When ctx ends they are not complete.
func (c *checkRun) check(ctx context.Context, paths []string) ([]checked, error) {
	files, err := c.files(ctx, paths)
	results := make([]checked, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wg.Go(func() { // ends when no file is left, or with ctx
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				results[i] = c.one(files[i])
				c.done.Add(1)
			}
		})
	}
	wg.Wait()
	return results, err
}

func (c *checkRun) one(path string) checked {
	src, err := readSource(path)
	if err != nil {
		return checked{err: err}
	}
	_, err = compiler.Compile(src, compiler.Options{Path: path, Rip3: c.rip3})
	if mistakes := mistakesOf(err); mistakes != nil {
		return checked{mistakes: mistakes}
	}
	return checked{err: err}
}

// files lists what is to be checked, each file once.
func (c *checkRun) files(ctx context.Context, paths []string) ([]string, error) {
	var files []string
	var failures []error
	seen := map[string]bool{}
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			files = append(files, path)
			c.found.Add(1)
		}
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			failures = append(failures, unreadable(path, err))
		case info.IsDir():
			failures = append(failures, walkRip(ctx, path, add)...)
		default:
			add(filepath.Clean(path))
		}
	}
	return files, errors.Join(failures...)
}

// walkRip finds the .rip files of a tree, and what of it cannot be read.
func walkRip(ctx context.Context, root string, add func(path string)) (failures []error) {
	// With the slash a root that is a link is followed.
	root = strings.TrimRight(filepath.Clean(root), "/") + "/"
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failures = append(failures, unreadable(path, err))
			return nil // WalkDir leaves that folder out and goes on
		case entry.IsDir() && path != root && (entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case filepath.Ext(path) == ".rip" && isFile(path, entry):
			add(path)
		}
		return nil
	})
	if err != nil {
		failures = append(failures, err)
	}
	return failures
}

// isFile is whether an entry is a file, or a link to one: a pipe would be
// waited for, and links that lead nowhere are the lock files of editors.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
