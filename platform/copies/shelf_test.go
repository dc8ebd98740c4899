package copies_test

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform/copies"
)

// source makes a tree of files by their names; a text that begins with "-> " is
// that of a link, where DIR is the tree itself.
func source(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(testkit.ShortDir(t), "app")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(path), 0o700))
		if target, isLink := strings.CutPrefix(files[name], "-> "); isLink {
			must(t, os.Symlink(strings.ReplaceAll(target, "DIR", dir), path))
		} else {
			must(t, os.WriteFile(path, []byte(files[name]), 0o600))
		}
	}
	return dir
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tree is what is in dir, as source takes it.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if d.Type() == fs.ModeSymlink {
			target, err := os.Readlink(path)
			files[rel] = "-> " + target
			return err
		}
		text, err := os.ReadFile(path)
		files[rel] = string(text)
		return err
	}))
	return files
}

func shelf(t *testing.T, configure func(*copies.Options)) (*copies.Shelf, string) {
	t.Helper()
	opts := copies.Options{Dir: filepath.Join(testkit.ShortDir(t), "copies")}
	if configure != nil {
		configure(&opts)
	}
	return copies.New(opts), opts.Dir
}

func TestCopyHasAllThatTheAppIsMadeOf(t *testing.T) {
	t.Parallel()
	s, dir := shelf(t, nil)
	from := source(t, map[string]string{
		"index.js": "code", "bin/run": "#!", ".env": "A=1", "lib/a/b.js": "b",
		".git/config": "no", "sub/.git": "gitdir: no",
		"node_modules/.pnpm/x@1/node_modules/x/index.js": "x",
		"node_modules/x":          "-> .pnpm/x@1/node_modules/x",
		"lib/absolute":            "-> DIR/index.js",
		"lib/around":              "-> ../../app/bin/run",
		"deep/er":                 "-> ../lib/a",
		"through":                 "-> deep/er/../a/b.js", // not deep/a/b.js
		"lib/nowhere":             "-> ../gone.js",
		"node_modules/.cache/hot": "written in place",
	})
	must(t, os.Chmod(filepath.Join(from, "bin/run"), 0o755))
	must(t, os.Chmod(filepath.Join(from, "lib/a"), 0o555))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(from, "lib/a"), 0o755) })
	ln, err := net.Listen("unix", filepath.Join(from, "app.sock"))
	must(t, err)
	defer ln.Close()
	skipped, err := s.Make(t.Context(), "shop", "1", from)
	must(t, err)
	want := map[string]string{
		"index.js": "code", "bin/run": "#!", ".env": "A=1", "lib/a/b.js": "b",
		"node_modules/.pnpm/x@1/node_modules/x/index.js": "x",
		"node_modules/x":          "-> .pnpm/x@1/node_modules/x",
		"lib/absolute":            "-> ../index.js",
		"lib/around":              "-> ../bin/run",
		"deep/er":                 "-> ../lib/a",
		"through":                 "-> lib/a/b.js",
		"lib/nowhere":             "-> ../gone.js",
		"node_modules/.cache/hot": "written in place",
	}
	if diff := cmp.Diff(want, tree(t, s.Path("shop", "1"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"app.sock"}, skipped); diff != "" {
		t.Errorf("left out: %s", diff)
	}
	for name, mode := range map[string]fs.FileMode{"": 0o700, "bin/run": 0o755, "lib/a": 0o755, "index.js": 0o600} {
		info, err := os.Stat(filepath.Join(dir, "shop", "1", name))
		must(t, err)
		if info.Mode().Perm() != mode {
			t.Errorf("%q has mode %o, want %o", name, info.Mode().Perm(), mode)
		}
	}
}

func TestOnlyWhatPackageManagersReplaceIsSharedWithTheSource(t *testing.T) {
	t.Parallel()
	s, _ := shelf(t, nil)
	from := source(t, map[string]string{
		"index.js": "", "node_modules/x/index.js": "", "node_modules/.cache/x": "", "node_modules/.pnpm/y/node_modules/y/y.js": "",
		"node_modules/x/node_modules/.cache/z": "",
	})
	_, err := s.Make(t.Context(), "shop", "1", from)
	must(t, err)
	for name, want := range map[string]bool{
		"index.js": false, "node_modules/x/index.js": true, "node_modules/.cache/x": false,
		"node_modules/.pnpm/y/node_modules/y/y.js": true, "node_modules/x/node_modules/.cache/z": false,
	} {
		one, err := os.Stat(filepath.Join(from, name))
		must(t, err)
		other, err := os.Stat(s.Path("shop", filepath.Join("1", name)))
		must(t, err)
		if os.SameFile(one, other) != want {
			t.Errorf("%s is the same file: %v, want %v", name, !want, want)
		}
	}
}

func TestCopyThatCannotBeWholeIsNotThere(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files  map[string]string
		limits copies.Options
		want   string
	}{
		"relative link": {map[string]string{"a": "", "lib/out": "-> ../../other"}, copies.Options{}, "lib/out in "},
		"absolute link": {map[string]string{"a": "", "passwd": "-> /etc/passwd"}, copies.Options{}, "is a link to /etc/passwd"},
		"nowhere":       {map[string]string{"a": "", "link": "-> ../gone"}, copies.Options{}, "link in "},
		"size":          {map[string]string{"a": "12345678", "b": "12345678"}, copies.Options{MaxBytes: 10}, "in place, without copy"},
		"number":        {map[string]string{"a": "", "b": "", "c": ""}, copies.Options{MaxFiles: 3}, "more than 3 files"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, dir := shelf(t, func(o *copies.Options) { o.MaxBytes, o.MaxFiles = c.limits.MaxBytes, c.limits.MaxFiles })
			_, err := s.Make(t.Context(), "shop", "1", source(t, c.files))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if left := tree(t, dir); len(left) > 0 {
				t.Errorf("%v is left", left)
			}
		})
	}
}

func TestCopyEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s, dir := shelf(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Make(ctx, "shop", "1", source(t, map[string]string{"a": ""}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left := tree(t, dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

func TestCopiesAndTheirSourceAreNotWithinEachOther(t *testing.T) {
	t.Parallel()
	from := source(t, map[string]string{"a": ""})
	s, _ := shelf(t, func(o *copies.Options) { o.Dir = filepath.Join(from, ".rip-server") })
	for _, dir := range []string{from, s.Path("shop", "1")} {
		if _, err := s.Make(t.Context(), "other", "1", dir); err == nil || !strings.Contains(err.Error(), "within each other") {
			t.Errorf("%s: got %v", dir, err)
		}
	}
}

func TestKeepRemovesAllElseOfTheApp(t *testing.T) {
	t.Parallel()
	s, dir := shelf(t, nil)
	from := source(t, map[string]string{"a": ""})
	for _, name := range []string{"1", "2", "3"} {
		_, err := s.Make(t.Context(), "shop", name, from)
		must(t, err)
	}
	_, err := s.Make(t.Context(), "blog", "1", from)
	must(t, err)
	must(t, os.Mkdir(filepath.Join(dir, "shop", ".unfinished-4"), 0o700))
	must(t, s.Keep("shop", "2", ""))
	if diff := cmp.Diff(map[string]string{"shop/2/a": "", "blog/1/a": ""}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	must(t, s.Keep("shop"))
	if apps, err := s.Apps(); err != nil || !slices.Equal(apps, []string{"blog"}) {
		t.Errorf("%v, %v", apps, err)
	}
}

func TestTemporaryCopiesGoWithTheShelf(t *testing.T) {
	t.Parallel()
	s := copies.New(copies.Options{})
	if apps, err := s.Apps(); err != nil || apps != nil {
		t.Errorf("%v, %v", apps, err)
	}
	must(t, s.Keep("shop"))
	_, err := s.Make(t.Context(), "shop", "1", source(t, map[string]string{"a": ""}))
	must(t, err)
	dir := s.Path("", "")
	must(t, s.Close())
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is left: %v", dir, err)
	}
}
