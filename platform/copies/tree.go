package copies

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// tree is one directory being copied.
type tree struct {
	from, to  string // to is not there yet
	limits    Options
	bytesLeft int64
	filesLeft int
	skipped   []string
}

func (t *tree) copy(ctx context.Context) error {
	return filepath.WalkDir(t.from, func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(t.from, path)
		if err != nil {
			return err
		}
		switch {
		case d.Name() == ".git" && d.IsDir():
			return fs.SkipDir
		case d.Name() == ".git": // of a worktree or a submodule
			return nil
		}
		if t.filesLeft--; t.filesLeft < 0 {
			return fmt.Errorf("%s has more than %d files; %s", t.from, t.limits.MaxFiles, smaller)
		}
		return t.one(ctx, rel, d)
	})
}

// smaller is what to do about too large a directory.
const smaller = "deploy only what the app needs, with its data elsewhere, or deploy it in place, without copy"

func (t *tree) one(ctx context.Context, rel string, d fs.DirEntry) error {
	switch d.Type() {
	case fs.ModeDir:
		return t.directory(rel, d)
	case fs.ModeSymlink:
		return t.link(rel)
	case 0:
		return t.file(ctx, rel, d)
	}
	t.skipped = append(t.skipped, rel)
	return nil
}

// directory makes one that its owner can always change, or it could never be
// removed; the outermost one is for its owner only.
func (t *tree) directory(rel string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	to, mode := filepath.Join(t.to, rel), info.Mode().Perm()|0o700
	if rel == "." {
		mode = 0o700
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	return os.Chmod(to, mode) // whatever the umask
}

// file copies a regular file, or has it twice in the file system where that is safe.
func (t *tree) file(ctx context.Context, rel string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	if info.Size() > t.bytesLeft {
		return t.tooLarge()
	}
	if installed(rel) && os.Link(filepath.Join(t.from, rel), filepath.Join(t.to, rel)) == nil {
		t.bytesLeft -= info.Size()
		return nil
	}
	from, err := os.Open(filepath.Join(t.from, rel))
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(t.to, rel), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(t.bytes(ctx, to, from), to.Chmod(info.Mode().Perm()), to.Close())
}

// stretch is how much is copied before ctx is looked at again.
const stretch = 8 << 20

// bytes copies what is in a file by now. On Linux no byte of it comes by here,
// and file systems that can share blocks do.
func (t *tree) bytes(ctx context.Context, to, from *os.File) error {
	for {
		n, err := io.CopyN(to, from, stretch)
		t.bytesLeft -= n
		switch {
		case t.bytesLeft < 0:
			return t.tooLarge() // it has grown meanwhile
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		}
	}
}

func (t *tree) tooLarge() error {
	return fmt.Errorf("%s has more than %d MiB; %s", t.from, t.limits.MaxBytes>>20, smaller)
}

// installed is whether a package manager has put a file there: those replace
// files and never write into them, so that one file can be in both places. Other
// tools keep things of theirs in node_modules under names with a dot, such as .cache,
// and do write into them.
func installed(rel string) bool {
	segments := strings.Split(filepath.ToSlash(rel), "/")
	found := false
	for i, segment := range segments[:len(segments)-1] {
		if segment != "node_modules" {
			continue
		}
		found = true
		switch next := segments[i+1]; next {
		case ".pnpm", ".bun", ".store":
		default:
			if strings.HasPrefix(next, ".") {
				return false
			}
		}
	}
	return found
}
