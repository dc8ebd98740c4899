package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes files, named by their paths, and makes their folder current.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	right = "x = 1\n"
	wrong = "x = (1 +\n"
)

// The files are compiled in parallel; what is said of them must not show it.
func TestCheckReportsInTheOrderOfNames(t *testing.T) {
	files := map[string]string{}
	var want []string
	for i := range 60 {
		path := fmt.Sprintf("src/%02d.rip", i)
		files[path] = right
		if i%3 == 0 {
			files[path] = wrong
			want = append(want, path)
		}
	}
	tree(t, files)
	code, stdout, stderr := run(t, nil, "check", "src", "--json")
	if code != 1 || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	var verdict struct {
		OK          bool
		Files       int
		Diagnostics []struct {
			Path  string
			Start struct{ Line, Column int }
		}
	}
	if err := json.Unmarshal([]byte(stdout), &verdict); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range verdict.Diagnostics {
		got = append(got, d.Path)
		if d.Start.Line != 1 || d.Start.Column != 5 {
			t.Errorf("%s: the mistake is at %d:%d, want 1:5", d.Path, d.Start.Line, d.Start.Column)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" || verdict.OK || verdict.Files != 60 {
		t.Errorf("ok %v, %d files, diagnostics (-want +got):\n%s", verdict.OK, verdict.Files, diff)
	}
}

func TestCheckLooksWhereSourcesAre(t *testing.T) {
	tree(t, map[string]string{
		"app/a.rip": right, "app/deep/b.rip": right, "app/c.ts": "no rip here (",
		"app/node_modules/x/d.rip": wrong, "app/.cache/e.rip": wrong, ".hidden/f.rip": wrong,
	})
	if err := os.Symlink("app", "link"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", "app/.#a.rip"); err != nil { // as editors lock files
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		want string // the last line of stdout
	}{
		{"app", 0, "checked 2 files, no errors"},
		{".", 0, "checked 2 files, no errors"},
		{"link", 0, "checked 2 files, no errors"},
		{"app app/a.rip ./app", 0, "checked 2 files, no errors"},
		{"app/node_modules", 1, "checked 1 file, 1 error in 1 file"},
		{".hidden", 1, "checked 1 file, 1 error in 1 file"},
		{"app/c.ts app", 1, "checked 3 files, 1 error in 1 file"},
		{"app nowhere", 1, "checked 2 files, no errors"},
	} {
		code, stdout, stderr := run(t, nil, append([]string{"check"}, strings.Fields(c.args)...)...)
		lines := strings.Split(strings.TrimSpace(stdout), "\n")
		if last := lines[len(lines)-1]; code != c.code || last != c.want {
			t.Errorf("check %s: exit code %d, %q, want %d, %q (%s)", c.args, code, last, c.code, c.want, stderr)
		}
	}
}

func TestCheckOfNothingIsAFailure(t *testing.T) {
	tree(t, map[string]string{"app/index.ts": ""})
	for args, want := range map[string]string{
		"app":     "there is no .rip file in app",
		"nowhere": "nowhere cannot be read: no such file or directory",
	} {
		code, _, stderr := run(t, nil, "check", args)
		if code != 1 || !strings.Contains(stderr, want) {
			t.Errorf("check %s: exit code %d, %q", args, code, stderr)
		}
	}
}
