package runtime_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime"
)

// tree makes files below a new directory and returns its real path.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		path := filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestDirectoryTakesFirstOfRipTsJs(t *testing.T) {
	for _, test := range []struct {
		files []string
		want  string
	}{
		{[]string{"index.rip", "index.ts", "index.js"}, "index.rip"},
		{[]string{"index.ts", "index.js"}, "index.ts"},
		{[]string{"index.js", "main.ts"}, "index.js"},
		{[]string{"index.rip/is-a-directory", "index.ts"}, "index.ts"},
	} {
		dir := tree(t, test.files...)
		got, err := runtime.ResolveEntry(dir)
		if err != nil || got.File != filepath.Join(dir, test.want) || got.Dir != dir {
			t.Errorf("%v: got %+v, %v; want %s", test.files, got, err, test.want)
		}
	}
}

func TestFileIsTakenAsItIs(t *testing.T) {
	dir := tree(t, "labs/api/main.rip", "labs/api/index.ts")
	got, err := runtime.ResolveEntry(filepath.Join(dir, "labs/api/main.rip"))
	want := runtime.Entry{Dir: filepath.Join(dir, "labs/api"), File: filepath.Join(dir, "labs/api/main.rip"), Name: "api"}
	if err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestRelativePathAndLinkGiveTheRealPath(t *testing.T) {
	dir := tree(t, "app/index.ts")
	t.Chdir(dir)
	if err := os.Symlink("app", "link"); err != nil {
		t.Fatal(err)
	}
	got, err := runtime.ResolveEntry("./link")
	if err != nil || got.File != filepath.Join(dir, "app/index.ts") || got.Name != "app" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestNameIsCleaned(t *testing.T) {
	for dir, want := range map[string]string{
		"My App": "my-app", "shop.example.com": "shop-example-com", "a__b": "a__b", "Größe": "gr-e", "...": "app", "(x)": "x",
	} {
		got, err := runtime.ResolveEntry(tree(t, dir+"/index.ts") + "/" + dir)
		if err != nil || got.Name != want {
			t.Errorf("%q: got %q, %v; want %q", dir, got.Name, err, want)
		}
	}
}

func TestErrorsSayWhatWasTriedAndWhatIsThere(t *testing.T) {
	dir := tree(t, "apps/example/index.ts", "empty/readme.md")
	for path, want := range map[string]string{
		"":                     "the app path is empty",
		"empty":                "tried index.rip, index.ts, index.js",
		"apps/exmaple":         "did you mean " + filepath.Join(dir, "apps/example") + "?",
		"app/example/index.ts": "did you mean " + filepath.Join(dir, "apps/example/index.ts") + "?",
		"apps/nothing-like-it": filepath.Join(dir, "apps") + " does, but has no nothing-like-it",
	} {
		t.Chdir(dir)
		_, err := runtime.ResolveEntry(path)
		if !errors.Is(err, runtime.ErrNoEntry) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v; want it to say %q", path, err, want)
		}
	}
}

func TestUnreadableEntryIsToldAsSuch(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := tree(t, "index.ts")
	if err := os.Chmod(filepath.Join(dir, "index.ts"), 0); err != nil {
		t.Fatal(err)
	}
	_, err := runtime.ResolveEntry(dir)
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "no permission") {
		t.Errorf("got %v", err)
	}
}
