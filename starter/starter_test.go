package starter_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/starter"
)

func TestEveryTemplateIsWholeAndNamesTheApp(t *testing.T) {
	for _, template := range starter.Templates() {
		files, err := template.Files("shop", "secret")
		if err != nil {
			t.Fatal(err)
		}
		paths := map[string]string{}
		for _, file := range files {
			paths[file.Path] = file.Text
			if strings.Contains(file.Text, "{{") {
				t.Errorf("%s: %s has a place that is not filled", template.Name, file.Path)
			}
		}
		for _, path := range []string{"README.md", ".gitignore", template.Test} {
			if paths[path] == "" {
				t.Errorf("%s has no %s", template.Name, path)
			}
		}
		if !strings.HasPrefix(paths["README.md"], "# shop\n") {
			t.Errorf("%s: the README begins with %.20q", template.Name, paths["README.md"])
		}
	}
}

func TestSecretsStayAndAreTheOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "shop")
	for _, secret := range []string{"one", "two"} {
		written, err := starter.Write(dir, []starter.File{{Path: ".env", Text: secret}, {Path: "public/page.html", Text: secret}})
		if err != nil {
			t.Fatal(err)
		}
		if want := map[string]int{"one": 2, "two": 1}[secret]; len(written) != want {
			t.Errorf("%v were written, want %d", written, want)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, ".env"))
	if err != nil || string(text) != "one" {
		t.Errorf(".env has %q, %v", text, err)
	}
	if info, err := os.Stat(filepath.Join(dir, ".env")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf(".env is %v, %v", info, err)
	}
	if text, err = os.ReadFile(filepath.Join(dir, "public", "page.html")); err != nil || string(text) != "two" {
		t.Errorf("the page has %q, %v", text, err)
	}
}

func TestOnlyAnEmptyFolderIsFree(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(starter.Free(filepath.Join(dir, "new")), starter.Free(dir), os.Mkdir(filepath.Join(dir, ".git"), 0o755), starter.Free(dir)); err != nil {
		t.Fatal(err)
	}
	if err := starter.Free(filepath.Dir(dir)); !errors.Is(err, starter.ErrNotEmpty) {
		t.Errorf("a folder with a folder in it: %v", err)
	}
}
